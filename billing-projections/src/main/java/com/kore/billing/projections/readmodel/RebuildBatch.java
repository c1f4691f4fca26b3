package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whole subscriptions, folded in memory until there are enough of them to be stored.
 *
 * <p>A subscription is stored if what was folded of it is what is answered at that moment, neither older nor newer. All others are left to the
 * catching up: those that go on while they are folded, those whose events wait as dead letters, those that cannot be folded to their end or
 * whose rows are refused, and those of which an event was given up meanwhile.
 */
final class RebuildBatch<H, R> {
    /** Events that are folded in memory before they are stored, in one transaction. */
    private static final int EVENTS = 2_000;

    private final ReadModel<H, R> model;
    private final GenerationWriter<H, R> writer;
    private final AnsweredVersions answered;
    private final Generations generations;
    private final EventHistory history;
    private final TransactionTemplate transaction;
    private final long generation;
    private final RebuildJournal journal;
    private final Set<String> givenUp;
    private final Map<String, SubscriptionFold<H, R>> folds = new LinkedHashMap<>();
    private Optional<SubscriptionId> stored;
    private Optional<SubscriptionId> last;
    private boolean lastIsLeft;
    private long events;

    /** @param after behind this subscription it begins */
    RebuildBatch(
            GenerationWriter<H, R> writer,
            AnsweredVersions answered,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            EventHistory history,
            long generation,
            Optional<SubscriptionId> after,
            RebuildJournal journal) {
        this.model = writer.model();
        this.writer = writer;
        this.answered = answered;
        this.generations = new Generations(jdbc);
        this.history = history;
        this.transaction = transaction;
        this.generation = generation;
        this.journal = journal;
        this.stored = after;
        this.last = after;
        this.givenUp = history.givenUp().keySet();
    }

    void add(HistoryEvent event) {
        if (!last.equals(Optional.of(event.subscriptionId()))) {
            if (events >= EVENTS) {
                store();
            }
            last = Optional.of(event.subscriptionId());
            lastIsLeft = false;
        }
        events++;
        if (!lastIsLeft) {
            fold(event);
        }
    }

    private void fold(HistoryEvent event) {
        SubscriptionId id = event.subscriptionId();
        try {
            folds.computeIfAbsent(id.value(), any -> SubscriptionFold.fromNothing(model))
                    .fold(event);
        } catch (RuntimeException failed) {
            folds.remove(id.value());
            lastIsLeft = true;
            journal.left(id, failed);
        }
    }

    void store() {
        try {
            transaction.executeWithoutResult(status -> store(folds, last));
        } catch (DataIntegrityViolationException oneOfThem) {
            folds.forEach(this::storeAlone);
            transaction.executeWithoutResult(status -> store(Map.of(), last));
        }
        stored = last;
        folds.clear();
        events = 0;
    }

    private void storeAlone(String id, SubscriptionFold<H, R> fold) {
        try {
            transaction.executeWithoutResult(status -> store(Map.of(id, fold), stored));
        } catch (DataIntegrityViolationException refused) {
            journal.left(new SubscriptionId(id), refused);
        }
    }

    /** While this transaction lasts, nobody erases what is personal: whoever does waits, and then removes these rows too. */
    private void store(Map<String, SubscriptionFold<H, R>> some, Optional<SubscriptionId> upTo) {
        Map<String, SubscriptionFold<H, R>> asAnswered = new LinkedHashMap<>(some);
        journal.writing();
        generations.hold();
        Map<String, Long> versions = answered.of(new SubscriptionRange(value(stored), value(last)));
        asAnswered.entrySet().removeIf(fold -> fold.getValue().version() != versions.getOrDefault(fold.getKey(), 0L));
        // Asked after the versions: what is answered without an event was given up before.
        history.givenUp().forEach((eventId, subscription) -> {
            if (!givenUp.contains(eventId)) {
                asAnswered.remove(subscription.value());
            }
        });
        writer.store(generation, asAnswered);
        journal.folded(
                asAnswered.values().stream()
                        .mapToLong(SubscriptionFold::version)
                        .sum(),
                upTo);
    }

    private static Optional<String> value(Optional<SubscriptionId> id) {
        return id.map(SubscriptionId::value);
    }
}
