package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

/** Whole subscriptions, folded in memory until there are enough of them to be stored. */
final class RebuildBatch<H, R> {
    /** Events that are folded in memory before they are stored, in one transaction. */
    private static final int EVENTS = 2_000;

    private final GenerationWriter<H, R> writer;
    private final TransactionTemplate transaction;
    private final long generation;
    private final RebuildJournal journal;
    private final Map<String, SubscriptionFold<H, R>> folds = new LinkedHashMap<>();
    private Optional<SubscriptionId> last = Optional.empty();
    private boolean lastIsLeft;
    private long events;

    RebuildBatch(
            GenerationWriter<H, R> writer, TransactionTemplate transaction, long generation, RebuildJournal journal) {
        this.writer = writer;
        this.transaction = transaction;
        this.generation = generation;
        this.journal = journal;
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
            folds.computeIfAbsent(id.value(), any -> SubscriptionFold.fromNothing(writer.model()))
                    .fold(event);
        } catch (RuntimeException failed) {
            folds.remove(id.value());
            lastIsLeft = true;
            journal.left(id, failed);
        }
    }

    void store() {
        try {
            transaction.executeWithoutResult(status -> {
                journal.writing(events, last);
                writer.store(generation, folds);
            });
        } catch (DataIntegrityViolationException oneOfThem) {
            folds.forEach(this::storeAlone);
            transaction.executeWithoutResult(status -> journal.writing(events, last));
        }
        folds.clear();
        events = 0;
    }

    private void storeAlone(String id, SubscriptionFold<H, R> fold) {
        try {
            transaction.executeWithoutResult(status -> {
                journal.writing(0, Optional.empty());
                writer.store(generation, Map.of(id, fold));
            });
        } catch (DataIntegrityViolationException refused) {
            journal.left(new SubscriptionId(id), refused);
        }
    }
}
