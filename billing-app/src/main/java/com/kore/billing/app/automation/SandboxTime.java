package com.kore.billing.app.automation;

import com.kore.billing.app.eventstore.StoreUnavailable;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.duework.DueWork;
import com.kore.billing.projections.duework.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Advances sandbox time: plays all due work in the order of its due times, each at its own time. All that is due at one instant is done,
 * and the read models show what it led to, before time moves on to the next; what a year holds is never in memory at once.
 */
public final class SandboxTime {
    private static final int PAGE_MIN = 50;
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(1);
    private static final int SETTLINGS_MAX = 120;

    private final SandboxClock clock;
    private final BillingRunner runner;
    private final DueWork dueWork;

    SandboxTime(SandboxClock clock, BillingRunner runner, DueWork dueWork) {
        this.clock = clock;
        this.runner = runner;
        this.dueWork = dueWork;
    }

    /**
     * Where an advance has led.
     *
     * @param renewals how many periods' ends were decided
     * @param collections how many payment attempts, inquiries and other requests to the payment gateway were made
     * @param failures how often due work failed; it is tried again, at the sandbox time of then
     */
    public record Advanced(Instant now, long renewals, long collections, long failures) {}

    public Instant now() {
        return clock.now();
    }

    /**
     * Advances to an instant; answers when the read models show all that happened. One that another advance has passed since the caller
     * looked at the clock is reached already.
     */
    public Advanced advanceTo(Instant end) {
        return advance(present -> end);
    }

    /**
     * Advances by a way to go, from where the advances before have led: of two at the same moment each adds to what the other left.
     *
     * @param way from the present to the end; it may refuse
     */
    public Advanced advance(UnaryOperator<Instant> way) {
        AtomicReference<@Nullable Journey> begun = new AtomicReference<>();
        try {
            return runner.inTurn(
                    () -> {
                        Instant present = clock.now();
                        return new Journey(present, way.apply(present));
                    },
                    (journey, run) -> {
                        begun.set(journey);
                        return journey.play(run);
                    });
        } catch (StoreUnavailable | DataAccessException | TransactionException failed) {
            Journey journey = begun.get();
            throw journey == null ? failed : journey.interrupted("the service or its database went away", failed);
        }
    }

    /** At the pace so far, in arithmetic that no distance is too long for. */
    static Optional<Long> remainingSeconds(Duration elapsed, Duration gone, Duration left) {
        return gone.isZero()
                ? Optional.empty()
                : Optional.of((long) (elapsed.toMillis() / 1000.0 * left.toMillis() / gone.toMillis()));
    }

    /** One advance, under way. */
    private final class Journey implements RunRecord.Remaining {
        private final Instant start;
        private final Instant end;
        private Instant now;
        private int pageSize = PAGE_MIN;

        Journey(Instant start, Instant end) {
            this.start = start;
            this.end = end;
            this.now = start;
        }

        @Override
        public Optional<Long> seconds(long stillDue, long done, Duration elapsed) {
            return remainingSeconds(elapsed, Duration.between(start, now), Duration.between(now, end));
        }

        @Override
        public String where() {
            return ", sandbox time has reached " + now + " on its way to " + end;
        }

        Advanced play(OpenRun run) {
            settle(run);
            for (List<WorkItem> due = nextDue(run.pool()); !due.isEmpty(); due = nextDue(run.pool())) {
                Instant dueAt = due.getFirst().dueAt();
                if (dueAt.isAfter(now)) {
                    clock.moveTo(dueAt);
                    now = dueAt;
                }
                List<WorkItem> together = due.stream()
                        .takeWhile(item -> !item.dueAt().isAfter(now))
                        .toList();
                run.pool().start(together, now);
                finish(run);
                settle(run);
                pageSize = Math.clamp(2L * together.size(), PAGE_MIN, WorkPass.PAGE);
            }
            clock.moveTo(end);
            now = end;
            RunTally.Counts counts = run.tally().counts();
            return new Advanced(
                    clock.now(),
                    counts.renewals(),
                    counts.collections(),
                    counts.failures().count());
        }

        /** In the order of due times, the oldest of each subscription; empty if nothing is due before the end. */
        private List<WorkItem> nextDue(WorkPool pool) {
            List<WorkItem> page = dueWork.due(end, pageSize);
            while (true) {
                Map<SubscriptionId, WorkItem> open = new LinkedHashMap<>();
                page.stream().filter(pool::isOpen).forEach(item -> open.putIfAbsent(item.subscriptionId(), item));
                if (!open.isEmpty() || page.size() < pageSize) {
                    return List.copyOf(open.values());
                }
                page = dueWork.dueAfter(page.getLast(), end, pageSize);
            }
        }

        private void finish(OpenRun run) {
            while (run.pool().isBusy()) {
                keepTurn(run);
                runner.pause(run);
            }
            keepTurn(run);
            // What a gateway that has stopped would not do is still due, and would be found again and again.
            runner.requireRunning();
        }

        private void settle(OpenRun run) {
            for (int i = 0; !run.pool().settle(SETTLED_WITHIN); i++) {
                keepTurn(run);
                runner.requireRunning();
                if (i == SETTLINGS_MAX) {
                    throw interrupted(
                            "the read models do not show what has happened",
                            new IllegalStateException("read models have stood still for " + SETTLINGS_MAX + " s"));
                }
            }
        }

        private void keepTurn(OpenRun run) {
            if (!run.record().beat()) {
                throw interrupted(
                        "another node has begun to do due work", new IllegalStateException("the lease is lost"));
            }
        }

        AdvanceInterrupted interrupted(String why, Exception cause) {
            return new AdvanceInterrupted(now, end, why, cause);
        }
    }
}
