package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.invoicing.InvoiceOccasion.CONTRACT_STARTED;
import static com.kore.billing.domain.invoicing.InvoiceOccasion.RENEWED;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.CATALOG;
import static com.kore.billing.domain.subscription.Given.ENTERPRISE;
import static com.kore.billing.domain.subscription.Given.FREE;
import static com.kore.billing.domain.subscription.Given.dayCame;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.GivenContract.Moment.noonOf;
import static com.kore.billing.domain.subscription.GivenContract.Moment.startOf;
import static com.kore.billing.domain.subscription.GivenContract.TEN_USERS;
import static com.kore.billing.domain.subscription.GivenContract.add;
import static com.kore.billing.domain.subscription.GivenContract.annual;
import static com.kore.billing.domain.subscription.GivenContract.assign;
import static com.kore.billing.domain.subscription.GivenContract.charge;
import static com.kore.billing.domain.subscription.GivenContract.contract;
import static com.kore.billing.domain.subscription.GivenContract.join;
import static com.kore.billing.domain.subscription.GivenContract.monthly;
import static com.kore.billing.domain.subscription.GivenContract.period;
import static com.kore.billing.domain.subscription.GivenContract.prefer;
import static com.kore.billing.domain.subscription.GivenContract.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.Price;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.subscription.GivenContract.Moment;
import com.kore.billing.domain.subscription.Preferences.WhenNoneAvailable;
import com.kore.billing.domain.subscription.Preferences.WhenUserJoins;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules 19, 21d and 22: how a contract goes on from period to period, and what comes after it. */
class ContractPeriodsTest {

    private static Story signed(Contract contract, SubscriptionCommand... then) {
        return Story.after(Stream.concat(
                        Stream.of(open("2020-01-01"), sign(noon(contract.start().toString()), contract)),
                        Stream.of(then))
                .toArray(SubscriptionCommand[]::new));
    }

    /** What is billed between two days. */
    private static List<InvoiceLine> billed(Contract contract, String until) {
        return signed(contract).events(dayCame(until)).stream()
                .filter(InvoiceIssued.class::isInstance)
                .flatMap(issued -> ((InvoiceIssued) issued).lines().stream())
                .toList();
    }

    @Nested
    class Renewals {
        /** The example of rule 19. */
        @Test
        void what_the_end_cuts_short_is_charged_by_days_of_the_full_period() {
            Moment due = startOf("2027-01-01");
            signed(TEN_USERS)
                    .then(
                            dayCame("2027-01-01"),
                            due.renewed(period(TEN_USERS, 10, "2027-01-01", "2027-07-01")),
                            due.issued(2, RENEWED, charge(TEN_USERS, 10, 365, "2027-01-01", "2027-07-01", "743.84")));
        }

        @Test
        void also_in_yen() {
            Contract contract = contract(ANNUAL, 10, Money.parse("JPY 15000"), "2026-01-01", "2027-07-01");
            OpenSubscription inYen = new OpenSubscription(
                    ACME, noon("2025-12-01"), "Acme", CurrencyUnit.JPY, ZoneOffset.UTC, 1, Optional.empty());
            Moment due = startOf("2027-01-01");
            Story.sellingFrom(yenCatalog(), inYen, sign("2026-01-01", contract))
                    .then(
                            dayCame("2027-01-01"),
                            due.renewed(period(contract, 10, "2027-01-01", "2027-07-01")),
                            due.issued(2, RENEWED, charge(contract, 10, 365, "2027-01-01", "2027-07-01", "74384")));
        }

        private static PlanCatalog yenCatalog() {
            return new PlanCatalog(List.of(new PlanCatalog.Version(
                    CATALOG,
                    List.of(
                            new Plan(FREE, "Free", 0, List.of()),
                            new Plan(
                                    ENTERPRISE,
                                    "Enterprise",
                                    1,
                                    List.of(new Price(ANNUAL, Money.parse("JPY 20000"))))))));
        }

        @Test
        void the_first_period_is_cut_short_too_where_the_contract_is_shorter() {
            Contract day = monthly(10, "2026-02-28", "2026-03-01");
            Moment now = noonOf("2026-02-28");
            Story.after(open("2020-01-01"))
                    .then(
                            sign("2026-02-28", day),
                            now.signed(day),
                            now.started(day, "2026-03-01"),
                            now.issued(1, CONTRACT_STARTED, charge(day, 10, 28, "2026-02-28", "2026-03-01", "5.36")));
        }

