package com.kore.billing.app.automation;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.duework.WorkItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a billing run has done so far. Its times are the computer's also where billing has a sandbox clock, because they tell how the
 * service works, not what it bills.
 *
 * @param id counts up
 * @param node the process that ran it
 * @param finishedAt when the last work was done, or it was last heard of
 * @param due how many pieces of work it has found: those done and those still to do
 * @param done how many it has done
 * @param renewals how many periods' ends were decided
 * @param collections how many payment attempts, inquiries and other requests to the payment gateway were made
 * @param perSecond pieces of work done per second
 * @param remainingSeconds how long it will take at this pace; empty unless it is running and its pace is known
 */
public record RunReport(
        long id,
        String node,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Status status,
        long due,
        long done,
        long renewals,
        long collections,
        Failures failures,
        long perSecond,
        Optional<Long> remainingSeconds) {

    /** How it stands. */
    public enum Status {
        RUNNING,
        /** Nothing was left to do, but for what failed and is tried again. */
        COMPLETED,
        /** It could not go on, such as without the database; a later run does the rest. */
        FAILED,
        /** Its node was stopped, died or stood still; a later run does the rest. */
        ABANDONED
    }

    /**
     * Work that failed, and is tried again.
     *
     * @param count how often anything failed
     * @param latest the last few, the newest last
     */
    public record Failures(long count, List<Failure> latest) {
        public Failures {
            latest = List.copyOf(latest);
        }
    }

    /** @param message says what kind of failure; quotes nothing, because personal data might be in it */
    public record Failure(SubscriptionId subscriptionId, WorkItem.Kind kind, Instant at, String message) {}
}
