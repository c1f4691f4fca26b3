package com.kore.billing.app.automation;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.duework.DueWork;
import com.kore.billing.projections.duework.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Does what is due as time passes, until nothing has been for a second. It goes through the list of due work again and again; besides, it
 * looks at what has become due last, so that a customer who has just bought something does not wait behind a night's renewals.
 */
final class BillingRun {
    private static final int LATEST = 20;
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(1);
    private static final Duration LINGERS = Duration.ofSeconds(1);
    private static final Duration PAUSE_BUSY = Duration.ofMillis(20);
    private static final Duration PAUSE_IDLE = Duration.ofMillis(250);

    private final DueWork dueWork;
    private final WorkPool pool;
    private final WorkPass pass;
    private final RunRecord record;
    private final BillingClock clock;
    private final News news;

    /** @param clock says what is due */
    BillingRun(DueWork dueWork, WorkPool pool, RunRecord record, BillingClock clock, News news) {
        this.dueWork = dueWork;
        this.pool = pool;
        this.pass = new WorkPass(dueWork, pool);
        this.record = record;
        this.clock = clock;
        this.news = news;
    }

    /**
     * Returns when nothing is due any more, or it may not go on; nothing is under way then, unless that takes too long.
     *
     * @param mayGoOn whether to start more
     * @param mayWait whether to wait for what is under way
     * @return whether nothing was left to do
     */
    boolean untilIdle(BooleanSupplier mayGoOn, BooleanSupplier mayWait) {
        long busyNanos = System.nanoTime();
        boolean idle = false;
        try {
            while (mayGoOn.getAsBoolean() && record.beat()) {
                boolean settled = pool.settle(SETTLED_WITHIN);
                boolean started = settled && startSome();
                idle = settled && !started && !pool.isBusy() && !pool.hasFinished() && pass.isAtBeginning();
                if (!idle) {
                    busyNanos = System.nanoTime();
                } else if (System.nanoTime() - busyNanos > LINGERS.toNanos()) {
                    break;
                }
                if ((!started && pass.isAtBeginning()) || pool.isCrowded()) {
                    news.await(pool.isBusy() ? PAUSE_BUSY : PAUSE_IDLE);
                }
            }
            while (pool.isBusy() && mayWait.getAsBoolean() && record.beat()) {
                news.await(PAUSE_BUSY);
            }
        } finally {
            while (pool.isBusy() && mayWait.getAsBoolean()) {
                news.await(PAUSE_BUSY);
            }
        }
        return !pool.isBusy() && (idle || hasNothingLeft());
    }

    private boolean hasNothingLeft() {
        return pool.settle(SETTLED_WITHIN)
                && dueWork.due(clock.now(), WorkPass.PAGE).stream().noneMatch(pool::isOpen);
    }

    private boolean startSome() {
        Instant now = clock.now();
        List<WorkItem> latest = latest(now);
        pool.start(latest, now);
        pass.started(latest);
        List<WorkItem> next = pass.next(now);
        pool.start(next, now);
        return !latest.isEmpty() || !next.isEmpty();
    }

    /** What has become due last; for each subscription, the oldest that is due of it. */
    private List<WorkItem> latest(Instant now) {
        Set<SubscriptionId> ids = dueWork.latest(now, LATEST).stream()
                .filter(pool::isOpen)
                .map(WorkItem::subscriptionId)
                .collect(Collectors.toSet());
        Map<SubscriptionId, WorkItem> oldest = new LinkedHashMap<>();
        dueWork.dueOf(ids, now).stream()
                .filter(pool::isOpen)
                .forEach(item -> oldest.putIfAbsent(item.subscriptionId(), item));
        return oldest.values().stream().filter(item -> pool.hasRoomFor(item, 0)).toList();
    }
}