        @Test
        void an_end_where_a_period_ends_cuts_nothing() {
            assertThat(billed(monthly(10, "2026-01-31", "2026-03-31"), "2026-04-01"))
                    .containsExactly(charge(
                            monthly(10, "2026-01-31", "2026-03-31"), 10, 31, "2026-02-28", "2026-03-31", "150.00"));
        }

        /** Rule 11. */
        @Test
        void the_end_of_a_month_is_the_end_of_every_month() {
            assertThat(billed(monthly(10, "2026-01-31", "2026-05-10"), "2026-05-10"))
                    .extracting(
                            line -> line.period().start().toString(),
                            line -> line.period().end().toString(),
                            InvoiceLine::days,
                            InvoiceLine::periodDays,
                            line -> line.amount().toString())
                    .containsExactly(
                            tuple("2026-02-28", "2026-03-31", 31, 31, "USD 150.00"),
                            tuple("2026-03-31", "2026-04-30", 30, 30, "USD 150.00"),
                            tuple("2026-04-30", "2026-05-10", 10, 31, "USD 48.39"));
        }

        /** Rule 11. */
        @Test
        void a_leap_day_comes_back_in_the_next_leap_year() {
            assertThat(billed(annual(10, "2024-02-29", "2029-03-01"), "2029-03-01"))
                    .extracting(
                            line -> line.period().start().toString(),
                            InvoiceLine::days,
                            InvoiceLine::periodDays,
                            line -> line.amount().toString())
                    .containsExactly(
                            tuple("2025-02-28", 365, 365, "USD 1500.00"),
                            tuple("2026-02-28", 365, 365, "USD 1500.00"),
                            tuple("2027-02-28", 366, 366, "USD 1500.00"),
                            tuple("2028-02-29", 365, 365, "USD 1500.00"),
                            tuple("2029-02-28", 1, 365, "USD 4.11"));
        }

        /** Rule 10. */
        @Test
        void what_became_due_while_the_service_was_down_is_decided_with_its_own_date() {
            Contract contract = monthly(10, "2026-01-15", "2026-03-20");
            Moment february = startOf("2026-02-15");
            Moment march = startOf("2026-03-15");
            signed(contract)
                    .then(
                            dayCame("2026-06-01"),
                            february.renewed(period(contract, 10, "2026-02-15", "2026-03-15")),
                            february.issued(2, RENEWED, charge(contract, 10, 28, "2026-02-15", "2026-03-15", "150.00")),
                            march.renewed(period(contract, 10, "2026-03-15", "2026-03-20")),
                            march.issued(3, RENEWED, charge(contract, 10, 31, "2026-03-15", "2026-03-20", "24.19")),
                            startOf("2026-03-20").ended(10));
        }

        @Test
        void before_the_period_ends_nothing_is_due() {
            signed(TEN_USERS).refused(dayCame("2026-12-31"), "nothing-due");
        }

        /** A contract's longest life, in one command. */
        @Test
        void a_hundred_years_of_months_are_caught_up_with() {
            assertThat(billed(monthly(1, "2026-01-01", "2126-01-01"), "2126-01-01"))
                    .hasSize(1199)
                    .allSatisfy(line -> assertThat(line.amount()).isEqualTo(Money.parse("USD 15.00")));
        }

        /** The bounds of rule 19b: every sum stays an exact integer in any JSON reader. */
        @Test
        void the_dearest_contract_bills_what_every_reader_reads_exactly() {
            Contract dearest = contract(MONTHLY, 1_000_000, Money.parse("USD 700000.00"), "2026-01-01", "2036-02-01");
            assertThat(billed(dearest, "2036-01-01").stream()
                            .mapToLong(line -> line.amount().getAmountMinorLong())
                            .sum())
                    .isEqualTo(120 * 70_000_000_000_000L)
                    .isLessThan(1L << 53);
        }
    }

    /** Rule 22. */
    @Nested
    class TheEnd {
        @Test
        void the_account_is_free_with_the_prepaid_count_of_users() {
            signed(TEN_USERS, add("2026-07-02", 2), dayCame("2027-01-01"))
                    .then(dayCame("2027-07-01"), startOf("2027-07-01").ended(12));
        }

        @Test
        void it_comes_at_the_first_instant_of_its_day() {
            Story last = signed(TEN_USERS, dayCame("2027-01-01"));
            last.refused(dayCame("2027-06-30"), "nothing-due");
            last.then(
                    new SubscriptionCommand.BringUpToDate(
                            ACME, startOf("2027-07-01").at()),
                    startOf("2027-07-01").ended(10));
        }

