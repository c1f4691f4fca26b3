package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Waiting until the read models have seen a version of a subscription. A waiter registers, then looks at the row, then waits to be
 * told after the commit that brings the version, so that none is missed and nothing is polled; only while another node may be the one
 * that folds this subscription does it look again after 1, 2, 4 ... 25 ms. Once a second it looks in any case, as that may change.
 */
public final class Visibility {
    private static final long POLL_MILLIS_MAX = 25;
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ToLongFunction<SubscriptionId> visibleVersion;
    private final Predicate<SubscriptionId> maybeFoldedElsewhere;
    private final Map<SubscriptionId, List<Waiter>> waiters = new ConcurrentHashMap<>();

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private record Waiter(long version, CountDownLatch told) {}

    /**
     * @param visibleVersion reads the version of a subscription's rows, 0 if there are none
     * @param maybeFoldedElsewhere whether another node may be the one that folds this subscription's events
     */
    public Visibility(ToLongFunction<SubscriptionId> visibleVersion, Predicate<SubscriptionId> maybeFoldedElsewhere) {
        this.visibleVersion = visibleVersion;
        this.maybeFoldedElsewhere = maybeFoldedElsewhere;
    }

    /** Whether the rows have this version of the subscription, or get it within a time. */
    public boolean await(SubscriptionId id, long version, Duration max) throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        Waiter waiter = new Waiter(version, new CountDownLatch(1));
        waiters.compute(id, (key, present) -> {
            List<Waiter> all = present == null ? new CopyOnWriteArrayList<>() : present;
            all.add(waiter);
            return all;
        });
        try {
            long pollMillis = 1;
            while (visibleVersion.applyAsLong(id) < version) {
                long leftNanos = deadline - System.nanoTime();
                if (leftNanos <= 0) {
                    return false;
                }
                long nanos = maybeFoldedElsewhere.test(id)
                        ? Math.min(leftNanos, TimeUnit.MILLISECONDS.toNanos(pollMillis))
                        : Math.min(leftNanos, LOOK_AGAIN_NANOS);
                if (waiter.told().await(nanos, TimeUnit.NANOSECONDS)) {
                    return true;
                }
                pollMillis = Math.min(POLL_MILLIS_MAX, pollMillis * 2);
            }
            return true;
        } finally {
            waiters.computeIfPresent(id, (key, present) -> {
                present.remove(waiter);
                return present.isEmpty() ? null : present;
            });
        }
    }

    /** Has a listener told, after each commit, that something new is to be seen; it must be quick. */
    public void whenSeen(Runnable listener) {
        listeners.add(listener);
    }

    /** Tells those who wait; called once the rows of these versions are committed. */
    public void seen(Map<SubscriptionId, Long> versions) {
        versions.forEach((id, version) -> waiters.getOrDefault(id, List.of()).stream()
                .filter(waiter -> waiter.version() <= version)
                .forEach(waiter -> waiter.told().countDown()));
        listeners.forEach(Runnable::run);
    }
}
