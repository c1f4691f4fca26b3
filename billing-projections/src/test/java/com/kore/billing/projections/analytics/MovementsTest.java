package com.kore.billing.projections.analytics;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.projections.Database;
import com.kore.billing.projections.History;
import com.kore.billing.projections.readmodel.HistoryEvent;
import com.kore.billing.projections.readmodel.ReadModelWriter;
import com.kore.billing.projections.readmodel.ReadModels;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.Visibility;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which terms are in force from when to when, and how recurring revenue moves. Premium is 10.00 a month or 100.00 a year. */
class MovementsTest {

    /** Joins with four users in January, has six from March on, three from the renewal on, leaves, and comes back. */
    private static History whoComesAndGoes() {
        return new History("acme")
                .opened("2026-01-10T09:00:00Z", 4)
                .wentPaid("2026-01-15T10:00:00Z", "premium", ANNUAL)
                .paid("2026-01-15T10:00:01Z", 1)
                .changedUsers("2026-03-01T10:00:00Z", 6)
                .paid("2026-03-01T10:00:01Z", 2)
                .changedUsers("2026-05-01T10:00:00Z", 3)
                .broughtUpTo("2027-01-15T00:00:00Z")
                .paid("2027-01-15T00:00:01Z", 3)
                .canceled("2027-06-01T10:00:00Z")
                .broughtUpTo("2028-01-15T00:00:00Z")
                .wentPaid("2028-03-10T10:00:00Z", "enterprise", MONTHLY)
                .paid("2028-03-10T10:00:01Z", 4);
    }

    @Test
    void a_customer_joins_grows_shrinks_leaves_and_returns() {
        assertThat(Told.of(whoComesAndGoes()).movements())
                .containsExactly(
                        "2026-01-15 NEW 33.33 PLAN_CHANGED",
                        "2026-03-01 EXPANSION 16.67 USERS_CHANGED",
                        "2027-01-15 CONTRACTION -25.00 RENEWED",
                        "2028-01-15 CHURN -25.00 CANCELED",
                        "2028-03-10 REACTIVATION 60.00 PLAN_CHANGED");
    }

    @Test
    void each_movement_names_its_event_and_the_month_in_which_the_customer_joined() {
        Told told = Told.of(whoComesAndGoes());
        MrrMovement joined = told.rows(MrrMovement.class).findFirst().orElseThrow();
        StoredEvent event = whoComesAndGoes().events().stream()
                .filter(stored -> stored.event() instanceof PlanChanged)
                .findFirst()
                .orElseThrow();

        assertThat(joined.eventId()).isEqualTo(event.eventId());
        assertThat(joined.position()).isEqualTo(event.position());
        assertThat(joined.happenedAt()).isEqualTo(event.event().at());
        assertThat(told.rows(MrrMovement.class).map(MrrMovement::cohortMonth)).containsOnly(LocalDate.of(2026, 1, 1));
        assertThat(told.rows(MrrMovement.class).map(MrrMovement::customersChange))
                .containsExactly(1, 0, 0, -1, 1);
    }

    @Test
    void terms_follow_each_other_day_by_day() {
        assertThat(Told.of(whoComesAndGoes()).periods())
                .containsExactly(
                        "2026-01-10 to 2026-01-15: 4 free 0.00",
                        "2026-01-15 to 2026-03-01: 4 premium 33.33",
                        "2026-03-01 to 2027-01-15: 6 premium 50.00",
                        "2027-01-15 to 2028-01-15: 3 premium 25.00",
                        "2028-01-15 to 2028-03-10: 3 free 0.00",
                        "2028-03-10 on: 3 enterprise 60.00");
    }

    @Test
    void a_renewal_on_the_same_terms_is_no_movement_and_begins_no_other_terms() {
        Told told = Told.of(new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "premium", MONTHLY)
                .paid("2026-01-15T10:00:01Z", 1)
                .broughtUpTo("2026-03-15T00:00:00Z"));

