package com.kore.billing.app.automation;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What the thread of the billing run waits for: at once for what may be new work, in handfuls for what is finished. */
final class News {
    private static final int HANDFUL = 50;

    private final Semaphore permits = new Semaphore(0);

    /** New work may have come, or all work is finished. */
    void newWork() {
        permits.release(HANDFUL);
    }

    /** A piece of work is finished; others are not. */
    void finished() {
        permits.release();
    }

    /** Waits for news, and forgets them; not after an interrupt. */
    void await(Duration max) {
        try {
            permits.tryAcquire(HANDFUL, max.toNanos(), TimeUnit.NANOSECONDS);
            permits.drainPermits();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
