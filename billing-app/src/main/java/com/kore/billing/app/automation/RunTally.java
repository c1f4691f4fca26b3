package com.kore.billing.app.automation;

import com.kore.billing.app.automation.RunReport.Failure;
import com.kore.billing.app.automation.RunReport.Failures;
import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import com.kore.billing.projections.duework.WorkItem;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Counts what a run does, on many threads. */
final class RunTally {
    private static final int FAILURES_TOLD = 5;

    private final BillingClock clock;
    private final Deque<Failure> latest = new ArrayDeque<>();
    private long done;
    private long renewals;
    private long collections;
    private long failures;
    private Instant lastDoneAt;

    /** @param clock the computer's */
    RunTally(BillingClock clock) {
        this.clock = clock;
        this.lastDoneAt = clock.now();
    }

    /** What was counted. */
    record Counts(long done, long renewals, long collections, Failures failures, Instant lastDoneAt) {}

    synchronized Counts counts() {
        return new Counts(done, renewals, collections, new Failures(failures, List.copyOf(latest)), lastDoneAt);
    }

    /** A renewal that catches up decides several periods at once. */
    synchronized void done(WorkItem item, DecidedCommand decided) {
        done++;
        lastDoneAt = clock.now();
        if (item.kind() == WorkItem.Kind.RENEWAL) {
            renewals += periodsEnded(decided);
        } else {
            collections++;
        }
    }

    /** How many periods' ends, and starts of contracts, were decided. */
    static long periodsEnded(DecidedCommand decided) {
        return decided.events().stream()
                .filter(recorded -> endsPeriod(recorded.event()))
                .count();
    }

    private static boolean endsPeriod(SubscriptionEvent event) {
        return event instanceof SubscriptionRenewed
                || event instanceof SubscriptionEnded
                || event instanceof ContractStarted;
    }

    synchronized void failed(WorkItem item, String message) {
        failures++;
        lastDoneAt = clock.now();
        latest.addLast(new Failure(item.subscriptionId(), item.kind(), lastDoneAt, message));
        if (latest.size() > FAILURES_TOLD) {
            latest.removeFirst();
        }
    }
}
