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
        this.writer = new ReadModelWriter(
                ReadModels.ALL, database.jdbc(), ReadModels.FORM, new Visibility(id -> 0, id -> false));
        this.summaries = new AccountSummaries(database.client(), ReadModels.FORM);
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
        return rebuild(model, met, history::events);
    }

    private <H, R> Rebuild<H, R> rebuild(
            ReadModel<H, R> model, List<? extends HistoryEvent> met, Supplier<List<? extends HistoryEvent>> known) {
        return new Rebuild<>(
                model,
                ReadModels.YARDSTICK,
                new Met(met, known, givenUp),
                database.jdbc(),
                ReadModels.FORM,
                database.transaction());
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
                ReadModels.YARDSTICK,
                new Met(
                        List.of(),
                        () -> history.events().stream()
                                .map(stored -> stored.sequence() == 0
                                        ? history.events().get(3)
                                        : stored)
                                .toList(),
                        givenUp),
                database.jdbc(),
                ReadModels.FORM,
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
                new AccountSummaryModel(),
                ReadModels.YARDSTICK,
                new Met(all, () -> all, givenUp),
                database.jdbc(),
                ReadModels.FORM,
                database.transaction());
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
                ReadModels.YARDSTICK,
                new Met(history.events(), () -> known, givenUp) {
                    @Override
                    public Stream<? extends HistoryEvent> after(Optional<SubscriptionId> after) {
                        return super.after(after)
                                .peek(event -> givenUp.put(known.get(6).eventId(), ACME));
                    }
                },
                database.jdbc(),
                ReadModels.FORM,
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
                ReadModels.YARDSTICK,
                new Met(history.events(), () -> whole, givenUp),
                database.jdbc(),
                ReadModels.FORM,
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
                ReadModels.YARDSTICK,
                new Met(List.of(), () -> history.events().subList(0, 5), givenUp),
                database.jdbc(),
                ReadModels.FORM,
                database.transaction());

        assertThatThrownBy(() -> rebuild.remake(ACME)).hasMessage("events of acme are missing");

        assertThat(summaries.version(ACME)).isEqualTo(6);
    }

    @Test
    void the_first_rows_of_a_read_model_that_is_new_are_those_that_it_would_have_had() {
        List<String> asIfAlwaysThere = rowsOfTheBillingHistory(1);
        database.billingHistoryIsNew();
        Rebuild<?, ?> rebuild = rebuild(new BillingHistoryModel(), history.events());
        List<Optional<Long>> old = new ArrayList<>();
        assertThat(rebuild.answers()).isFalse();

        long first = filled(rebuild);
        rebuild.answerFrom(first, UNTOLD, old::add);

        assertThat(rebuild.answers()).isTrue();
        assertThat(old).containsExactly(Optional.empty());
        assertThat(rowsOfTheBillingHistory(first)).isNotEmpty().containsExactlyElementsOf(asIfAlwaysThere);
    }

    private List<String> rowsOfTheBillingHistory(long generation) {
        return database.rows(generation).stream()
                .filter(row -> row.startsWith("billing_history"))
                .toList();
    }

    @Test
    void a_read_model_that_is_new_misses_nothing_of_what_goes_on_before_and_after_it_answers() {
        database.billingHistoryIsNew();
        Rebuild<?, ?> rebuild =
                rebuild(new BillingHistoryModel(), List.copyOf(history.events().subList(0, 3)));
        apply(history.changedUsers("2026-01-20T00:00:00Z", 4)
                .paid("2026-01-20T00:00:01Z", 2)
                .events());
        long first = filled(rebuild);
        apply(history.changedUsers("2026-01-21T00:00:00Z", 5)
                .paid("2026-01-21T00:00:01Z", 3)
                .events());
        List<StoredEvent> opened = new History("other")
                .opened("2026-01-21T00:00:00Z", 1)
                .wentPaid("2026-01-21T10:00:00Z", "premium", BillingInterval.MONTHLY)
                .paid("2026-01-21T10:00:01Z", 1)
                .events();
        apply(opened.subList(0, 2));
        List<StoredEvent> all = new ArrayList<>(history.events());
        all.addAll(opened);
        Rebuild<?, ?> later = rebuild(new BillingHistoryModel(), all, () -> all);

        later.answerFrom(first, UNTOLD, old -> {});
        apply(opened);
        apply(history.changedUsers("2026-01-22T00:00:00Z", 6)
                .paid("2026-01-22T00:00:01Z", 4)
                .events());

        List<StoredEvent> inTheEnd = new ArrayList<>(history.events());
        inTheEnd.addAll(opened);
        long whole = filled(rebuild(new BillingHistoryModel(), inTheEnd));
        assertThat(rows(whole)).isEqualTo(2);
        assertThat(later.compare(first, whole, 10)).isEmpty();
    }

    @Test
    void an_account_whose_events_wait_is_no_further_in_a_read_model_that_is_new_than_in_the_others() {
        List<String> asIfAlwaysThere = rowsOfTheBillingHistory(1);
        database.billingHistoryIsNew();
        List<StoredEvent> whole =
                history.changedUsers("2026-01-20T00:00:00Z", 4).events();
        Rebuild<?, ?> rebuild = rebuild(new BillingHistoryModel(), whole);

        long first = filled(rebuild);
        assertThat(rows(first)).isZero();
        rebuild.answerFrom(first, UNTOLD, old -> {});

        assertThat(rowsOfTheBillingHistory(first)).containsExactlyElementsOf(asIfAlwaysThere);
        apply(whole);
        assertThat(rebuild.compare(first, filled(rebuild), 10)).isEmpty();
    }

    @Test
    void an_event_that_was_given_up_is_passed_over_by_a_read_model_that_is_new() {
        List<? extends HistoryEvent> met = withTheSeventhGivenUp();
        apply(met);
        List<String> asIfAlwaysThere = rowsOfTheBillingHistory(1);
        database.billingHistoryIsNew();
        Rebuild<?, ?> rebuild = rebuild(new BillingHistoryModel(), met);

        rebuild.answerFrom(filled(rebuild), UNTOLD, old -> {});

        assertThat(rowsOfTheBillingHistory(rebuild.answering())).containsExactlyElementsOf(asIfAlwaysThere);
    }

    @Test
    void a_read_model_that_is_new_and_cannot_be_filled_goes_on_answering_nothing() {
        database.billingHistoryIsNew();
        List<HistoryEvent> broken = new ArrayList<>(history.events());
        broken.set(
                4,
                new HistoryEvent.Unreadable(ACME, 4, broken.get(4).eventId(), new IllegalArgumentException("no JSON")));
        Rebuild<?, ?> rebuild = rebuild(new BillingHistoryModel(), broken, () -> broken);
        long first = filled(rebuild);

        assertThatThrownBy(() -> rebuild.answerFrom(first, UNTOLD, old -> {})).isInstanceOf(Rebuild.CannotFold.class);

        assertThat(rebuild.answers()).isFalse();
        apply(history.changedUsers("2026-01-20T00:00:00Z", 4).events());
        assertThat(summaries.version(ACME)).isEqualTo(history.events().size());
    }

    @Test
    void without_rows_that_answer_there_is_nothing_to_tell_how_far_a_rebuild_has_to_come() {
        database.jdbc().update("UPDATE read_model SET generation = 0 WHERE name = 'account_summary'");
        Rebuild<?, ?> rebuild = rebuild(new BillingHistoryModel(), history.events());
        long generation = rebuild.begin();

        assertThatThrownBy(() -> rebuild.fill(generation, Optional.empty(), UNTOLD))
                .hasMessageStartingWith("account_summary does not answer");
        assertThatThrownBy(() -> rebuild.answerFrom(generation, UNTOLD, old -> {}))
                .hasMessageStartingWith("account_summary does not answer");
        assertThat(rebuild.answering()).isEqualTo(1);
    }

    @Test
    void a_replay_mends_an_account_that_has_fallen_behind_the_others() {
        List<String> right = rowsOfTheBillingHistory(1);
        database.jdbc().update("UPDATE billing_history_head SET version = 2");
        database.jdbc().update("DELETE FROM billing_history");
        Rebuild<?, ?> rebuild = rebuild(new BillingHistoryModel(), history.events());

        rebuild.answerFrom(filled(rebuild), UNTOLD, old -> {});

        assertThat(rowsOfTheBillingHistory(rebuild.answering())).containsExactlyElementsOf(right);
    }

    @Test
    void an_erasure_takes_what_has_been_made_of_the_account_for_a_read_model_that_is_new() {
        database.billingHistoryIsNew();
        List<StoredEvent> whole = new ArrayList<>(history.events());
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        whole.add(new StoredEvent(99, 6, "erasure", new PersonalDataErased(ACME, at, LocalDate.of(2026, 3, 1), 1)));
        Rebuild<?, ?> rebuild = rebuild(new BillingHistoryModel(), history.events(), () -> whole);
        long first = filled(rebuild);
        assertThat(rows(first)).isPositive();

        apply(whole);

        assertThat(rows(first)).isZero();
        rebuild.answerFrom(first, UNTOLD, old -> {});
        Rebuild<?, ?> again = rebuild(new BillingHistoryModel(), whole);
        assertThat(again.compare(first, filled(again), 10)).isEmpty();
    }

    @Test
    void what_was_made_of_an_account_before_it_was_erased_goes_while_the_erasure_waits() {
        Rebuild<?, ?> rebuild = rebuild(new BillingHistoryModel(), history.events());
        List<String> answering = rowsOfTheBillingHistory(1);
        long filling = filled(rebuild);

        rebuild.remake(ACME);

        assertThat(rowsOfTheBillingHistory(filling)).isEmpty();
        assertThat(rowsOfTheBillingHistory(1)).containsExactlyElementsOf(answering);
        database.billingHistoryIsNew();
        long first = filled(rebuild);

        rebuild.remake(ACME);

        assertThat(rowsOfTheBillingHistory(first)).isEmpty();
        assertThat(rebuild.answers()).isFalse();
        rebuild.answerFrom(first, UNTOLD, old -> {});
        assertThat(rowsOfTheBillingHistory(first)).containsExactlyElementsOf(answering);
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
