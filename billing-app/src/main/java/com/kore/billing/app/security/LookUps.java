package com.kore.billing.app.security;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Questions to the database of whoever has not come in yet. Only some are under way at once: others wait for a moment, in the order in which
 * they came, and are then told to come back.
 */
final class LookUps {
    /** Long enough for whoever comes back to a node that has started anew together with many others. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(1);

    private final Semaphore turns;

    LookUps(int atOnce) {
        turns = new Semaphore(atOnce, true);
    }

    /** So many are under way that this one was not asked. */
    static final class TooMany extends RuntimeException {
        TooMany() {
            super("too many tokens and codes are being looked up", null, false, false);
        }
    }

    /** @throws TooMany if its turn does not come soon */
    <T> T ask(Supplier<T> question) {
        if (!isMyTurn()) {
            throw new TooMany();
        }
        try {
            return question.get();
        } finally {
            turns.release();
        }
    }

    private boolean isMyTurn() {
        try {
            return turns.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
