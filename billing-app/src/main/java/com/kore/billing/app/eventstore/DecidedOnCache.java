package com.kore.billing.app.eventstore;

/** A refusal that the stored state may not justify: another node may have written since this one last looked. */
final class DecidedOnCache extends RuntimeException {
    private final RuntimeException refusal;

    DecidedOnCache(RuntimeException refusal) {
        super("to be decided again from the store", refusal, false, false);
        this.refusal = refusal;
    }

    RuntimeException refusal() {
        return refusal;
    }
}
