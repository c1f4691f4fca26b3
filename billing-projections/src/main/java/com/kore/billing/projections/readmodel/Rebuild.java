package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Folds the whole history into a new generation of a read model, while the present one, if there is one yet, answers and goes on being written; then
 * lets the new one answer, or compares the two.
 *
 * <p>A subscription of which something else was folded than is answered is left to the catching up before the swap, which takes it exactly as far as
 * the rows that answer have come ({@link AnsweredVersions}). So an account whose events wait as dead letters stays where it is, and by a rebuild no
 * answer becomes older, or newer than that of another read model.
 */
public final class Rebuild<H, R> {
    private static final int REMOVED_AT_ONCE = 2_000;

    /** So many subscriptions may be behind when writers are made to wait; unless they go on faster than they are folded. */
    private static final int FEW = 50;

    private static final int ROUNDS_MAX = 20;

    private final ReadModel<H, R> model;
    private final GenerationWriter<H, R> writer;
    private final AnsweredVersions answered;
    private final GenerationComparison comparison;
    private final Generations generations;
    private final EventHistory history;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    /** @param yardstick a read model that always answers, whose versions are those that are answered */
    public Rebuild(
            ReadModel<H, R> model,
            ReadModel<?, ?> yardstick,
            EventHistory history,
            JdbcTemplate jdbc,
            RowForm form,
            TransactionTemplate transaction) {
        this.model = model;
        this.writer = new GenerationWriter<>(model, jdbc, form);
        this.answered = new AnsweredVersions(yardstick, jdbc);
        this.comparison = new GenerationComparison(model, jdbc);
        this.generations = new Generations(jdbc);
        this.history = history;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** An event that the rows that answer, or those of other read models, have taken cannot be folded. */
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
        Long generation = transaction.execute(status -> generations.next(model));
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
            RebuildBatch<H, R> batch =
                    new RebuildBatch<>(writer, answered, jdbc, transaction, history, generation, after, journal);
            while (events.hasNext()) {
                batch.add(events.next());
            }
            batch.store();
        }
    }

    /**
     * Lets a filled generation answer. What was written while it was filled is folded first; the little that is left of that after some rounds is
     * folded while writers wait. Readers never do.
     *
     * @param swapped told which generation has answered until then, if there was one, to write what else is to be true from the same commit on
     * @throws CannotFold if the new rows would be older than what is answered
     */
    public void answerFrom(long generation, RebuildJournal journal, Consumer<Optional<Long>> swapped) {
        int rounds = 0;
        while (catchUp(generation, journal) > FEW && rounds < ROUNDS_MAX) {
            rounds++;
        }
        transaction.executeWithoutResult(status -> {
            journal.writing();
            generations.holdAll();
            catchUp(generation, journal);
            Optional<Long> old = Optional.of(answering()).filter(answering -> answering != Generations.NONE);
            generations.answerFrom(model, generation);
            swapped.accept(old);
        });
    }

    /**
     * Makes what is answered of one subscription anew, at the version that is answered: without what its events no longer say, because it was
     * erased. What other generations have of it is removed; whoever fills one folds it anew.
     *
     * @throws RuntimeException if that is not possible; nothing is changed then
     */
    public void remake(SubscriptionId subscription) {
        transaction.executeWithoutResult(status -> {
            generations.holdAll();
            long answering = answering();
            writer.forgetElsewhere(answering, subscription);
            if (answering != Generations.NONE) {
                remake(answering, subscription);
            }
        });
    }

    private void remake(long answering, SubscriptionId subscription) {
        long version = version(answering, subscription.value());
        comparison.delete(answering, subscription.value());
        catchUp(answering, new AnsweredVersions.Behind(subscription.value(), version), (events, upTo) -> {});
        if (version(answering, subscription.value()) != version) {
            throw new IllegalStateException("events of %s are missing".formatted(subscription));
        }
    }

    private long version(long generation, String subscription) {
        return jdbc
                .query(
                        "SELECT version FROM %s WHERE generation = ? AND subscription_id = ?"
                                .formatted(model.heads().name()),
                        (row, n) -> row.getLong(1),
                        generation,
                        subscription)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    /** How two generations differ; at most so many differences of each table, ordered by subscription. */
    public List<RowDifference> compare(long left, long right, int differencesMax) {
        return comparison.compare(left, right, differencesMax);
    }

    /** The generation that answers now; 0 if none does yet. */
    public long answering() {
        return generations.answering(model);
    }

    /** Whether there are rows that answer; not so long as it is new and none have been made of what was there before it. */
    public boolean answers() {
        return answering() != Generations.NONE;
    }

    /** Removes the rows of a generation that does not answer, some at a time. */
    public void remove(long generation, RebuildJournal journal) {
        if (generation == answering()) {
            throw new IllegalStateException("generation %d answers".formatted(generation));
        }
        for (String table : comparison.tables()) {
            Optional<String> upTo = Optional.of("");
            while (upTo.isPresent()) {
                upTo = removeSome(table, generation, upTo.get(), journal);
            }
        }
    }

    /** @return up to which subscription there is nothing left; empty if there is nothing left at all */
    private Optional<String> removeSome(String table, long generation, String after, RebuildJournal journal) {
        Optional<String> upTo = Optional.ofNullable(jdbc.queryForObject(
                "SELECT MAX(s.subscription_id) FROM (SELECT subscription_id FROM %s WHERE generation = ? AND subscription_id > ? ORDER BY subscription_id LIMIT ?) s"
                        .formatted(table),
                String.class,
                generation,
                after,
                REMOVED_AT_ONCE));
        upTo.ifPresent(last -> transaction.executeWithoutResult(status -> {
            journal.writing();
            jdbc.update(
                    "DELETE FROM %s WHERE generation = ? AND subscription_id > ? AND subscription_id <= ?"
                            .formatted(table),
                    generation,
                    after,
                    last);
        }));
        return upTo;
    }

    /**
     * Folds what is answered and this generation has not. By version and not by position, because transactions need not commit in the order of
     * their positions.
     *
     * @return how many subscriptions that were
     * @throws CannotFold if that is not possible
     */
    public int catchUp(long generation, RebuildJournal journal) {
        List<AnsweredVersions.Behind> behind = answered.behind(model, generation);
        behind.forEach(one -> transaction.executeWithoutResult(status -> catchUp(generation, one, journal)));
        return behind.size();
    }

    /** Nobody erases meanwhile, which removes what has been made of the account. */
    private void catchUp(long generation, AnsweredVersions.Behind behind, RebuildJournal journal) {
        journal.writing();
        generations.hold();
        long version = version(generation, behind.subscription());
        List<? extends HistoryEvent> missing = history.of(behind.subscription(), version).stream()
                .filter(event -> event.version() <= behind.answered())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        try {
            writer.write(generation, missing);
        } catch (DataIntegrityViolationException refused) {
            throw new CannotFold(missing.getFirst().subscriptionId(), refused);
        } catch (DataAccessException database) {
            throw database;
        } catch (RuntimeException failed) {
            throw new CannotFold(missing.getFirst().subscriptionId(), failed);
        }
        journal.folded(missing.size(), Optional.empty());
    }
}