        assertThat(told.movements()).containsExactly("2026-01-15 NEW 30.00 PLAN_CHANGED");
        assertThat(told.periods()).containsExactly("2026-01-15 on: 3 premium 30.00");
    }

    @Test
    void past_due_and_canceling_count_until_the_end_and_a_lapse_is_churn_on_its_day() {
        History pastDue = new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "premium", MONTHLY)
                .paid("2026-01-15T10:00:01Z", 1)
                .broughtUpTo("2026-02-15T00:00:00Z")
                .declined("2026-02-15T00:00:00Z", 2)
                .declined("2026-02-16T00:00:00Z", 2)
                .declined("2026-02-18T00:00:00Z", 2)
                .declined("2026-02-20T00:00:00Z", 2);
        assertThat(Told.of(pastDue).movements()).hasSize(1);

        assertThat(Told.of(pastDue.declined("2026-02-22T00:00:00Z", 2)).movements())
                .endsWith("2026-02-22 CHURN -30.00 LAPSED");
    }

    @Test
    void credits_do_not_reduce_it() {
        Told told = Told.of(new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .granted("2026-01-15T09:30:00Z", CreditKind.SIGNUP, "USD 30.00")
                .wentPaid("2026-01-15T10:00:00Z", "premium", MONTHLY));

        assertThat(told.movements()).containsExactly("2026-01-15 NEW 30.00 PLAN_CHANGED");
    }

    @Test
    void the_day_is_the_accounts_own() {
        Told told = Told.of(new History("acme")
                .opened("2026-01-31T20:00:00Z", 3, "JPY", "Asia/Tokyo")
                .wentPaid("2026-01-31T20:00:01Z", "premium", MONTHLY)
                .paid("2026-01-31T20:00:02Z", 1));

        assertThat(told.movements()).containsExactly("2026-02-01 NEW 3000 PLAN_CHANGED");
    }

    @Nested
    class OfAPurchaseThatIsUndone {

        private History up() {
            return new History("acme")
                    .opened("2026-01-10T09:00:00Z", 3)
                    .wentPaid("2026-01-15T10:00:00Z", "premium", MONTHLY)
                    .paid("2026-01-15T10:00:01Z", 1)
                    .changedPlan("2026-01-20T10:00:00Z", "enterprise");
        }

        @Test
        void it_counts_as_long_as_it_is_in_effect_and_never_was_once_it_is_undone() {
            assertThat(Told.of(up()).movements()).endsWith("2026-01-20 EXPANSION 30.00 PLAN_CHANGED");

            Told undone = Told.of(up().declined("2026-01-21T10:00:00Z", 2));

            assertThat(undone.movements()).containsExactly("2026-01-15 NEW 30.00 PLAN_CHANGED");
            assertThat(undone.periods())
                    .containsExactly("2026-01-10 to 2026-01-15: 3 free 0.00", "2026-01-15 on: 3 premium 30.00");
        }

        @Test
        void what_comes_next_goes_on_from_what_was_before() {
            Told told = Told.of(up().declined("2026-01-21T10:00:00Z", 2)
                    .changedPlan("2026-01-25T10:00:00Z", "enterprise")
                    .paid("2026-01-25T10:00:01Z", 3));

            assertThat(told.movements())
                    .containsExactly("2026-01-15 NEW 30.00 PLAN_CHANGED", "2026-01-25 EXPANSION 30.00 PLAN_CHANGED");
            assertThat(told.periods())
                    .containsExactly(
                            "2026-01-10 to 2026-01-15: 3 free 0.00",
                            "2026-01-15 to 2026-01-25: 3 premium 30.00",
                            "2026-01-25 on: 3 enterprise 60.00");
        }

        @Test
        void whoever_went_paid_in_vain_has_never_been_a_customer() {
            History inVain = new History("acme")
                    .opened("2026-01-15T09:00:00Z", 3)
                    .wentPaid("2026-01-15T10:00:00Z", "premium", MONTHLY)
                    .declined("2026-01-15T10:00:01Z", 1);

            assertThat(Told.of(inVain).movements()).isEmpty();
            assertThat(Told.of(inVain).account().standing().firstPaidOn()).isEmpty();
            assertThat(Told.of(inVain.wentPaid("2026-02-02T10:00:00Z", "premium", ANNUAL))
                            .movements())
                    .containsExactly("2026-02-02 NEW 25.00 PLAN_CHANGED");
        }

        private List<HistoryEvent> withoutChangeTo(String plan, History history) {
            List<HistoryEvent> left = new ArrayList<>();
            for (StoredEvent stored : history.events()) {
                boolean givenUp = stored.event() instanceof PlanChanged changed
                        && changed.becomes().terms().plan().equals(new PlanId(plan));
                left.add(
                        givenUp
                                ? new HistoryEvent.GivenUp(stored.subscriptionId(), stored.sequence(), stored.eventId())
                                : stored);
            }
            return left;
        }

        @Test
        void if_somebody_gave_the_change_up_there_is_nothing_to_take_back() {
            Told told = Told.of(withoutChangeTo("enterprise", up().declined("2026-01-21T10:00:00Z", 2)));

            assertThat(told.movements()).containsExactly("2026-01-15 NEW 30.00 PLAN_CHANGED");
            assertThat(told.periods()).endsWith("2026-01-15 on: 3 premium 30.00");
        }

        @Test
        void if_somebody_gave_the_change_up_no_other_is_taken_back() {
            Told told = Told.of(withoutChangeTo(
                    "premium",
                    new History("acme")
                            .opened("2026-01-10T09:00:00Z", 1)
                            .changedUsers("2026-01-12T10:00:00Z", 2)
                            .wentPaid("2026-01-15T10:00:00Z", "premium", MONTHLY)
                            .declined("2026-01-15T10:00:01Z", 1)));

            assertThat(told.movements()).isEmpty();
            assertThat(told.periods())
                    .containsExactly("2026-01-10 to 2026-01-12: 1 free 0.00", "2026-01-12 on: 2 free 0.00");
        }
    }

    /** However its events come, in batches that end anywhere. */
    @ParameterizedTest
    @EnumSource(Database.class)
    void free_terms_give_way_to_a_contract_also_where_a_purchase_was_undone_just_before(Database database) {
        List<StoredEvent> events = new History("acme")
                .opened("2026-01-01T09:00:00Z", 1)
                .changedUsers("2026-02-01T09:00:00Z", 2)
                .changedUsers("2026-03-01T09:00:00Z", 3)
                .wentPaid("2026-03-20T09:00:00Z", "premium", MONTHLY)
                .declined("2026-03-20T09:00:01Z", 1)
                .signed("2026-03-20T10:00:00Z", ANNUAL, 10, "USD 150.00", "2026-01-15", "2027-01-15")
                .events();
        for (int first = 1; first < events.size(); first++) {
            database.emptied();
            ReadModelWriter writer = new ReadModelWriter(
                    ReadModels.ALL, database.jdbc(), ReadModels.FORM, new Visibility(id -> 0, id -> false));
            for (List<StoredEvent> batch : List.of(events.subList(0, first), events.subList(first, events.size()))) {
                database.transaction().executeWithoutResult(status -> writer.apply(batch));
            }

            assertThat(database.client()
                            .sql("SELECT starts_on, ends_on, mrr_minor FROM analytics.periods ORDER BY starts_on")
                            .query((row, n) -> "%s %s %d".formatted(row.getDate(1), row.getDate(2), row.getLong(3)))
                            .list())
                    .as("the first batch has %d events", first)
                    .containsExactly("2026-01-01 2026-01-15 0", "2026-01-15 null 12500");
        }
    }

    @Nested
    class OfAContract {

        private static History free(String openedAt) {
            return new History("acme").opened(openedAt, 3);
        }

        @Test
        void it_counts_at_its_price_from_its_start_whole_to_its_end() {
            Told told = Told.of(free("2025-12-01T09:00:00Z")
                    .signed("2025-12-15T10:00:00Z", ANNUAL, 10, "USD 150.00", "2026-01-01", "2027-07-01")
                    .broughtUpTo("2026-01-01T00:00:00Z")
                    .addedPrepaidUsers("2026-07-02T08:00:00Z", 2)
                    .broughtUpTo("2027-07-01T00:00:00Z"));

            assertThat(told.movements())
                    .containsExactly(
                            "2026-01-01 NEW 125.00 CONTRACT_STARTED",
                            "2026-07-02 EXPANSION 25.00 PREPAID_USERS_ADDED",
                            "2027-07-01 CHURN -150.00 CONTRACT_ENDED");
        }

        @Test
        void a_start_in_the_past_counts_from_then_and_takes_the_place_of_free_terms() {
            Told told = Told.of(free("2025-12-01T09:00:00Z")
                    .changedUsers("2026-01-20T09:00:00Z", 4)
                    .changedUsers("2026-02-20T09:00:00Z", 5)
                    .signed("2026-03-10T10:00:00Z", ANNUAL, 10, "USD 150.00", "2026-01-01", "2027-01-01"));

            assertThat(told.movements()).containsExactly("2026-01-01 NEW 125.00 CONTRACT_STARTED");
            assertThat(told.periods())
                    .containsExactly("2025-12-01 to 2026-01-01: 3 free 0.00", "2026-01-01 on: 10 enterprise 125.00");
            assertThat(told.account().standing().cohortMonth()).contains(LocalDate.of(2026, 1, 1));
        }

        @Test
        void a_start_before_the_account_was_opened_leaves_no_free_terms() {
            Told told = Told.of(free("2026-03-01T09:00:00Z")
                    .changedUsers("2026-03-05T09:00:00Z", 4)
                    .signed("2026-03-10T10:00:00Z", ANNUAL, 10, "USD 150.00", "2026-01-01", "2027-01-01"));

            assertThat(told.periods()).containsExactly("2026-01-01 on: 10 enterprise 125.00");
        }

        @Test
        void days_that_were_paid_for_otherwise_do_not_count_twice() {
            Told told = Told.of(free("2026-01-01T09:00:00Z")
                    .wentPaid("2026-01-01T10:00:00Z", "premium", MONTHLY)
                    .paid("2026-01-01T10:00:01Z", 1)
                    .canceled("2026-01-15T10:00:00Z")
                    .broughtUpTo("2026-02-01T00:00:00Z")
                    .signed("2026-03-10T10:00:00Z", ANNUAL, 10, "USD 150.00", "2026-01-10", "2027-01-10"));

            assertThat(told.movements())
                    .containsExactly(
                            "2026-01-01 NEW 30.00 PLAN_CHANGED",
                            "2026-02-01 CHURN -30.00 CANCELED",
                            "2026-02-01 REACTIVATION 125.00 CONTRACT_STARTED");
            assertThat(told.periods())
                    .containsExactly(
                            "2026-01-01 to 2026-02-01: 3 premium 30.00", "2026-02-01 on: 10 enterprise 125.00");
        }

        @Test
        void a_follow_up_moves_it_by_the_difference() {
            Told told = Told.of(free("2025-12-01T09:00:00Z")
                    .signed("2026-01-01T10:00:00Z", ANNUAL, 10, "USD 150.00", "2026-01-01", "2027-01-01")
                    .signed("2026-06-01T10:00:00Z", MONTHLY, 8, "USD 15.00", "2027-01-01", "2028-01-01")
                    .broughtUpTo("2027-01-01T00:00:00Z"));

            assertThat(told.movements()).endsWith("2027-01-01 CONTRACTION -5.00 CONTRACT_STARTED");
        }

        @Test
        void at_no_price_it_is_no_customer() {
            Told told = Told.of(free("2025-12-01T09:00:00Z")
                    .signed("2026-01-01T10:00:00Z", ANNUAL, 10, "USD 0.00", "2026-01-01", "2027-01-01")
                    .broughtUpTo("2027-01-01T00:00:00Z"));

            assertThat(told.movements()).isEmpty();
            assertThat(told.periods())
                    .containsExactly(
                            "2025-12-01 to 2026-01-01: 3 free 0.00",
                            "2026-01-01 to 2027-01-01: 10 enterprise 0.00",
                            "2027-01-01 on: 10 free 0.00");
        }
    }
}
