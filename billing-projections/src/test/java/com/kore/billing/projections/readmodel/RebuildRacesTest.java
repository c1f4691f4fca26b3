package com.kore.billing.projections.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.Database;
import com.kore.billing.projections.RandomHistories;
import com.kore.billing.projections.billinghistory.BillingHistoryModel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Read models are rebuilt and swapped one after the other, again and again, while events are projected. */
@ParameterizedClass
@EnumSource(Database.class)
class RebuildRacesTest {
    private final Database database;
    private final ReadModelWriter writer;
    private final List<StoredEvent> events = new RandomHistories(7, 8, 120).events();

    /** How many events there are by now. */
    private final AtomicInteger stored = new AtomicInteger();

    RebuildRacesTest(Database database) {
        this.database = database.emptied();
        this.writer = new ReadModelWriter(
                ReadModels.ALL, database.jdbc(), ReadModels.FORM, new Visibility(id -> 0, id -> false));
    }

    private final class Growing implements EventHistory {
        @Override
        public Stream<? extends HistoryEvent> after(Optional<SubscriptionId> after) {
            return events.subList(0, stored.get()).stream()
                    .filter(event -> after.isEmpty() || event.subscriptionId().compareTo(after.get()) > 0)
                    .sorted(Comparator.comparing(StoredEvent::subscriptionId));
        }

        @Override
        public Map<String, SubscriptionId> givenUp() {
            return Map.of();
        }

        @Override
        public List<? extends HistoryEvent> of(SubscriptionId subscription, long fromSequence) {
            return events.subList(0, stored.get()).stream()
                    .filter(event -> event.subscriptionId().equals(subscription) && event.sequence() >= fromSequence)
                    .toList();
        }
    }

    @Test
    void no_event_is_lost_in_a_swap() throws Exception {
        int swaps = 0;
        try (ExecutorService projecting = Executors.newSingleThreadExecutor()) {
            Future<?> projected = projecting.submit(this::project);
            while (!projected.isDone()) {
                for (ReadModel<?, ?> model : ReadModels.ALL) {
                    swap(new Rebuild<>(
                            model,
                            ReadModels.YARDSTICK,
                            new Growing(),
                            database.jdbc(),
                            ReadModels.FORM,
                            database.transaction()));
                    swaps++;
                }
            }
            projected.get();
        }
        assertThat(swaps).isGreaterThan(3);
        for (ReadModel<?, ?> model : ReadModels.ALL) {
            Rebuild<?, ?> rebuild = new Rebuild<>(
                    model,
                    ReadModels.YARDSTICK,
                    new Growing(),
                    database.jdbc(),
                    ReadModels.FORM,
                    database.transaction());
            long whole = rebuild.begin();
            rebuild.fill(whole, Optional.empty(), (folded, upTo) -> {});
            assertThat(rebuild.compare(rebuild.answering(), whole, 10)).isEmpty();
        }
    }

    @Test
    void no_event_is_lost_to_a_read_model_that_is_new() throws Exception {
        BillingHistoryModel model = new BillingHistoryModel();
        Rebuild<?, ?> rebuild = new Rebuild<>(
                model, ReadModels.YARDSTICK, new Growing(), database.jdbc(), ReadModels.FORM, database.transaction());
        int filled = 0;
        try (ExecutorService projecting = Executors.newSingleThreadExecutor()) {
            Future<?> projected = projecting.submit(this::project);
            while (!projected.isDone()) {
                database.transaction().executeWithoutResult(status -> {
                    new Generations(database.jdbc()).holdAll();
                    database.billingHistoryIsNew();
                });
                long first = rebuild.begin();
                rebuild.fill(first, Optional.empty(), (folded, upTo) -> {});
                rebuild.answerFrom(
                        first,
                        (folded, upTo) -> {},
                        answered -> assertThat(answered).isEmpty());
                filled++;
            }
            projected.get();
        }
        assertThat(filled).isGreaterThan(3);
        long whole = rebuild.begin();
        rebuild.fill(whole, Optional.empty(), (folded, upTo) -> {});
        assertThat(rebuild.compare(rebuild.answering(), whole, 10)).isEmpty();
    }

    private void project() {
        for (StoredEvent event : events) {
            stored.incrementAndGet();
            database.transaction().executeWithoutResult(status -> writer.apply(List.of(event)));
        }
    }

    private static void swap(Rebuild<?, ?> rebuild) {
        long old = rebuild.answering();
        long next = rebuild.begin();
        rebuild.fill(next, Optional.empty(), (folded, upTo) -> {});
        rebuild.answerFrom(next, (folded, upTo) -> {}, answered -> {});
        rebuild.remove(old, (folded, upTo) -> {});
    }
}
