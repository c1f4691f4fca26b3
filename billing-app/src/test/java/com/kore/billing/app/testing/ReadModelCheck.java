package com.kore.billing.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.analytics.AnalyticsModel;
import com.kore.billing.projections.billinghistory.BillingHistoryModel;
import com.kore.billing.projections.duework.DueWorkModel;
import com.kore.billing.projections.invoices.InvoicesModel;
import com.kore.billing.projections.readmodel.EventHistory;
import com.kore.billing.projections.readmodel.ReadModel;
import com.kore.billing.projections.readmodel.Rebuild;
import com.kore.billing.projections.readmodel.RebuildJournal;
import com.kore.billing.projections.readmodel.RowForm;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whether the rows that a running service answers from are those that its events lead to. */
public final class ReadModelCheck {
    private static final int EVENTS_MAX = 100_000;
    private static final int DIFFERENCES_MAX = 10;
    private static final RebuildJournal UNTOLD = (events, upTo) -> {};

    private ReadModelCheck() {}

    /** Folds all events anew beside the rows of every read model and compares the two, row by row; then the figures reconcile. */
    public static void rowsEqualAFoldFromNothing(RunningService service) {
        for (ReadModel<?, ?> model : List.of(
                new AccountSummaryModel(),
                new BillingHistoryModel(),
                new InvoicesModel(),
                new DueWorkModel(),
                new AnalyticsModel())) {
            compare(rebuild(model, service), model.name());
        }
        Reconciled.withoutDifferences(service);
    }

    private static <H, R> Rebuild<H, R> rebuild(ReadModel<H, R> model, RunningService service) {
        return new Rebuild<>(
                model,
                new AccountSummaryModel(),
                new StoredHistory(service.bean(EventReader.class)),
                service.bean(JdbcTemplate.class),
                service.bean(RowForm.class),
                new TransactionTemplate(service.bean(PlatformTransactionManager.class)));
    }

    private static void compare(Rebuild<?, ?> rebuild, String name) {
        long anew = rebuild.begin();
        rebuild.fill(anew, Optional.empty(), UNTOLD);
        rebuild.catchUp(anew, UNTOLD);
        assertThat(rebuild.compare(rebuild.answering(), anew, DIFFERENCES_MAX))
                .as(name)
                .isEmpty();
        rebuild.remove(anew, UNTOLD);
    }

    private record StoredHistory(EventReader reader) implements EventHistory {
        @Override
        public Stream<StoredEvent> after(Optional<SubscriptionId> after) {
            return reader.after(0, EVENTS_MAX).stream()
                    .map(StoredHistory::event)
                    .sorted(Comparator.comparing(event -> event.subscriptionId().value()));
        }

        @Override
        public Map<String, SubscriptionId> givenUp() {
            return Map.of();
        }

        @Override
        public List<StoredEvent> of(SubscriptionId subscription, long fromSequence) {
            return reader.ofSubscription(subscription, fromSequence, Long.MAX_VALUE).stream()
                    .map(StoredHistory::event)
                    .toList();
        }

        private static StoredEvent event(com.kore.billing.app.eventstore.StoredEvent stored) {
            return new StoredEvent(stored.position(), stored.sequence(), stored.eventId(), stored.event());
        }
    }
}
