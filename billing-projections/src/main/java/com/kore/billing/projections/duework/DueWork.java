package com.kore.billing.projections.duework;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.readmodel.Documents;
import com.kore.billing.projections.readmodel.Filter;
import com.kore.billing.projections.readmodel.RowForm;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Questions to the list of what is due. */
public final class DueWork {
    /**
     * Of one subscription at one time the oldest invoice first, and what is no invoice's last. With the generation, which is the same for
     * all, so that the index gives the order.
     */
    private static final String SOONEST_FIRST = "ORDER BY generation, due_at, subscription_id, key_length, row_key";

    private static final String LATEST_FIRST =
            "ORDER BY generation DESC, due_at DESC, subscription_id DESC, key_length DESC, row_key DESC";

    private final Documents<WorkItem> work;
    private final JdbcClient jdbc;

    public DueWork(JdbcClient jdbc, RowForm form) {
        DueWorkModel model = new DueWorkModel();
        this.work = new Documents<>(model, DueWorkModel.ROWS, jdbc, form);
        this.jdbc = jdbc;
    }

    /** What is due by an instant, itself included, in the order of due times. */
    public List<WorkItem> due(Instant until, int limit) {
        return work.list(new Filter().and("due_at <= ?", until), SOONEST_FIRST, limit);
    }

    /**
     * What is due by an instant and comes after another item in the order of due times and, at one time, of subscriptions; other items of that
     * subscription at that time are left out.
     */
    public List<WorkItem> dueAfter(WorkItem last, Instant until, int limit) {
        return work.list(
                new Filter()
                        // Implied by the second condition, and what the index understands.
                        .and("due_at >= ?", last.dueAt())
                        .and("(due_at, subscription_id) > (?, ?)", last.dueAt(), last.subscriptionId())
                        .and("due_at <= ?", until),
                SOONEST_FIRST,
                limit);
    }

    /** What has become due last, by an instant, the latest first. */
    public List<WorkItem> latest(Instant until, int limit) {
        return work.list(new Filter().and("due_at <= ?", until), LATEST_FIRST, limit);
    }

    /** All that is due of some subscriptions, in the order of due times; for some dozens of them. */
    public List<WorkItem> dueOf(Set<SubscriptionId> ids, Instant until) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return work.list(
                new Filter()
                        .and(
                                "subscription_id IN (%s)"
                                        .formatted(String.join(", ", Collections.nCopies(ids.size(), "?"))),
                                ids.toArray())
                        .and("due_at <= ?", until),
                SOONEST_FIRST,
                Integer.MAX_VALUE);
    }

    /** All that is to be done for a subscription, whenever it is due, in the order of due times. */
    public List<WorkItem> of(SubscriptionId id) {
        return work.list(new Filter().and("subscription_id = ?", id), SOONEST_FIRST, Integer.MAX_VALUE);
    }

    /** How much is due by an instant. */
    public long count(Instant until) {
        return jdbc.sql("SELECT COUNT(*) FROM due_work WHERE generation ="
                        + " (SELECT generation FROM read_model WHERE name = 'due_work') AND due_at <= ?")
                .param(until.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** When the next item is due, past or future; empty if there is none. */
    public Optional<Instant> nextDueAt() {
        return work.list(new Filter(), SOONEST_FIRST, 1).stream()
                .map(WorkItem::dueAt)
                .findFirst();
    }
}
