package com.kore.billing.app.eventstore;

import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * What is done round after round for as long as the service runs. Whatever goes wrong in one, an {@code Error} too, there is a next: a timer never
 * comes back to what has thrown, and a thread would have ended. Used by one thread.
 */
public final class Rounds implements Runnable {
    private final Logger log;
    private final Level level;
    private final String failure;
    private final Runnable round;
    private boolean failing;
    private boolean erring;

    /**
     * @param level of what is told when a round fails by an exception; an {@code Error} is told as one in any case
     * @param failure what it means that a round has failed
     */
    public Rounds(Logger log, Level level, String failure, Runnable round) {
        this.log = log;
        this.level = level;
        this.failure = failure;
        this.round = round;
    }

    @Override
    public void run() {
        try {
            round.run();
            failing = false;
            erring = false;
        } catch (RuntimeException | Error failed) {
            survive(failed);
        }
    }

    private void survive(Throwable failed) {
        try {
            tell(failed);
            failing = true;
            erring |= failed instanceof Error;
        } catch (RuntimeException | Error untold) {
            // There was not even memory to tell it: the next round will, if it fails too.
        }
    }

    /** Once, until it works again: a database that is away is away for a while. An {@code Error} among exceptions is something else. */
    private void tell(Throwable failed) {
        if (failing && (erring || !(failed instanceof Error))) {
            log.debug("once more: {}", failure, failed);
        } else {
            log.atLevel(failed instanceof Error ? Level.ERROR : level)
                    .setCause(failed)
                    .log(failure);
        }
    }
}
