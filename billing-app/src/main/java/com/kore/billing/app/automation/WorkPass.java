package com.kore.billing.app.automation;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.duework.DueWork;
import com.kore.billing.projections.duework.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through the list of due work from the oldest on, page by page, as there is room; at the end it begins again. Where one sort of work
 * has had no room for a while, because the payment gateway is slow, the pass goes on with the other.
 */
final class WorkPass {
    static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /** What was read and had no room is read again after this. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final DueWork dueWork;
    private final WorkPool pool;

    private final Deque<WorkItem> page = new ArrayDeque<>();
    private long pageReadNanos;

    /** Of which something was started since the page was read: what it says of them may not be so any more. */
    private final Set<SubscriptionId> started = new HashSet<>();

    private boolean lastPage;

    /** How far this pass has come; empty at its beginning. */
    private Optional<WorkItem> passed = Optional.empty();

    /** Whose oldest due work had no room in this pass: what is due of them later waits too. */
    private final Set<SubscriptionId> waiting = new HashSet<>();

    private boolean stuck;
    private long stuckNanos;

    WorkPass(DueWork dueWork, WorkPool pool) {
        this.dueWork = dueWork;
        this.pool = pool;
    }

    /** Whether it stands at the beginning: the last call has seen the end of the list. */
    boolean isAtBeginning() {
        return passed.isEmpty();
    }

    /** The next work to start, at most a page; empty if there is no room, or nothing open on this page. */
    List<WorkItem> next(Instant now) {
        if (stuck && !pool.hasMuchRoom() && System.nanoTime() - stuckNanos < PATIENCE.toNanos()) {
            return List.of();
        }
        read(now);
        List<WorkItem> chosen = choose();
        if (page.isEmpty() && lastPage) {
            passed = Optional.empty();
            waiting.clear();
            stuck = false;
        }
        return chosen;
    }

    private void read(Instant now) {
        if (!page.isEmpty() && System.nanoTime() - pageReadNanos < FRESH.toNanos()) {
            return;
        }
        page.clear();
        started.clear();
        page.addAll(passed.map(last -> dueWork.dueAfter(last, now, PAGE)).orElseGet(() -> dueWork.due(now, PAGE)));
        pageReadNanos = System.nanoTime();
        lastPage = page.size() < PAGE;
    }

    /** Says that work was started, from this list or another. */
    void started(Collection<WorkItem> items) {
        items.forEach(item -> started.add(item.subscriptionId()));
    }

    private List<WorkItem> choose() {
        List<WorkItem> chosen = new ArrayList<>();
        boolean patient = !stuck || pool.hasMuchRoom();
        while (!page.isEmpty()) {
            WorkItem item = page.getFirst();
            if (pool.isOpen(item)
                    && !waiting.contains(item.subscriptionId())
                    && !started.contains(item.subscriptionId())) {
                if (pool.hasRoomFor(item, chosen.size())) {
                    chosen.add(item);
                    started.add(item.subscriptionId());
                } else if (patient || pool.isFull()) {
                    stuck = true;
                    stuckNanos = System.nanoTime();
                    return chosen;
                } else {
                    waiting.add(item.subscriptionId());
                }
            }
            page.removeFirst();
            passed = Optional.of(item);
        }
        return chosen;
    }
}
