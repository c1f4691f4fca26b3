package com.kore.billing.app.security;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Tokens and codes that may be made up. Each takes a connection of the pool to be looked up, and whoever sends it needs no permission, so only
 * some are at once: others wait for a moment, in the order in which they came, and are then told to come back. Commands keep the
 * other connections, however many are made up.
 */
@Component
final class UnknownSecrets {
    /** Of the ten connections of a pool; at a millisecond each that is two thousand in a second. */
    static final int AT_ONCE = 2;

    /** Long enough for whoever comes back to a node that has started anew together with many others. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(1);

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /** So many are being looked up that this one was not. */
    static final class TooMany extends RuntimeException {
        TooMany() {
            super("too many unknown tokens and codes are being looked up", null, false, false);
        }
    }

    /** @throws TooMany if its turn does not come soon */
    <T> T lookUp(Supplier<T> question) {
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
