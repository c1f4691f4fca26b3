package com.kore.billing.app.automation;

import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.app.eventstore.SubscriptionReader;
import com.kore.billing.app.payments.GatewayStopped;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.duework.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Due work that is being done, each piece on a virtual thread, so that many commands share a commit and a slow payment gateway holds
 * nobody's thread. Renewals and requests to the gateway have room of their own: while the gateway is slow, renewals go on.
 *
 * <p>Of one subscription one piece is under way at a time, and none until the read models show what the one before led to; its pieces
 * are therefore done in the order of their due times, none twice. Used by one thread.
 */
final class WorkPool {
    private static final Logger LOG = LoggerFactory.getLogger(WorkPool.class);

    /** Of each sort at once; about as many as share a commit. */
    private static final int ROOM = 500;

    private static final Duration DELAY_TOLD = Duration.ofSeconds(30);

    private final DueWorkStep step;
    private final SubscriptionReader subscriptions;
    private final CaughtUp caughtUp;
    private final Setbacks setbacks;
    private final RunTally tally;
    private final RunMetrics metrics;
    private final News news;
    private final String run;

    /** Started, and not settled yet. */
    private final Set<SubscriptionId> taken = new HashSet<>();

    private final Queue<SubscriptionId> finished = new ConcurrentLinkedQueue<>();
    private final AtomicInteger renewing = new AtomicInteger();
    private final AtomicInteger asking = new AtomicInteger();

    /** How many of the finished are settled once the read models have come to a position. */
    private int settling;

    private OptionalLong settlingTo = OptionalLong.empty();
    private long settlingSinceNanos;
    private final Set<String> toldCauses = ConcurrentHashMap.newKeySet();

    /**
     * @param news told whenever a piece of work is finished
     * @param startedAt of the run, by the computer's clock
     */
    WorkPool(
            DueWorkStep step,
            SubscriptionReader subscriptions,
            CaughtUp caughtUp,
            Setbacks setbacks,
            RunTally tally,
            RunMetrics metrics,
            News news,
            Instant startedAt) {
        this.step = step;
        this.subscriptions = subscriptions;
        this.caughtUp = caughtUp;
        this.setbacks = setbacks;
        this.tally = tally;
        this.metrics = metrics;
        this.news = news;
        this.run = startedAt.toString();
    }

    private AtomicInteger underWay(WorkItem item) {
        return item.kind() == WorkItem.Kind.RENEWAL ? renewing : asking;
    }

    boolean isBusy() {
        return renewing.get() + asking.get() > 0;
    }

    /** Whether there is room for neither renewals nor requests. */
    boolean isFull() {
        return renewing.get() >= ROOM && asking.get() >= ROOM;
    }

    /** Whether there is little room for one sort or the other. */
    boolean isCrowded() {
        return !hasMuchRoom();
    }

    /** Whether there is room for enough of each sort to be worth a look. */
    boolean hasMuchRoom() {
        return renewing.get() <= ROOM / 2 && asking.get() <= ROOM / 2;
    }

    /** @param more how many others are about to be started */
    boolean hasRoomFor(WorkItem item, int more) {
        return underWay(item).get() + more < ROOM;
    }

    /** Whether it can be started: nothing of its subscription is under way, and it has not failed just now. */
    boolean isOpen(WorkItem item) {
        return !taken.contains(item.subscriptionId()) && !setbacks.holdBack(item);
    }

    /**
     * Starts work that is open, one piece per subscription.
     *
     * @param at the instant that it is done at
     */
    void start(Collection<WorkItem> items, Instant at) {
        if (items.isEmpty()) {
            return;
        }
        List<SubscriptionId> ids = items.stream().map(WorkItem::subscriptionId).toList();
        subscriptions.preload(ids);
        taken.addAll(ids);
        items.forEach(item -> start(item, at));
    }

    /** What could not be started is not waited for. */
    private void start(WorkItem item, Instant at) {
        underWay(item).incrementAndGet();
        try {
            Thread.ofVirtual().name("due-work-" + item.subscriptionId()).start(() -> perform(item, at));
        } catch (RuntimeException | Error failed) {
            underWay(item).decrementAndGet();
            throw failed;
        }
    }

    private void perform(WorkItem item, Instant at) {
        try {
            Optional<DecidedCommand> decided = step.perform(item, at, run);
            decided.ifPresentOrElse(
                    command -> {
                        setbacks.remove(item);
                        tally.done(item, command);
                        metrics.done(item, command);
                    },
                    () -> {
                        // Should it still be on the list once that is up to date, it waits for something.
                        setbacks.add(item, "nothing to do yet");
                        metrics.nothingToDo(item);
                    });
        } catch (GatewayStopped stopping) {
            LOG.debug("{} of {} is left to the next start", item.kind(), item.subscriptionId(), stopping);
        } catch (RuntimeException | Error failure) {
            tally.failed(item, describe(failure));
            metrics.failed(item);
            tell(item, failure);
        } finally {
            ended(item);
        }
    }

    private void ended(WorkItem item) {
        try {
            finished.add(item.subscriptionId());
        } finally {
            underWay(item).decrementAndGet();
            tellFinished();
        }
    }

    private void tellFinished() {
        if (isBusy()) {
            news.finished();
        } else {
            news.newWork();
        }
    }

    /** Without the message, which may quote what an account has told us. */
    private static String describe(Throwable failure) {
        return failure instanceof CommandRejected rejected
                ? "refused as " + rejected.code()
                : failure.getClass().getSimpleName() + "; the log of the node has the rest";
    }

    /** Each item once per cause, the first of a cause with its stack. */
    private void tell(WorkItem item, Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        String cause = describe(failure) + (stack.length == 0 ? "" : " at " + stack[0]);
        if (!setbacks.add(item, cause)) {
            LOG.debug("{} of {} failed again", item.kind(), item.subscriptionId(), failure);
        } else if (toldCauses.add(cause)) {
            LOG.error(
                    "{} of {} due at {} failed; it is tried again after growing pauses",
                    item.kind(),
                    item.subscriptionId(),
                    item.dueAt(),
                    failure);
        } else {
            LOG.error(
                    "{} of {} due at {} failed as others did: {}",
                    item.kind(),
                    item.subscriptionId(),
                    item.dueAt(),
                    cause);
        }
    }

    /**
     * Frees the subscriptions whose work is finished, once the read models show what it led to, and with it all that has happened before.
     * Without that nothing may be started: a list that is behind says that a payment is to be asked for whose outcome is unknown by now.
     *
     * @return whether they do, within a time; if not, the next call goes on waiting for the same
     */
    boolean settle(Duration max) {
        if (settlingTo.isEmpty()) {
            settling = finished.size();
            settlingTo = OptionalLong.of(caughtUp.head());
            settlingSinceNanos = System.nanoTime();
        }
        if (!caughtUp.reach(settlingTo.getAsLong(), max)) {
            tellOfDelay();
            return false;
        }
        for (int i = 0; i < settling; i++) {
            taken.remove(finished.remove());
        }
        settlingTo = OptionalLong.empty();
        return true;
    }

    private void tellOfDelay() {
        if (System.nanoTime() - settlingSinceNanos > DELAY_TOLD.toNanos()) {
            settlingSinceNanos = System.nanoTime();
            LOG.warn(
                    "due work waits for the read models to show position {}; see how far they are at"
                            + " GET /v1/operations/projections",
                    settlingTo.getAsLong());
        }
    }

    /** Whether something is finished and not settled. */
    boolean hasFinished() {
        return !finished.isEmpty();
    }
}
