package com.kore.billing.projections.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.projections.Database;
import com.kore.billing.projections.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class VerificationTest {
    private static final int DIFFERENCES_MAX = 10;

    private final Database database;
    private final ReadModelWriter writer;

    VerificationTest(Database database) {
        this.database = database.emptied();
        this.writer = new ReadModelWriter(
                ReadModels.ALL, database.jdbc(), ReadModels.FORM, new Visibility(id -> 0, id -> false));
    }

    /** Six events of an account with an invoice that is paid. */
    private static List<StoredEvent> account(String id) {
        return new History(id)
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY)
                .paid("2026-01-15T10:00:01Z", 1)
                .events();
    }

    private void shown(List<StoredEvent> events) {
        database.transaction().executeWithoutResult(status -> writer.apply(events));
    }

    /**
     * A store to which things happen while it is read.
     *
     * @param read what its reader meets
     * @param whole what has happened when it has read to the end
     * @param processed how many events of each subscription the live rows have been given
     */
    private record Store(List<StoredEvent> read, List<StoredEvent> whole, int processed) implements ProcessedHistory {
        @Override
        public Stream<StoredEvent> after(Optional<SubscriptionId> after) {
            return read.stream();
        }

        @Override
        public Map<String, SubscriptionId> givenUp() {
            return Map.of();
        }

        @Override
        public List<StoredEvent> of(SubscriptionId subscription, long fromSequence) {
            return whole.stream()
                    .filter(event -> event.subscriptionId().equals(subscription) && event.sequence() >= fromSequence)
                    .toList();
        }

        @Override
        public Map<String, Long> processedVersions(SubscriptionRange range) {
            return whole.stream()
                    .filter(event -> event.sequence() < processed)
                    .map(event -> event.subscriptionId().value())
                    .filter(id -> range.after()
                                    .filter(after -> id.compareTo(after) <= 0)
                                    .isEmpty()
                            && range.upTo()
                                    .filter(upTo -> id.compareTo(upTo) > 0)
                                    .isEmpty())
                    .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        }
    }

    private List<VerifiedModel> verify(Store store, Verification.Progress progress) {
        List<VerifiedModel> verified = new Verification(
                        ReadModels.ALL,
                        store,
                        database.jdbc(),
                        ReadModels.FORM,
                        database.transaction(),
                        DIFFERENCES_MAX)
                .run(progress);
        for (String table : List.of("account_summary", "billing_history_head", "invoice", "due_work_head")) {
            assertThat(database.jdbc()
                            .queryForObject("SELECT COUNT(*) FROM " + table + " WHERE generation <> 1", Long.class))
                    .as(table)
                    .isZero();
        }
        return verified;
    }

    /** Table, subscription, key, and which side has the row. */
    private List<String> differences(Store store) {
        return verify(store, (events, models) -> {}).stream()
                .flatMap(model -> model.differences().stream())
                .map(row -> "%s %s %s %s%s"
                        .formatted(
                                row.table(),
                                row.subscriptionId(),
                                row.key(),
                                row.left().isPresent() ? "live" : "",
                                row.right().isPresent() ? "rebuilt" : ""))
                .toList();
    }

    @Test
    void rows_that_follow_from_the_events_do_not_differ() {
        List<StoredEvent> events = account("acme");
        shown(events);

        List<VerifiedModel> verified = verify(new Store(events, events, 6), (done, models) -> {});

        assertThat(verified)
                .extracting(VerifiedModel::name)
                .containsExactly("account_summary", "billing_history", "invoice", "due_work", "analytics");
        assertThat(verified).allMatch(model -> model.differences().isEmpty() && model.rows() > 0);
        assertThat(verified.get(2).rows()).isEqualTo(2);
    }

    @Test
    void what_is_not_shown_yet_does_not_differ() {
        List<StoredEvent> events = account("acme");
        shown(events.subList(0, 3));

        assertThat(differences(new Store(events, events, 3))).isEmpty();
    }

    @Test
    void what_happened_while_it_was_read_does_not_differ() {
        List<StoredEvent> events = account("acme");
        List<StoredEvent> opened = account("later");
        List<StoredEvent> all = new ArrayList<>(events);
        all.addAll(opened);
        shown(all);

        assertThat(differences(new Store(events.subList(0, 2), all, 6))).isEmpty();
    }

    @Test
    void a_read_model_that_is_new_is_left_out() {
        List<StoredEvent> events = account("acme");
        shown(events);
        database.billingHistoryIsNew();

        List<VerifiedModel> verified = verify(new Store(events, events, 6), (done, models) -> {});

        assertThat(verified)
                .extracting(VerifiedModel::name)
                .contains("account_summary", "invoice", "due_work")
                .doesNotContain("billing_history");
        assertThat(verified).allMatch(model -> model.differences().isEmpty() && model.rows() > 0);
    }

    /** As they are after a generation was swapped in. */
    @Test
    void rows_ahead_of_the_position_do_not_differ() {
        List<StoredEvent> events = account("acme");
        shown(events);

        assertThat(differences(new Store(events, events, 2))).isEmpty();
        assertThat(differences(new Store(List.of(), events, 0))).isEmpty();
    }

    @Test
    void rows_that_stand_still_behind_the_position_differ() {
        List<StoredEvent> events = account("acme");
        shown(events.subList(0, 1));

        assertThat(differences(new Store(events.subList(0, 1), events, 6)))
                .contains("account_summary acme  liverebuilt", "invoice acme ACME-0001 rebuilt");
    }

    @Test
    void an_account_that_is_not_shown_at_all_differs() {
        List<StoredEvent> events = account("acme");

        assertThat(differences(new Store(events, events, 6)))
                .contains("account_summary acme  rebuilt", "invoice acme ACME-0001 rebuilt");
    }

    @Test
    void rows_of_nobody_differ_whatever_their_id() {
        List<StoredEvent> events = account("acme");
        shown(events);
        for (String id : List.of("", "!", "no id of ours", "zzz")) {
            database.jdbc()
                    .update(
                            "INSERT INTO due_work_head (generation, subscription_id, version, document) VALUES (1, ?, 7, 'x')",
                            id);
        }

        assertThat(differences(new Store(events, events, 6)))
                .containsExactlyInAnyOrder(
                        "due_work_head   live",
                        "due_work_head !  live",
                        "due_work_head no id of ours  live",
                        "due_work_head zzz  live");
    }

    @Test
    void a_difference_says_what_columns_and_document_say() {
        List<StoredEvent> events = account("acme");
        shown(events);
        database.jdbc().update("UPDATE invoice SET amount_paid_minor = 1");

        List<RowDifference> found = verify(new Store(events, events, 6), (done, models) -> {})
                .get(2)
                .differences();

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().left().orElseThrow())
                .contains("\"amount_paid_minor\":1,", "\"issued_on\":\"2026-01-15\"", "\"document\":{");
        assertThat(found.getFirst().right().orElseThrow()).contains("\"amount_paid_minor\":3000,");
    }

    /** More than are compared at once. */
    @Test
    void many_accounts_are_compared_some_at_a_time_and_each_is_compared() {
        List<StoredEvent> all = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            all.addAll(account("account-%04d".formatted(i)));
        }
        shown(all);
        List<Long> told = new ArrayList<>();

        verify(new Store(all, all, 6), (events, models) -> told.add(events));
        assertThat(told).hasSizeGreaterThan(2).isSorted().last().isEqualTo((long) all.size());

        database.jdbc()
                .update(
                        "DELETE FROM due_work_head WHERE subscription_id IN ('account-0000', 'account-0450', 'account-0899')");
        assertThat(differences(new Store(all, all, 6)))
                .containsExactly(
                        "due_work_head account-0000  rebuilt",
                        "due_work_head account-0450  rebuilt",
                        "due_work_head account-0899  rebuilt");

        database.jdbc().update("DELETE FROM due_work_head");
        assertThat(differences(new Store(all, all, 6))).hasSize(DIFFERENCES_MAX);
    }

    @Test
    void whoever_is_told_of_its_progress_can_end_it() {
        List<StoredEvent> events = account("acme");

        assertThatThrownBy(() -> verify(new Store(events, events, 6), (done, models) -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
    }
}
