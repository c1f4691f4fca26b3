package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps the rows of all read models up to date. Safe for several threads that write different subscriptions at the same time.
 */
public final class ReadModelWriter {
    private final List<? extends GenerationWriter<?, ?>> writers;
    private final Generations generations;
    private final Visibility visibility;

    public ReadModelWriter(List<ReadModel<?, ?>> models, JdbcTemplate jdbc, RowForm form, Visibility visibility) {
        this.writers = models.stream().map(model -> writer(model, jdbc, form)).toList();
        this.generations = new Generations(jdbc);
        this.visibility = visibility;
    }

    private static <H, R> GenerationWriter<H, R> writer(ReadModel<H, R> model, JdbcTemplate jdbc, RowForm form) {
        return new GenerationWriter<>(model, jdbc, form);
    }

    /**
     * Folds a batch into every read model, within the transaction that is under way (read committed); whoever waits for these versions is
     * told once it commits. Events that were folded before are passed over, and so are read models of which no rows answer yet: those are for a
     * rebuild to make, from the first event on.
     *
     * <p>If the database refuses anything, nothing of the batch may be committed; the same events, each in a batch of its own, then
     * show which of them it refuses.
     *
     * @param events of any subscriptions, those of one in the order of their sequence
     * @throws IllegalStateException if there is no transaction, or an event before one of these is missing
     */
    public void apply(List<? extends HistoryEvent> events) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException(
                    "rows and the processed position are written in one transaction; there is none");
        }
        if (events.isEmpty()) {
            return;
        }
        Set<SubscriptionId> erased = events.stream()
                .filter(event -> event instanceof StoredEvent stored && stored.event() instanceof PersonalDataErased)
                .map(HistoryEvent::subscriptionId)
                .collect(Collectors.toSet());
        if (erased.isEmpty()) {
            generations.hold();
        } else {
            generations.holdAll();
        }
        Map<String, Long> answering = generations.answering();
        for (GenerationWriter<?, ?> writer : writers) {
            long generation = generationOf(writer.model(), answering);
            if (generation != Generations.NONE) {
                writer.write(generation, events);
            }
            erased.forEach(subscription -> writer.forgetElsewhere(generation, subscription));
        }
        Map<SubscriptionId, Long> versions = new HashMap<>();
        events.forEach(event -> versions.put(event.subscriptionId(), event.version()));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                visibility.seen(versions);
            }
        });
    }

    private static long generationOf(ReadModel<?, ?> model, Map<String, Long> answering) {
        Long generation = answering.get(model.name());
        if (generation == null) {
            throw new IllegalStateException("no row in read_model for " + model.name());
        }
        return generation;
    }
}
