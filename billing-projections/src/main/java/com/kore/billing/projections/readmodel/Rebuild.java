package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Folds the whole history into a new generation of a read model, while the present one answers and goes on being written; then lets the
 * new one answer, or compares the two.
 */
public final class Rebuild<H, R> {
    /** Events of whole subscriptions that are folded in memory before they are stored, in one transaction. */
    private static final int BATCH = 2_000;

    private final GenerationWriter<H, R> writer;
    private final GenerationComparison comparison;
    private final Generations generations;
    private final EventHistory history;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    public Rebuild(ReadModel<H, R> model, EventHistory history, JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.writer = new GenerationWriter<>(model, jdbc);
        this.comparison = new GenerationComparison(model, jdbc);
        this.generations = new Generations(jdbc);
        this.history = history;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Fills a new generation from all events there are.
     *
     * @param progress told how many events have been folded, now and then
     * @return the generation, which does not answer yet
     */
    public long fill(LongConsumer progress) {
        long generation = newGeneration();
        try (Stream<StoredEvent> all = history.all()) {
            Iterator<StoredEvent> events = all.iterator();
            Map<String, SubscriptionFold<H, R>> folds = new LinkedHashMap<>();
            long done = 0;
            long stored = 0;
            while (events.hasNext()) {
                StoredEvent event = events.next();
                String id = event.subscriptionId().value();
                if (done - stored >= BATCH && !folds.containsKey(id)) {
                    store(generation, folds);
                    stored = done;
                    progress.accept(done);
                }
                folds.computeIfAbsent(id, any -> SubscriptionFold.fromNothing(writer.model()))
                        .fold(event);
                done++;
            }
            store(generation, folds);
            progress.accept(done);
        }
        catchUp(generation);
        return generation;
    }

    private void store(long generation, Map<String, SubscriptionFold<H, R>> folds) {
        transaction.executeWithoutResult(status -> writer.store(generation, folds));
        folds.clear();
    }

    private long newGeneration() {
        Long generation = transaction.execute(status -> generations.next(writer.model()));
        if (generation == null) {
            throw new IllegalStateException("no number for a new generation");
        }
        return generation;
    }

    /**
     * Lets a filled generation answer. What was written while it was filled is folded first; the few milliseconds of that, writers
     * wait and readers do not.
     */
    public void answerFrom(long generation) {
        catchUp(generation);
        transaction.executeWithoutResult(status -> {
            generations.holdAll();
            catchUp(generation);
            generations.answerFrom(writer.model(), generation);
        });
    }

    /** How two generations differ; at most so many differences of each table, ordered by subscription. */
    public List<RowDifference> compare(long left, long right, int differencesMax) {
        return comparison.compare(left, right, differencesMax);
    }

    /** The generation that answers now. */
    public long answering() {
        Long generation = generations.answering().get(writer.model().name());
        if (generation == null) {
            throw new IllegalStateException(
                    "no row in read_model for " + writer.model().name());
        }
        return generation;
    }

    /** Removes the rows of a generation that does not answer. */
    public void drop(long generation) {
        if (generation == answering()) {
            throw new IllegalStateException("generation %d answers".formatted(generation));
        }
        comparison.tables().forEach(table -> jdbc.update("DELETE FROM " + table + " WHERE generation = ?", generation));
    }

    /**
     * Folds what the answering generation has seen and this one has not. By version and not by position, because transactions need not
     * commit in the order of their positions.
     */
    private void catchUp(long generation) {
        String heads = writer.model().heads().name();
        List<Behind> behind = jdbc.query(
                """
                SELECT l.subscription_id, COALESCE(n.version, 0) FROM %s l
                LEFT JOIN %s n ON n.generation = ? AND n.subscription_id = l.subscription_id
                WHERE l.generation = ? AND (n.version IS NULL OR n.version < l.version)""".formatted(heads, heads),
                (row, n) -> new Behind(new SubscriptionId(row.getString(1)), row.getLong(2)),
                generation,
                answering());
        for (Behind one : behind) {
            write(generation, history.of(one.subscription(), one.version()));
        }
    }

    private void write(long generation, List<StoredEvent> events) {
        transaction.executeWithoutResult(status -> writer.write(generation, events));
    }

    private record Behind(SubscriptionId subscription, long version) {}
}
