package com.kore.billing.app.automation;

import com.kore.billing.projections.duework.WorkItem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Due work that could not be done, and until when it is left alone: 1, 2, 4 ... seconds, 5 minutes at most. Kept in memory: after a
 * restart, or on another node, everything is tried at once.
 */
final class Setbacks {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(5);

    /** Beyond this the oldest is forgotten, and so tried sooner. */
    private static final int ITEMS_MAX = 100_000;

    private final LongSupplier nanoTime;
    private final Map<WorkItem, Setback> setbacks = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<WorkItem, Setback> eldest) {
            return size() > ITEMS_MAX;
        }
    };

    private record Setback(String cause, Duration pause, long untilNanos) {}

    /** @param nanoTime a clock of no particular origin */
    Setbacks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether an item is to be left alone for now. */
    synchronized boolean holdBack(WorkItem item) {
        Setback last = setbacks.get(item);
        return last != null && last.untilNanos() - nanoTime.getAsLong() > 0;
    }

    /**
     * Leaves an item alone for longer than the last time.
     *
     * @param cause why it could not be done
     * @return whether that is another cause than the last time
     */
    synchronized boolean add(WorkItem item, String cause) {
        Setback last = setbacks.remove(item);
        Duration pause = last == null ? FIRST_PAUSE : shorter(last.pause().multipliedBy(2), PAUSE_MAX);
        setbacks.put(item, new Setback(cause, pause, nanoTime.getAsLong() + pause.toNanos()));
        return last == null || !last.cause().equals(cause);
    }

    /** Forgets an item that was done, or has changed. */
    synchronized void remove(WorkItem item) {
        setbacks.remove(item);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
