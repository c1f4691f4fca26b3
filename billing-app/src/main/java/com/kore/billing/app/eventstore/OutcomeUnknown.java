package com.kore.billing.app.eventstore;

/**
 * The database went silent at the commit, and stayed silent when it was asked what became of it. The command may have had its effect
 * or not; repeated with the same idempotency key, or on the same expected version, it has one effect.
 */
public final class OutcomeUnknown extends RuntimeException {
    public OutcomeUnknown(Throwable cause) {
        super("the database went silent at the commit", cause);
    }
}
