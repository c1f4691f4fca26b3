package com.kore.billing.app.monitoring;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * For how long events have been waiting to be handed to the read models, as this node has seen it: events say when they were decided, which in
 * sandbox time or after a downtime may be any day, and not when they were stored. So it is as exact as somebody looks often, and never more
 * than the truth.
 */
final class Backlog {
    private static final int MARKS_MAX = 1000;

    private final Deque<Mark> marks = new ArrayDeque<>();

    private record Mark(long head, long seenNanos) {}

    /**
     * @param handed up to where events were handed on
     * @param head where the newest one stands
     * @param nowNanos when that was
     * @return how long the oldest one that was not has been known
     */
    Duration age(long handed, long head, long nowNanos) {
        while (!marks.isEmpty() && marks.getFirst().head() <= handed) {
            marks.removeFirst();
        }
        if (head > handed
                && marks.size() < MARKS_MAX
                && (marks.isEmpty() || marks.getLast().head() < head)) {
            marks.addLast(new Mark(head, nowNanos));
        }
        return marks.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(nowNanos - marks.getFirst().seenNanos());
    }
}
