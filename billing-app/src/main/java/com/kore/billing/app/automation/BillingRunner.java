package com.kore.billing.app.automation;

import com.kore.billing.app.automation.RunReport.Status;
import com.kore.billing.app.eventstore.Rounds;
import com.kore.billing.app.eventstore.StopOrder;
import com.kore.billing.app.eventstore.StoreUnavailable;
import com.kore.billing.app.eventstore.SubscriptionReader;
import com.kore.billing.projections.duework.DueWork;
import com.kore.billing.projections.duework.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;

/**
 * Sees that due work is done: looks at the list whenever events were stored, on this node or another, and once a second; if something is
 * due and no other node is at it, it runs. In sandbox time, where the clock stands still, that is what is due at once, such as the charges
 * of commands, until {@link SandboxTime} takes its turn.
 */
public final class BillingRunner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(BillingRunner.class);
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final Duration CAUGHT_UP_WITHIN = Duration.ofMillis(250);
    private static final Duration LEASE_ASKED_EVERY = Duration.ofMillis(50);
    private static final int LATEST = 20;

    /** So long what is under way is waited for at a stop, */
    private static final Duration UNDER_WAY_MAX = Duration.ofSeconds(4);

    /** which leaves a moment to write down of what the gateway has not answered that nothing is known. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(3);

    private final DueWork dueWork;
    private final DueWorkStep step;
    private final SubscriptionReader subscriptions;
    private final CaughtUp caughtUp;
    private final RunLease leases;
    private final BillingRuns runs;
    private final RunMetrics metrics;
    private final BillingClock clock;
    private final BillingClock computerClock = new SystemClock();
    private final Setbacks setbacks = new Setbacks(System::nanoTime);
    private final News news = new News();
    private final String node;

    /** One run at a time on a node, whatever becomes of the lease. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private volatile boolean running;
    private volatile long stoppedNanos;
    private volatile Thread thread = new Thread();
    private long lookedThroughNanos = System.nanoTime() - LOOKS_EVERY.toNanos();

    /**
     * @param clock says what is due
     * @param node its name in the list of runs
     */
    BillingRunner(
            DueWork dueWork,
            DueWorkStep step,
            SubscriptionReader subscriptions,
            CaughtUp caughtUp,
            RunLease leases,
            BillingRuns runs,
            RunMetrics metrics,
            BillingClock clock,
            String node) {
        this.dueWork = dueWork;
        this.step = step;
        this.subscriptions = subscriptions;
        this.caughtUp = caughtUp;
        this.leases = leases;
        this.runs = runs;
        this.metrics = metrics;
        this.clock = clock;
        this.node = node;
    }

    /** Says that new work may have come. */
    public void wakeUp() {
        news.newWork();
    }

    private void loop() {
        Rounds looks =
                new Rounds(LOG, Level.ERROR, "due work stopped short; it is tried again every second", this::look);
        while (running) {
            looks.run();
            news.await(LOOKS_EVERY);
        }
    }

    private void look() {
        turn.lock();
        try {
            runIfDue();
        } finally {
            turn.unlock();
        }
    }

    private void runIfDue() {
        caughtUp.within(CAUGHT_UP_WITHIN);
        if (isSomethingOpen(clock.now())) {
            leases.take().ifPresent(lease -> {
                try (lease) {
                    run(lease);
                }
            });
        }
    }

    /** Looks at the latest at once, and through all of a long list once a second. */
    private boolean isSomethingOpen(Instant now) {
        List<WorkItem> page = dueWork.latest(now, LATEST);
        if (page.stream().anyMatch(item -> !setbacks.holdBack(item))) {
            return true;
        }
        if (page.size() < LATEST || System.nanoTime() - lookedThroughNanos < LOOKS_EVERY.toNanos()) {
            return false;
        }
        page = dueWork.due(now, WorkPass.PAGE);
        while (page.stream().allMatch(setbacks::holdBack)) {
            if (page.size() < WorkPass.PAGE) {
                lookedThroughNanos = System.nanoTime();
                return false;
            }
            page = dueWork.dueAfter(page.getLast(), now, WorkPass.PAGE);
        }
        return true;
    }

    private void run(RunLease.Held lease) {
        OpenRun open = open(lease, RunRecord.BY_COUNT, news);
        Status status = Status.FAILED;
        try {
            boolean completed = new BillingRun(dueWork, open.pool(), open.record(), clock, news)
                    .untilIdle(() -> running && !turn.hasQueuedThreads(), this::mayWait);
            status = completed ? Status.COMPLETED : Status.ABANDONED;
        } finally {
            end(open, status);
        }
    }

    private void end(OpenRun open, Status status) {
        if (open.pool().isBusy()) {
            LOG.warn(
                    "the gateway is not waited for any longer; the next start asks it what became of what is under way");
        }
        open.record().end(status);
    }

    /** For what is under way: not for ever, once the service stops. */
    private boolean mayWait() {
        return running || System.nanoTime() - stoppedNanos < UNDER_WAY_MAX.toNanos();
    }

    private OpenRun open(RunLease.Held lease, RunRecord.Remaining remaining, News finished) {
        RunTally tally = new RunTally(computerClock);
        Instant startedAt = computerClock.now();
        return new OpenRun(
                new WorkPool(step, subscriptions, caughtUp, setbacks, tally, metrics, finished, startedAt),
                new RunRecord(
                        runs,
                        lease,
                        tally,
                        metrics,
                        () -> dueWork.count(clock.now()),
                        remaining,
                        computerClock,
                        node,
                        startedAt),
                tally,
                finished);
    }

    /**
     * Runs something else in place of what runs as time passes, while no other node runs anything. It ends early, by {@link #pause}, when
     * the service stops; even then the turn and the lease are given up only when nothing is under way any more, unless the gateway is silent.
     *
     * @param begin makes what runs once it is its turn; nothing runs, and no run is listed, if that fails
     */
    <R extends RunRecord.Remaining, T> T inTurn(Supplier<R> begin, BiFunction<R, OpenRun, T> run) {
        turn.lock();
        try (RunLease.Held lease = waitForLease()) {
            R begun = begin.get();
            // News of its own: of two that wait for the same, one would take what the other waits for.
            OpenRun open = open(lease, begun, new News());
            Status status = Status.FAILED;
            try {
                T result = run.apply(begun, open);
                status = Status.COMPLETED;
                return result;
            } finally {
                finish(open);
                end(open, running ? status : Status.ABANDONED);
            }
        } finally {
            turn.unlock();
        }
    }

    /** Waits for what is under way; keeps the lease meanwhile, as long as that can be. */
    private void finish(OpenRun open) {
        if (open.pool().isBusy()) {
            LOG.info("due work is interrupted; what is under way is waited for");
        }
        try {
            while (open.pool().isBusy() && mayWait() && open.record().beat()) {
                open.news().await(LOOKS_EVERY);
            }
        } finally {
            while (open.pool().isBusy() && mayWait()) {
                open.news().await(LOOKS_EVERY);
            }
        }
    }

    private RunLease.Held waitForLease() {
        while (true) {
            requireRunning();
            Optional<RunLease.Held> lease = leases.take();
            if (lease.isPresent()) {
                return lease.get();
            }
            LockSupport.parkNanos(LEASE_ASKED_EVERY.toNanos());
        }
    }

    /** Waits for what is under way, a moment at most. */
    void pause(OpenRun open) {
        requireRunning();
        open.news().await(LOOKS_EVERY);
    }

    void requireRunning() {
        if (!running) {
            throw new StoreUnavailable(
                    "the service is shutting down", new IllegalStateException("the runner has stopped"));
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("billing-run").start(this::loop);
    }

    /**
     * What is under way is finished, whoever's turn it is. A gateway that is silent is left alone, and the lease given back all the same: what it was asked
     * is asked again by the next start, as after a kill.
     */
    @Override
    public void stop() {
        stoppedNanos = System.nanoTime();
        running = false;
        step.stopAsking(ANSWERED_WITHIN);
        news.newWork();
        try {
            thread.join(StopOrder.DUE_WORK_MAX);
            long leftNanos = StopOrder.DUE_WORK_MAX.toNanos() - (System.nanoTime() - stoppedNanos);
            if (turn.tryLock(leftNanos, TimeUnit.NANOSECONDS)) {
                turn.unlock();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return StopOrder.DUE_WORK;
    }
}
