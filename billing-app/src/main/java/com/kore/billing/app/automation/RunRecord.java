package com.kore.billing.app.automation;

import com.kore.billing.app.automation.RunReport.Status;
import com.kore.billing.app.automation.RunTally.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a run's lease, and writes down how far it has come: once a second in the table, every five seconds in the log. */
final class RunRecord {
    private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);
    private static final long WRITTEN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TOLD_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final BillingRuns runs;
    private final RunLease.Held lease;
    private final RunTally tally;
    private final RunMetrics metrics;
    private final LongSupplier stillDue;
    private final Remaining remaining;
    private final BillingClock clock;
    private final String node;
    private final Instant startedAt;
    private final long startedNanos = System.nanoTime();
    private OptionalLong id = OptionalLong.empty();
    private long writtenNanos = startedNanos;
    private long toldNanos = startedNanos;

    /** How long a run will take, and where it is. */
    interface Remaining {
        /** @return seconds; empty if it cannot be said */
        Optional<Long> seconds(long stillDue, long done, Duration elapsed);

        /** What the log says besides figures. */
        default String where() {
            return "";
        }
    }

    /** At the pace so far. */
    static final Remaining BY_COUNT = (stillDue, done, elapsed) ->
            done == 0 ? Optional.empty() : Optional.of(elapsed.toMillis() * stillDue / done / 1000);

    /**
     * @param stillDue counts what is due now
     * @param clock the computer's
     * @param startedAt by that clock
     */
    RunRecord(
            BillingRuns runs,
            RunLease.Held lease,
            RunTally tally,
            RunMetrics metrics,
            LongSupplier stillDue,
            Remaining remaining,
            BillingClock clock,
            String node,
            Instant startedAt) {
        this.runs = runs;
        this.lease = lease;
        this.tally = tally;
        this.metrics = metrics;
        this.stillDue = stillDue;
        this.remaining = remaining;
        this.clock = clock;
        this.node = node;
        this.startedAt = startedAt;
    }

    /** To be called at least every few seconds; whether this node may go on. */
    boolean beat() {
        if (!lease.keep()) {
            LOG.warn("this node has stood still too long: another one does due work now");
            return false;
        }
        long now = System.nanoTime();
        if (now - writtenNanos >= WRITTEN_EVERY_NANOS) {
            writtenNanos = now;
            BillingRuns.Progress progress = progress(clock.now(), true);
            if (progress.didSomething()) {
                runs.progress(id(progress), progress);
                if (now - toldNanos >= TOLD_EVERY_NANOS) {
                    toldNanos = now;
                    tell(progress);
                }
            }
        }
        return true;
    }

    private long id(BillingRuns.Progress progress) {
        if (id.isEmpty()) {
            id = OptionalLong.of(runs.begin(node, startedAt, progress));
        }
        return id.getAsLong();
    }

    private void tell(BillingRuns.Progress progress) {
        LOG.info(
                "billing run {}: {} of {} done, {} renewals, {} collections, {} failures, {} per second{}{}",
                id(progress),
                progress.done(),
                progress.due(),
                progress.renewals(),
                progress.collections(),
                progress.failures().count(),
                BillingRuns.perSecond(progress.done(), elapsed()),
                progress.remainingSeconds()
                        .map(seconds -> ", " + seconds + " s to go")
                        .orElse(""),
                remaining.where());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private BillingRuns.Progress progress(Instant at, boolean goesOn) {
        Counts counts = tally.counts();
        long left = stillDue.getAsLong();
        return new BillingRuns.Progress(
                at,
                counts.done() + left,
                counts.done(),
                counts.renewals(),
                counts.collections(),
                counts.failures(),
                goesOn ? remaining.seconds(left, counts.done(), elapsed()) : Optional.empty());
    }

    /** Writes down how it ended, as of the last work that was done; nothing if it did nothing. */
    void end(Status status) {
        Instant lastDoneAt = tally.counts().lastDoneAt();
        Instant endedAt = lastDoneAt.isBefore(startedAt) ? startedAt : lastDoneAt;
        BillingRuns.Progress progress = progress(endedAt, false);
        if (progress.didSomething()) {
            runs.end(id(progress), progress, status);
            metrics.ran(Duration.between(startedAt, endedAt), status);
        }
    }
}