        @Test
        void assignments_and_preferences_cease() {
            Contract again = monthly(1, "2027-08-01", "2028-08-01");
            Story after = signed(
                    TEN_USERS,
                    prefer("2026-01-02", WhenUserJoins.LEAVE_FREE, WhenNoneAvailable.ADD),
                    assign("2026-01-02", "ada"),
                    dayCame("2027-07-01"),
                    sign("2027-08-01", again));
            Moment now = noonOf("2027-08-02");
            after.then(join("2027-08-02", "ada"), now.joined("ada"), now.assigned("ada", 1));
        }
    }

    /** Rule 21d. */
    @Nested
    class FewerUsers {
        private static final Contract FIRST = monthly(3, "2026-01-01", "2026-02-01");

        private static Story followedBy(int users, SubscriptionCommand... then) {
            return signed(
                    FIRST,
                    Stream.concat(
                                    Stream.of(
                                            sign("2026-01-02", monthly(users, "2026-02-01", "2026-03-01")),
                                            assign("2026-01-02", "cy"),
                                            assign("2026-01-02", "ada"),
                                            assign("2026-01-02", "bob")),
                                    Stream.of(then))
                            .toArray(SubscriptionCommand[]::new));
        }

        @Test
        void who_was_assigned_last_is_released() {
            Contract next = monthly(1, "2026-02-01", "2026-03-01");
            Moment due = startOf("2026-02-01");
            followedBy(1)
                    .then(
                            dayCame("2026-02-01"),
                            due.released("bob", 2),
                            due.released("ada", 1),
                            due.started(next, "2026-03-01"),
                            due.issued(2, CONTRACT_STARTED, charge(next, 1, 28, "2026-02-01", "2026-03-01", "15.00")));
        }

        @ParameterizedTest
        @CsvSource({"3, 45.00", "4, 60.00"})
        void nobody_is_where_there_is_room_for_all(int users, String amount) {
            Contract next = monthly(users, "2026-02-01", "2026-03-01");
            Moment due = startOf("2026-02-01");
            followedBy(users)
                    .then(
                            dayCame("2026-02-01"),
                            due.started(next, "2026-03-01"),
                            due.issued(
                                    2, CONTRACT_STARTED, charge(next, users, 28, "2026-02-01", "2026-03-01", amount)));
        }

        @Test
        void users_added_to_one_contract_are_no_part_of_the_next() {
            Contract next = monthly(2, "2026-02-01", "2026-03-01");
            Moment due = startOf("2026-02-01");
            followedBy(2, add("2026-01-15", 1), assign("2026-01-15", "dan"))
                    .then(
                            dayCame("2026-02-01"),
                            due.released("dan", 3),
                            due.released("bob", 2),
                            due.started(next, "2026-03-01"),
                            due.issued(3, CONTRACT_STARTED, charge(next, 2, 28, "2026-02-01", "2026-03-01", "30.00")));
        }

        @Test
        void preferences_and_other_assignments_go_on() {
            Story next = followedBy(
                    1, prefer("2026-01-03", WhenUserJoins.LEAVE_FREE, WhenNoneAvailable.ADD), dayCame("2026-02-01"));
            next.refused(assign("2026-02-02", "cy"), "no-change");
            next.refused(assign("2026-02-02", "ada"), "no-user-available");
            next.refused(prefer("2026-02-02", WhenUserJoins.LEAVE_FREE, WhenNoneAvailable.ADD), "no-change");
        }

        /** Two contracts with one end between them: what was assigned under the first is not under the third. */
        @Test
        void after_an_end_nothing_goes_on() {
            Story again = signed(
                    FIRST,
                    assign("2026-01-02", "ada"),
                    dayCame("2026-02-01"),
                    sign("2026-02-01", monthly(1, "2026-02-01", "2026-03-01")),
                    sign("2026-02-02", monthly(1, "2026-03-01", "2026-04-01")));
            again.then(assign("2026-02-03", "ada"), noonOf("2026-02-03").assigned("ada", 1));
            ContractSubscription state = (ContractSubscription) again.state();
            assertThat(state.following()).containsExactly(monthly(1, "2026-03-01", "2026-04-01"));
            assertThat(state.contract().start()).isEqualTo(LocalDate.of(2026, 2, 1));
        }
    }
}
