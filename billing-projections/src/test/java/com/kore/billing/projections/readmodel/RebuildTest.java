package com.kore.billing.projections.readmodel;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.projections.Database;
import com.kore.billing.projections.History;
import com.kore.billing.projections.accountsummary.AccountSummaries;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.billinghistory.BillingHistoryModel;
import com.kore.billing.projections.invoices.InvoicesModel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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

    private void apply(List<? extends HistoryEvent> events) {
        database.transaction().executeWithoutResult(status -> writer.apply(events));
    }

    /** A history that is read as far as it goes at that moment. */
    private static class Met implements EventHistory {
        private final List<? extends HistoryEvent> met;
        private final Supplier<List<? extends HistoryEvent>> known;
        private final Map<String, SubscriptionId> givenUp;

        /**
         * @param met what its reader meets
         * @param known what there is by the time a subscription is caught up
         */
        Met(
                List<? extends HistoryEvent> met,
                Supplier<List<? extends HistoryEvent>> known,
                Map<String, SubscriptionId> givenUp) {
            this.met = met;
            this.known = known;
            this.givenUp = givenUp;
        }

        @Override
        public Map<String, SubscriptionId> givenUp() {
            return Map.copyOf(givenUp);
        }

        @Override
        public Stream<? extends HistoryEvent> after(Optional<SubscriptionId> after) {
            return met.stream()
                    .filter(event -> after.isEmpty() || event.subscriptionId().compareTo(after.get()) > 0);
        }

        @Override
        public List<? extends HistoryEvent> of(SubscriptionId subscription, long fromSequence) {
            return known.get().stream()
                    .filter(stored -> stored.subscriptionId().equals(subscription) && stored.sequence() >= fromSequence)
                    .toList();
        }
    }

    private final Map<String, SubscriptionId> givenUp = new HashMap<>();

    private static final RebuildJournal UNTOLD = (events, upTo) -> {};

    private <H, R> Rebuild<H, R> rebuild(ReadModel<H, R> model, List<? extends HistoryEvent> met) {
        return new Rebuild<>(model, new Met(met, history::events, givenUp), database.jdbc(), database.transaction());
    }

    private Rebuild<SummaryRow, Void> summaries(int met) {
        return rebuild(new AccountSummaryModel(), history.events().subList(0, met));
    }

    private static long filled(Rebuild<?, ?> rebuild) {
        long generation = rebuild.begin();
        rebuild.fill(generation, Optional.empty(), UNTOLD);
        return generation;
    }

    @Test
    void the_old_rows_answer_until_the_new_ones_are_let_answer() {
        database.jdbc().update("UPDATE account_summary SET document = REPLACE(document, 'Acme', 'Wrong')");
        Rebuild<?, ?> rebuild = summaries(6);

        long rebuilt = filled(rebuild);

        assertThat(nameOfAccount()).contains("Wrong Inc.");
        rebuild.answerFrom(rebuilt, UNTOLD, old -> {});
        assertThat(nameOfAccount()).contains("Acme Inc.");
        assertThat(rebuild.answering()).isEqualTo(rebuilt);
    }

    private Optional<String> nameOfAccount() {
        return summaries.find(ACME).map(row -> row.opening().accountName());
    }

    @Test
    void what_was_written_while_it_was_read_is_not_lost() {
        Rebuild<?, ?> rebuild = summaries(3);
        long rebuilt = filled(rebuild);
        List<StoredEvent> later =
                history.changedUsers("2026-01-20T00:00:00Z", 2).events();
        apply(later);

        rebuild.answerFrom(rebuilt, UNTOLD, old -> {});

        assertThat(summaries.version(ACME)).isEqualTo(later.size());
        assertThat(rebuild.compare(1, rebuilt, 10)).isEmpty();
    }

    @Test
    void events_after_the_change_go_on_in_the_new_rows() {
        Rebuild<?, ?> rebuild = summaries(6);
        rebuild.answerFrom(filled(rebuild), UNTOLD, old -> {});

        apply(history.changedUsers("2026-01-20T00:00:00Z", 2).events());

        assertThat(summaries.find(ACME).orElseThrow().holding().scheduledChange())
                .isPresent();
    }

    @Test
    void one_that_breaks_off_is_gone_on_with_behind_the_subscription_that_it_has_told() {
        List<StoredEvent> first = manyChanges("a");
        List<StoredEvent> second = manyChanges("b");
        List<StoredEvent> third = manyChanges("c");
        List<StoredEvent> all = new ArrayList<>(first);
        all.addAll(second);
        all.addAll(third);
        apply(all);
        Rebuild<?, ?> rebuild = rebuild(new BillingHistoryModel(), all);
        long generation = rebuild.begin();
        List<String> told = new ArrayList<>();

        assertThatThrownBy(() -> rebuild.fill(generation, Optional.empty(), (events, upTo) -> {
                    told.add(events + " " + upTo.orElseThrow());
                    if (upTo.equals(Optional.of(new SubscriptionId("b")))) {
                        throw new IllegalStateException("the process dies");
                    }
                }))
                .hasMessage("the process dies");
        rebuild.fill(
                generation,
                Optional.of(new SubscriptionId("a")),
                (events, upTo) -> told.add(events + " " + upTo.orElseThrow()));

        assertThat(told)
                .containsExactly(first.size() + " a", second.size() + " b", second.size() + " b", third.size() + " c");
        long atOnce = filled(rebuild);
        assertThat(rebuild.compare(generation, atOnce, 10)).isEmpty();
    }

    /** So many that they are a batch of their own. */
    private static List<StoredEvent> manyChanges(String id) {
        History changes = new History(id)
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY)
                .paid("2026-01-15T10:00:01Z", 1);
        while (changes.events().size() < 2_000) {
            changes.changedUsers("2026-01-20T00:00:00Z", 2);
        }
        return changes.events();
    }

    @Test
    void an_account_with_an_event_that_cannot_be_read_stays_where_the_old_rows_have_it() {
        List<StoredEvent> whole =
                new ArrayList<>(history.changedUsers("2026-01-20T00:00:00Z", 2).events());
        List<HistoryEvent> met = new ArrayList<>(whole);
        met.set(
                6,
                new HistoryEvent.Unreadable(ACME, 6, whole.get(6).eventId(), new IllegalArgumentException("no JSON")));
        List<StoredEvent> other =
                new History("other").opened("2026-01-15T09:00:00Z", 1).events();
        met.addAll(other);
        apply(other);
        List<String> left = new ArrayList<>();
        Rebuild<?, ?> rebuild = rebuild(new AccountSummaryModel(), met);
        long generation = rebuild.begin();

        rebuild.fill(generation, Optional.empty(), listing(left));
        rebuild.answerFrom(generation, UNTOLD, old -> {});

        assertThat(left).containsExactly("acme: no JSON");
        assertThat(summaries.version(ACME)).isEqualTo(6);
        assertThat(summaries.version(new SubscriptionId("other"))).isEqualTo(1);
        assertThat(rebuild.compare(1, generation, 10)).isEmpty();
    }

    private static RebuildJournal listing(List<String> left) {
        return new RebuildJournal() {
            @Override
            public void folded(long events, Optional<SubscriptionId> upTo) {}

            @Override
            public void left(SubscriptionId subscription, RuntimeException failure) {
                left.add(subscription + ": " + failure.getMessage());
            }
        };
    }

    @Test
    void one_whose_rows_would_be_older_than_those_that_answer_never_answers() {
        Rebuild<?, ?> rebuild = new Rebuild<>(
                new AccountSummaryModel(),
                new Met(
                        List.of(),
                        () -> history.events().stream()
                                .map(stored -> stored.sequence() == 0
                                        ? history.events().get(3)
                                        : stored)
                                .toList(),
                        givenUp),
                database.jdbc(),
                database.transaction());
        long generation = filled(rebuild);

        assertThatThrownBy(() -> rebuild.answerFrom(generation, UNTOLD, old -> {}))
                .isInstanceOfSatisfying(
                        Rebuild.CannotFold.class,
                        failed -> assertThat(failed.subscription()).isEqualTo(ACME));

        assertThat(rebuild.answering()).isEqualTo(1);
    }

    @Test
    void an_account_whose_row_is_refused_does_not_hold_up_the_others_of_its_batch() {
        List<StoredEvent> refused =
                new History("nineteen").opened("2026-01-15T09:00:00Z", 19).events();
        apply(refused);
        List<StoredEvent> all = new ArrayList<>(history.events());
        all.addAll(refused);
        List<String> left = new ArrayList<>();
        Rebuild<?, ?> rebuild = new Rebuild<>(
                new AccountSummaryModel(), new Met(all, () -> all, givenUp), database.jdbc(), database.transaction());
        long generation = rebuild.begin();
        database.jdbc()
                .update(
                        "ALTER TABLE account_summary ADD CONSTRAINT never_19 CHECK (managed_users <> 19 OR generation = 1)");
        try {
            rebuild.fill(generation, Optional.empty(), listing(left));
            assertThatThrownBy(() -> rebuild.answerFrom(generation, UNTOLD, old -> {}))
                    .isInstanceOf(Rebuild.CannotFold.class);
        } finally {
            database.jdbc().update("ALTER TABLE account_summary DROP CONSTRAINT never_19");
        }
        assertThat(left).singleElement(as(STRING)).startsWith("nineteen: ");
        assertThat(rebuild.answering()).isEqualTo(1);

        rebuild.answerFrom(generation, UNTOLD, old -> {});

        assertThat(rebuild.compare(1, generation, 10)).isEmpty();
        assertThat(rebuild.answering()).isEqualTo(generation);
    }

    @Test
    void it_never_runs_ahead_of_what_is_answered() {
        List<StoredEvent> whole =
                history.changedUsers("2026-01-20T00:00:00Z", 2).events();
        Rebuild<?, ?> rebuild = rebuild(new AccountSummaryModel(), whole);

        rebuild.answerFrom(filled(rebuild), UNTOLD, old -> {});

        assertThat(summaries.version(ACME)).isEqualTo(6);
        apply(whole);
        assertThat(summaries.version(ACME)).isEqualTo(7);
    }

    @Test
    void an_event_that_was_given_up_is_passed_over() {
        List<? extends HistoryEvent> met = withTheSeventhGivenUp();
        apply(met);
        Rebuild<?, ?> rebuild = rebuild(new AccountSummaryModel(), met);

        rebuild.answerFrom(filled(rebuild), UNTOLD, old -> {});

        assertThat(summaries.version(ACME)).isEqualTo(8);
        assertThat(rebuild.compare(1, rebuild.answering(), 10)).isEmpty();
    }

    private List<? extends HistoryEvent> withTheSeventhGivenUp() {
        List<HistoryEvent> events = new ArrayList<>(history.changedUsers("2026-01-20T00:00:00Z", 2)
                .changedUsers("2026-01-21T00:00:00Z", 1)
                .events());
        events.set(6, new HistoryEvent.GivenUp(ACME, 6, events.get(6).eventId()));
        return events;
    }

    @Test
    void an_event_that_is_given_up_while_it_is_folded_is_passed_over_too() {
        List<? extends HistoryEvent> known = withTheSeventhGivenUp();
        apply(known);
        Rebuild<?, ?> rebuild = new Rebuild<>(
                new AccountSummaryModel(),
                new Met(history.events(), () -> known, givenUp) {
                    @Override
                    public Stream<? extends HistoryEvent> after(Optional<SubscriptionId> after) {
                        return super.after(after)
                                .peek(event -> givenUp.put(known.get(6).eventId(), ACME));
                    }
                },
                database.jdbc(),
                database.transaction());

        rebuild.answerFrom(filled(rebuild), UNTOLD, old -> {});

        assertThat(rebuild.compare(1, rebuild.answering(), 10)).isEmpty();
    }

    @Test
    void an_erasure_takes_what_a_rebuild_has_made_of_the_account_so_far() {
        List<StoredEvent> whole = new ArrayList<>(history.events());
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        whole.add(new StoredEvent(99, 6, "erasure", new PersonalDataErased(ACME, at, LocalDate.of(2026, 3, 1), 1)));
        Rebuild<?, ?> rebuild = new Rebuild<>(
                new BillingHistoryModel(),
                new Met(history.events(), () -> whole, givenUp),
                database.jdbc(),
                database.transaction());
        long generation = filled(rebuild);
        assertThat(rows(generation)).isPositive();

        apply(whole);

        assertThat(rows(generation)).isZero();
        rebuild.answerFrom(generation, UNTOLD, old -> {});
        assertThat(rebuild.compare(1, generation, 10)).isEmpty();
        assertThat(rows(generation)).isPositive();
    }

    @Test
    void rows_of_one_account_are_made_anew_at_the_version_that_they_show() {
        database.jdbc().update("UPDATE account_summary SET document = REPLACE(document, 'Acme', 'Wrong')");
        List<StoredEvent> later =
                history.changedUsers("2026-01-20T00:00:00Z", 2).events();

        rebuild(new AccountSummaryModel(), later).remake(ACME);

        assertThat(nameOfAccount()).contains("Acme Inc.");
        assertThat(summaries.version(ACME)).isEqualTo(6);
    }

    @Test
    void rows_of_an_account_whose_events_are_missing_are_left_as_they_are() {
        Rebuild<?, ?> rebuild = new Rebuild<>(
                new AccountSummaryModel(),
                new Met(List.of(), () -> history.events().subList(0, 5), givenUp),
                database.jdbc(),
                database.transaction());

        assertThatThrownBy(() -> rebuild.remake(ACME)).hasMessage("events of acme are missing");

        assertThat(summaries.version(ACME)).isEqualTo(6);
    }

    private long rows(long generation) {
        return database.client()
                .sql("SELECT COUNT(*) FROM billing_history_head WHERE generation = ?")
                .param(generation)
                .query(Long.class)
                .single();
    }

    @Test
    void differences_name_the_table_the_subscription_and_the_row() {
        Rebuild<?, ?> rebuild = rebuild(new InvoicesModel(), history.events());
        long rebuilt = filled(rebuild);
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
    void what_answers_is_not_removed_and_what_does_not_is() {
        List<StoredEvent> many = manyChanges("many");
        apply(many);
        List<HistoryEvent> met = new ArrayList<>(history.events());
        met.addAll(many);
        Rebuild<?, ?> rebuild = rebuild(new BillingHistoryModel(), met);
        long rebuilt = filled(rebuild);
        rebuild.answerFrom(rebuilt, UNTOLD, old -> {});
        long rows = count("billing_history");

        rebuild.remove(1, UNTOLD);

        assertThatThrownBy(() -> rebuild.remove(rebuilt, UNTOLD)).isInstanceOf(IllegalStateException.class);
        assertThat(count("billing_history")).isEqualTo(rows / 2);
        assertThat(count("billing_history_head")).isEqualTo(2);
    }

    private long count(String table) {
        return database.client()
                .sql("SELECT COUNT(*) FROM " + table)
                .query(Long.class)
                .single();
    }
}
