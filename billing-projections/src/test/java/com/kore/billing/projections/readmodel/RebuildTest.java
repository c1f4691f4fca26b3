package com.kore.billing.projections.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.projections.Database;
import com.kore.billing.projections.History;
import com.kore.billing.projections.accountsummary.AccountSummaries;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.invoices.InvoicesModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class RebuildTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");

    private final Database database;
    private final ReadModelWriter writer;
    private final AccountSummaries summaries;
    private final History history = new History("acme")
            .opened("2026-01-15T09:00:00Z", 3)
            .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY)
            .paid("2026-01-15T10:00:01Z", 1);

    RebuildTest(Database database) {
        this.database = database.emptied();
        this.writer = new ReadModelWriter(ReadModels.ALL, database.jdbc(), new Visibility(id -> 0, id -> false));
        this.summaries = new AccountSummaries(database.client());
        apply(history.events());
    }

    private void apply(List<StoredEvent> events) {
        database.transaction().executeWithoutResult(status -> writer.apply(events));
    }

    /** A history whose whole is read up to some event, as it is when more comes while it is read. */
    private record ReadUpTo(History history, int read) implements EventHistory {
        @Override
        public Stream<StoredEvent> all() {
            return history.events().stream().limit(read);
        }

        @Override
        public List<StoredEvent> of(SubscriptionId subscription, long fromSequence) {
            return history.events().stream()
                    .filter(stored -> stored.sequence() >= fromSequence)
                    .toList();
        }
    }

    private Rebuild<SummaryRow, Void> rebuild(int read) {
        return new Rebuild<>(
                new AccountSummaryModel(), new ReadUpTo(history, read), database.jdbc(), database.transaction());
    }

    @Test
    void the_old_rows_answer_until_the_new_ones_are_let_answer() {
        database.jdbc().update("UPDATE account_summary SET document = REPLACE(document, 'Acme', 'Wrong')");
        Rebuild<?, ?> rebuild = rebuild(6);

        long rebuilt = rebuild.fill(done -> {});

        assertThat(nameOfAccount()).contains("Wrong Inc.");
        rebuild.answerFrom(rebuilt);
        assertThat(nameOfAccount()).contains("Acme Inc.");
        assertThat(rebuild.answering()).isEqualTo(rebuilt);
    }

    private Optional<String> nameOfAccount() {
        return summaries.find(ACME).map(row -> row.opening().accountName());
    }

    @Test
    void what_was_written_while_it_was_read_is_not_lost() {
        Rebuild<?, ?> rebuild = rebuild(3);
        long rebuilt = rebuild.fill(done -> {});
        List<StoredEvent> later =
                history.changedUsers("2026-01-20T00:00:00Z", 2).events();
        apply(later);

        rebuild.answerFrom(rebuilt);

        assertThat(summaries.version(ACME)).isEqualTo(later.size());
        assertThat(rebuild.compare(1, rebuilt, 10)).isEmpty();
    }

    @Test
    void events_after_the_change_go_on_in_the_new_rows() {
        Rebuild<?, ?> rebuild = rebuild(6);
        rebuild.answerFrom(rebuild.fill(done -> {}));

        apply(history.changedUsers("2026-01-20T00:00:00Z", 2).events());

        assertThat(summaries.find(ACME).orElseThrow().holding().scheduledChange())
                .isPresent();
    }

    @Test
    void progress_is_told() {
        List<Long> told = new ArrayList<>();

        rebuild(6).fill(told::add);

        assertThat(told).containsExactly(6L);
    }

    @Test
    void differences_name_the_table_the_subscription_and_the_row() {
        Rebuild<?, ?> rebuild =
                new Rebuild<>(new InvoicesModel(), new ReadUpTo(history, 6), database.jdbc(), database.transaction());
        long rebuilt = rebuild.fill(done -> {});
        database.jdbc().update("UPDATE invoice SET amount_paid_minor = 1 WHERE generation = 1");
        database.jdbc().update("DELETE FROM invoice_head WHERE generation = 1");

        List<RowDifference> differences = rebuild.compare(1, rebuilt, 10);

        assertThat(differences)
                .extracting(RowDifference::table, RowDifference::subscriptionId, RowDifference::key)
                .containsExactly(tuple("invoice_head", "acme", ""), tuple("invoice", "acme", "ACME-0001"));
        assertThat(differences.getFirst().left()).isEmpty();
        assertThat(differences.getFirst().right()).isPresent();
        assertThat(rebuild.compare(rebuilt, 1, 1)).hasSize(2);
    }

    @Test
    void what_answers_is_not_dropped_and_what_does_not_is() {
        Rebuild<?, ?> rebuild = rebuild(6);
        long rebuilt = rebuild.fill(done -> {});
        rebuild.answerFrom(rebuilt);

        rebuild.drop(1);

        assertThatThrownBy(() -> rebuild.drop(rebuilt)).isInstanceOf(IllegalStateException.class);
        assertThat(database.jdbc().queryForObject("SELECT COUNT(*) FROM account_summary", Long.class))
                .isEqualTo(1L);
    }
}
