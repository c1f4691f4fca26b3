package com.kore.billing.projections.duework;

import com.kore.billing.projections.readmodel.Documents;
import com.kore.billing.projections.readmodel.Filter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Questions to the list of what is due. */
public final class DueWork {
    private static final String SOONEST_FIRST = "ORDER BY due_at, subscription_id, row_key";

    private final Documents<WorkItem> work;

    public DueWork(JdbcClient jdbc) {
        DueWorkModel model = new DueWorkModel();
        this.work = new Documents<>(model, model.rows().orElseThrow(), jdbc);
    }

    /** What is due by an instant, itself included, in the order of due times. */
    public List<WorkItem> due(Instant until, int limit) {
        return work.list(new Filter().and("due_at <= ?", until), SOONEST_FIRST, limit);
    }

    /** When the next item is due, past or future; empty if there is none. */
    public Optional<Instant> nextDueAt() {
        return work.list(new Filter(), SOONEST_FIRST, 1).stream()
                .map(WorkItem::dueAt)
                .findFirst();
    }
}
