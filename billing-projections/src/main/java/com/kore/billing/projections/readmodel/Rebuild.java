package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Folds the whole history into a new generation of a read model, while the present one answers and goes on being written; then lets the
 * new one answer, or compares the two.
 *
 * <p>A subscription that cannot be folded to its end, because an event cannot be read or its row is refused, is left to the catching up
 * before the swap, which takes it as far as the present rows have come. So an account whose events wait as dead letters stays where it is,
 * and no answer ever becomes older by a rebuild.
 */
public final class Rebuild<H, R> {
    private static final int REMOVED_AT_ONCE = 2_000;

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

    /** An event that the rows that answer have taken can be folded no more. */
    public static final class CannotFold extends RuntimeException {
        private final SubscriptionId subscription;

        CannotFold(SubscriptionId subscription, RuntimeException cause) {
            super("%s cannot be folded as far as it is answered".formatted(subscription), cause);
            this.subscription = subscription;
        }

        public SubscriptionId subscription() {
            return subscription;
        }
    }

    /** A generation of its own, without rows. */
    public long begin() {
        Long generation = transaction.execute(status -> generations.next(writer.model()));
        if (generation == null) {
            throw new IllegalStateException("no number for a new generation");
        }
        return generation;
    }

    /**
     * Folds all events there are into a generation that does not answer.
     *
     * @param after behind this subscription, which the generation has already been given; from the beginning if empty
     */
    public void fill(long generation, Optional<SubscriptionId> after, RebuildJournal journal) {
        try (Stream<? extends HistoryEvent> all = history.after(after)) {
            Iterator<? extends HistoryEvent> events = all.iterator();
            RebuildBatch<H, R> batch = new RebuildBatch<>(writer, transaction, generation, journal);
            while (events.hasNext()) {
                batch.add(events.next());
            }
            batch.store();
        }
    }

    /**
     * Lets a filled generation answer. What was written while it was filled is folded first; the few milliseconds of the last of that,
     * writers wait and readers do not.
     *
     * @param swapped what else is to be true from the same commit on
     * @throws CannotFold if the new rows would be older than the present ones
     */
    public void answerFrom(long generation, RebuildJournal journal, Runnable swapped) {
        catchUp(generation, journal);
        transaction.executeWithoutResult(status -> {
            journal.writing(0, Optional.empty());
            generations.holdAll();
            catchUp(generation, journal);
            generations.answerFrom(writer.model(), generation);
            swapped.run();
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

    /** Removes the rows of a generation that does not answer, some at a time. */
    public void remove(long generation, RebuildJournal journal) {
        if (generation == answering()) {
            throw new IllegalStateException("generation %d answers".formatted(generation));
        }
        for (String table : comparison.tables()) {
            String some =
                    "DELETE FROM %1$s WHERE generation = ? AND subscription_id IN (SELECT subscription_id FROM %1$s"
                                    .formatted(table)
                            + " WHERE generation = ? ORDER BY subscription_id LIMIT ?)";
            int removed;
            do {
                removed = inTransaction(journal, () -> jdbc.update(some, generation, generation, REMOVED_AT_ONCE));
            } while (removed > 0);
        }
    }

    private int inTransaction(RebuildJournal journal, IntSupplier work) {
        Integer result = transaction.execute(status -> {
            journal.writing(0, Optional.empty());
            return work.getAsInt();
        });
        return result == null ? 0 : result;
    }

    /**
     * Folds what the answering generation has shown and this one has not. By version and not by position, because transactions need not
     * commit in the order of their positions.
     *
     * @throws CannotFold if that is not possible
     */
    public void catchUp(long generation, RebuildJournal journal) {
        String heads = writer.model().heads().name();
        List<Behind> behind = jdbc.query(
                """
                SELECT l.subscription_id, COALESCE(n.version, 0), l.version FROM %s l
                LEFT JOIN %s n ON n.generation = ? AND n.subscription_id = l.subscription_id
                WHERE l.generation = ? AND (n.version IS NULL OR n.version < l.version)""".formatted(heads, heads),
                (row, n) -> new Behind(row.getString(1), row.getLong(2), row.getLong(3)),
                generation,
                answering());
        behind.forEach(one -> catchUp(generation, one, journal));
    }

    private record Behind(String subscription, long version, long answered) {}

    private void catchUp(long generation, Behind behind, RebuildJournal journal) {
        List<? extends HistoryEvent> missing = history.of(behind.subscription(), behind.version()).stream()
                .filter(event -> event.version() <= behind.answered())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            journal.writing(missing.size(), Optional.empty());
            try {
                writer.write(generation, missing);
            } catch (DataIntegrityViolationException refused) {
                throw new CannotFold(missing.getFirst().subscriptionId(), refused);
            } catch (DataAccessException database) {
                throw database;
            } catch (RuntimeException failed) {
                throw new CannotFold(missing.getFirst().subscriptionId(), failed);
            }
        });
    }
}
