package com.kore.billing.projections.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.projections.Database;
import com.kore.billing.projections.History;
import com.kore.billing.projections.accountsummary.AccountSummaries;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.accountsummary.SummaryRow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;

@ParameterizedClass
@EnumSource(Database.class)
class ReadModelWriterTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");

    private final Database database;
    private final AccountSummaries summaries;
    private final Visibility visibility;
    private final ReadModelWriter writer;

    ReadModelWriterTest(Database database) {
        this.database = database.emptied();
        this.summaries = new AccountSummaries(database.client(), ReadModels.FORM);
        this.visibility = new Visibility(summaries::version, id -> false);
        this.writer = new ReadModelWriter(ReadModels.ALL, database.jdbc(), ReadModels.FORM, visibility);
    }

    private void apply(List<StoredEvent> events) {
        database.transaction().executeWithoutResult(status -> writer.apply(events));
    }

    private static History premium(String id) {
        return new History(id)
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY)
                .paid("2026-01-15T10:00:01Z", 1);
    }

    @Test
    void an_event_that_comes_again_changes_nothing() {
        List<StoredEvent> events = premium("acme").events();
        apply(events);
        List<String> before = database.rows(1);

        apply(events.subList(2, 4));
        apply(events);

        assertThat(database.rows(1)).containsExactlyElementsOf(before);
    }

    @Test
    void an_event_whose_predecessor_is_missing_is_refused() {
        List<StoredEvent> events = premium("acme").events();

        assertThatThrownBy(() -> apply(events.subList(1, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("acme-1 of acme comes at sequence 1, but 0 is next");
    }

    @Test
    void a_read_model_that_is_new_is_passed_over_and_the_others_go_on() {
        List<StoredEvent> events = premium("acme").events();
        apply(events.subList(0, 4));
        database.billingHistoryIsNew();

        apply(events);
        apply(premium("later").events());

        assertThat(summaries.version(ACME)).isEqualTo(events.size());
        assertThat(database.rows(1))
                .noneMatch(row -> row.startsWith("billing_history"))
                .anyMatch(row -> row.startsWith("due_work_head"));
        assertThat(database.rows(0)).isEmpty();
    }

    @Test
    void what_is_rolled_back_leaves_no_row() {
        List<StoredEvent> events = premium("acme").events();

        database.transaction().executeWithoutResult(status -> {
            writer.apply(events);
            status.setRollbackOnly();
        });

        assertThat(database.rows(1)).isEmpty();
        apply(events);
        assertThat(summaries.version(ACME)).isEqualTo(events.size());
    }

    @Test
    void without_a_transaction_nothing_is_written() {
        assertThatThrownBy(() -> writer.apply(premium("acme").events())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_the_database_refuses_shows_event_by_event() {
        database.jdbc().execute("ALTER TABLE account_summary ADD CONSTRAINT unlucky CHECK (managed_users <> 13)");
        try {
            List<StoredEvent> events = new ArrayList<>(premium("acme").events());
            events.addAll(
                    premium("bad").changedUsers("2026-01-20T00:00:00Z", 13).events());

            assertThatThrownBy(() -> apply(events)).isInstanceOf(DataIntegrityViolationException.class);
            List<String> refused = new ArrayList<>();
            for (StoredEvent stored : events) {
                try {
                    apply(List.of(stored));
                } catch (DataIntegrityViolationException refusal) {
                    refused.add(stored.eventId());
                    break;
                }
            }

            assertThat(refused).containsExactly("bad-6");
            assertThat(summaries.version(ACME)).isEqualTo(6);
            assertThat(summaries.version(new SubscriptionId("bad"))).isEqualTo(6);
        } finally {
            database.jdbc().execute("ALTER TABLE account_summary DROP CONSTRAINT unlucky");
        }
    }

    @Test
    void text_that_not_every_database_stores_is_no_reason_to_refuse_an_event() {
        History history = new History("acme");
        history.send(new OpenSubscription(
                ACME,
                Instant.parse("2026-01-15T09:00:00Z"),
                "Ac\u0000me 'Ümläut' 😀",
                CurrencyUnit.USD,
                ZoneOffset.UTC,
                1,
                Optional.empty()));

        apply(history.events());

        assertThat(summaries.find(ACME).orElseThrow().opening().accountName()).isEqualTo("Ac\u0000me 'Ümläut' 😀");
    }

    @Test
    void who_folds_on_rows_that_somebody_else_has_changed_since_writes_nothing() {
        List<StoredEvent> events = premium("acme").events();
        apply(events.subList(0, 3));
        TableSql<SummaryRow> heads = new TableSql<>(
                new AccountSummaryModel().heads(), TableSql.Role.HEADS, database.jdbc(), ReadModels.FORM);
        List<TableSql.Entry<SummaryRow>> loaded = heads.load(1, List.of("acme"));
        apply(events);

        assertThatThrownBy(() -> heads.updateHeads(1, List.of(new TableSql.HeadChange<>(loaded.getFirst(), 3))))
                .isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(summaries.version(ACME)).isEqualTo(events.size());
    }

    @Test
    void threads_write_different_subscriptions_at_the_same_time() throws Exception {
        int threads = 4;
        CyclicBarrier together = new CyclicBarrier(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> writing = new ArrayList<>();
            for (int n = 0; n < threads; n++) {
                History history = premium("sub-" + n);
                writing.add(pool.submit(() -> {
                    together.await();
                    for (StoredEvent stored : history.events()) {
                        apply(List.of(stored));
                    }
                    return null;
                }));
            }
            for (Future<?> one : writing) {
                one.get();
            }
        }

        for (int n = 0; n < threads; n++) {
            assertThat(summaries.version(new SubscriptionId("sub-" + n))).isEqualTo(6);
        }
    }
}
