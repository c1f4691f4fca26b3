package com.kore.billing.app.automation;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.projections.readmodel.Visibility;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Waiting until the read models show all that had happened when the wait began, on whichever node they are kept: the position that their
 * token has reached is compared with the head of the store. One wait serves a batch of any size, and a subscription whose events became
 * dead letters holds nobody up.
 */
final class CaughtUp {
    private static final long POLL_MILLIS_MAX = 25;

    private final EventReader events;
    private final ProcessedPosition processed;
    private final String readModels;
    private final Semaphore committed = new Semaphore(0);

    /** @param readModels the name of their processor */
    CaughtUp(EventReader events, ProcessedPosition processed, String readModels, Visibility visibility) {
        this.events = events;
        this.processed = processed;
        this.readModels = readModels;
        visibility.whenSeen(committed::release);
    }

    /** What has happened by now. */
    long head() {
        return events.head();
    }

    /** Whether they show all that has happened by now, within a time. */
    boolean within(Duration max) {
        return reach(head(), max);
    }

    /** Whether they show all up to a {@link #head}, within a time. */
    boolean reach(long head, Duration max) {
        long deadline = System.nanoTime() + max.toNanos();
        for (long pollMillis = 1;
                processed.of(readModels) < head;
                pollMillis = Math.min(POLL_MILLIS_MAX, 2 * pollMillis)) {
            long leftNanos = deadline - System.nanoTime();
            if (leftNanos <= 0 || !pause(Math.min(leftNanos, TimeUnit.MILLISECONDS.toNanos(pollMillis)))) {
                return false;
            }
        }
        return true;
    }

    private boolean pause(long nanos) {
        try {
            if (committed.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                committed.drainPermits();
            }
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
