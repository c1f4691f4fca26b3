package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.invoicing.InvoiceOccasion.CONTRACT_STARTED;
import static com.kore.billing.domain.invoicing.InvoiceOccasion.RENEWED;
import static com.kore.billing.domain.invoicing.InvoiceOccasion.USERS_ADDED;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.CATALOG;
import static com.kore.billing.domain.subscription.Given.ENTERPRISE;
import static com.kore.billing.domain.subscription.Given.FREE;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.cancel;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.dayCame;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.paid;
import static com.kore.billing.domain.subscription.Given.usd;
import static com.kore.billing.domain.subscription.GivenContract.Moment.noonOf;
import static com.kore.billing.domain.subscription.GivenContract.Moment.startOf;
import static com.kore.billing.domain.subscription.GivenContract.TEN_USERS;
import static com.kore.billing.domain.subscription.GivenContract.annual;
import static com.kore.billing.domain.subscription.GivenContract.assign;
import static com.kore.billing.domain.subscription.GivenContract.charge;
import static com.kore.billing.domain.subscription.GivenContract.contract;
import static com.kore.billing.domain.subscription.GivenContract.monthly;
import static com.kore.billing.domain.subscription.GivenContract.period;
import static com.kore.billing.domain.subscription.GivenContract.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.subscription.GivenContract.Moment;
import com.kore.billing.domain.subscription.SubscriptionCommand.AddPrepaidUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.BringUpToDate;
import com.kore.billing.domain.subscription.SubscriptionCommand.SignContract;
import com.kore.billing.domain.subscription.SubscriptionEvent.EndReason;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules 19 to 19e: what a contract may say, when it starts, and what is billed then. */
class ContractTest {
    private static final Story FREE_ACCOUNT = Story.after(open("2025-12-01"));

    private static Story free(SubscriptionCommand... then) {
        return Story.after(
                Stream.concat(Stream.of(open("2025-12-01")), Stream.of(then)).toArray(SubscriptionCommand[]::new));
    }

    @Nested
    class Signing {
        @Test
        void one_that_begins_today_starts_at_once_and_bills_its_first_period_in_full() {
            Moment now = noonOf("2026-01-01");
            free().then(
                            sign("2026-01-01", TEN_USERS),
                            now.signed(TEN_USERS),
                            now.started(TEN_USERS, "2027-01-01"),
                            now.issued(
                                    1,
                                    CONTRACT_STARTED,
                                    charge(TEN_USERS, 10, 365, "2026-01-01", "2027-01-01", "1500.00")));
        }

        @Test
        void one_that_is_to_start_takes_effect_at_the_first_instant_of_its_day() {
            Moment due = startOf("2026-01-01");
            SubscriptionEvent[] started = {
                due.started(TEN_USERS, "2027-01-01"),
                due.issued(1, CONTRACT_STARTED, charge(TEN_USERS, 10, 365, "2026-01-01", "2027-01-01", "1500.00"))
            };
            free().then(sign("2025-12-15", TEN_USERS), noonOf("2025-12-15").signed(TEN_USERS));
            Story signed = free(sign("2025-12-15", TEN_USERS));
            signed.refused(dayCame("2025-12-31"), "nothing-due");
            signed.then(new BringUpToDate(ACME, due.at()), started);
            signed.then(dayCame("2026-02-03"), started);
        }

        @Test
        void a_command_that_comes_later_finds_it_started() {
            Moment due = startOf("2026-01-01");
            free(sign("2025-12-15", TEN_USERS))
                    .then(
                            assign("2026-02-01", "ada"),
                            due.started(TEN_USERS, "2027-01-01"),
                            due.issued(
                                    1,
                                    CONTRACT_STARTED,
                                    charge(TEN_USERS, 10, 365, "2026-01-01", "2027-01-01", "1500.00")),
                            noonOf("2026-02-01").assigned("ada", 1));
        }

        /** Rule 19e. The account is younger than its contract. */
        @Test
        void one_that_began_before_bills_each_begun_period_on_the_day_of_signing() {
            Contract contract = monthly(10, "2026-01-01", "2026-04-16");
            Moment now = noonOf("2026-03-10");
            Story.after(open("2026-03-10"))
                    .then(
                            sign("2026-03-10", contract),
                            now.signed(contract),
                            now.started(contract, "2026-02-01"),
                            now.issued(
                                    1,
                                    CONTRACT_STARTED,
                                    charge(contract, 10, 31, "2026-01-01", "2026-02-01", "150.00")),
                            now.renewed(period(contract, 10, "2026-02-01", "2026-03-01")),
                            now.issued(2, RENEWED, charge(contract, 10, 28, "2026-02-01", "2026-03-01", "150.00")),
                            now.renewed(period(contract, 10, "2026-03-01", "2026-04-01")),
                            now.issued(3, RENEWED, charge(contract, 10, 31, "2026-03-01", "2026-04-01", "150.00")));
        }

        /** Rule 10: a time earlier than the last event's counts as that one. */
        @Test
        void a_time_before_the_account_was_opened_counts_as_its_opening() {
            Contract contract = monthly(10, "2026-03-05", "2026-04-05");
            Moment opened = noonOf("2026-03-10");
            Story.after(open("2026-03-10"))
                    .then(
                            sign("2026-03-01", contract),
                            opened.signed(contract),
                            opened.started(contract, "2026-04-05"),
                            opened.issued(
                                    1,
                                    CONTRACT_STARTED,
                                    charge(contract, 10, 31, "2026-03-05", "2026-04-05", "150.00")));
        }

        /** Where nothing is due, nothing is open. */
        @Test
        void a_price_of_zero_bills_invoices_that_are_paid() {
            Contract gratis = contract(ANNUAL, 10, usd("0.00"), "2026-01-01", "2027-01-01");
            Moment now = noonOf("2026-01-01");
            free().then(
                            sign("2026-01-01", gratis),
                            now.signed(gratis),
                            now.started(gratis, "2027-01-01"),
                            now.issued(
                                    1, CONTRACT_STARTED, charge(gratis, 10, 365, "2026-01-01", "2027-01-01", "0.00")));
            assertThat(((OpenedState) free(sign("2026-01-01", gratis)).state())
                            .account()
                            .ledger()
                            .open())
                    .isEmpty();
        }

        /** Rule 10: a command finds its account up to date. */
        @Test
        void an_account_whose_canceled_plan_ended_this_morning_is_free() {
            Story.after(
                            open("2026-01-01"),
                            choose("2026-01-15", PREMIUM, MONTHLY, 3),
                            paid("2026-01-15", 1),
                            cancel("2026-02-01"))
                    .then(
                            sign("2026-02-15", annual(10, "2026-03-01", "2027-03-01")),
                            new SubscriptionEnded(
                                    ACME,
                                    Instant.parse("2026-02-15T00:00:00Z"),
                                    LocalDate.of(2026, 2, 15),
                                    FREE,
                                    3,
                                    EndReason.CANCELED),
                            noonOf("2026-02-15").signed(annual(10, "2026-03-01", "2027-03-01")));
        }

        @Test
        void it_may_say_how_much_all_that_it_bills_comes_to() {
            Contract contract = monthly(10, "2026-01-01", "2026-04-16");
            free().thenEvents(expecting("2026-03-10", contract, "450.00")).hasSize(7);
            free().refused(expecting("2026-03-10", contract, "150.00"), "amount-changed", "expectedAmountDue");
            free().thenEvents(expecting("2025-12-15", contract, "0.00")).hasSize(1);
            free().refused(expecting("2025-12-15", contract, "150.00"), "amount-changed", "expectedAmountDue");
        }

        private static SignContract expecting(String day, Contract contract, String amount) {
            return new SignContract(ACME, noon(day), contract, Optional.of(usd(amount)));
        }

        @Test
        void an_account_that_pays_is_refused() {
            Story paying =
                    Story.after(open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3), paid("2026-01-15", 1));
            paying.refused(sign("2026-01-20", TEN_USERS), "already-paid");
            Story.after(open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3))
                    .refused(sign("2026-01-20", TEN_USERS), "already-paid");
            Story.after(
                            open("2026-01-01"),
                            choose("2026-01-15", PREMIUM, MONTHLY, 3),
                            paid("2026-01-15", 1),
                            cancel("2026-01-16"))
                    .refused(sign("2026-01-20", TEN_USERS), "already-paid");
        }
    }

    /** Rule 19b, on 1 January 2026. */
    @Nested
    class Bounds {
        static Stream<Arguments> outOfBounds() {
            Money price = usd("150.00");
            return Stream.of(
                    arguments("plan-unknown", "plan", on(new PlanId("gold"))),
                    arguments("invalid", "plan", on(FREE)),
                    arguments("invalid", "prepaidUsers", annual(0, "2026-01-01", "2027-01-01")),
                    arguments("invalid", "prepaidUsers", annual(-1, "2026-01-01", "2027-01-01")),
                    arguments("invalid", "prepaidUsers", annual(1_000_001, "2026-01-01", "2027-01-01")),
                    arguments("currency-mismatch", "pricePerUser", priced("EUR 150.00")),
                    arguments("invalid", "pricePerUser", priced("USD -0.01")),
                    arguments("invalid", "pricePerUser", priced("USD 10000000.01")),
                    arguments(
                            "invalid",
                            "pricePerUser",
                            contract(ANNUAL, 1_000_000, usd("700000.01"), "2026-01-01", "2027-01-01")),
                    arguments("invalid", "start", contract(ANNUAL, 10, price, "2015-12-31", "2027-01-01")),
                    arguments("invalid", "end", contract(ANNUAL, 10, price, "2026-01-02", "2026-01-02")),
                    arguments("invalid", "end", contract(ANNUAL, 10, price, "2026-01-03", "2026-01-02")),
                    arguments("invalid", "end", contract(ANNUAL, 10, price, "2025-12-01", "2026-01-01")),
                    arguments("invalid", "end", contract(ANNUAL, 10, price, "2026-01-02", "2126-01-02")));
        }

        static Stream<Contract> atBounds() {
            Money price = usd("150.00");
            return Stream.of(
                    annual(1, "2026-01-01", "2027-01-01"),
                    annual(1_000_000, "2026-01-01", "2027-01-01"),
                    priced("USD 0.00"),
                    priced("USD 10000000.00"),
                    contract(ANNUAL, 1_000_000, usd("700000.00"), "2026-01-01", "2027-01-01"),
                    contract(ANNUAL, 10, price, "2016-01-01", "2027-01-01"),
                    contract(MONTHLY, 10, price, "2016-01-01", "2026-01-02"),
                    contract(ANNUAL, 10, price, "2026-01-01", "2026-01-02"),
                    contract(ANNUAL, 10, price, "2026-01-02", "2126-01-01"));
        }

        private static Contract on(PlanId plan) {
            return new Contract(
                    "C-1", plan, ANNUAL, 10, usd("150.00"), LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1));
        }

        private static Contract priced(String price) {
            return contract(ANNUAL, 10, Money.parse(price), "2026-01-01", "2027-01-01");
        }

        @ParameterizedTest(name = "{0} {1}: {2}")
        @MethodSource("outOfBounds")
        void what_is_out_of_bounds_is_refused(String code, String field, Contract contract) {
            FREE_ACCOUNT.refused(sign("2026-01-01", contract), code, field);
        }

        @ParameterizedTest
        @MethodSource("atBounds")
        void what_is_just_within_is_signed(Contract contract) {
            FREE_ACCOUNT
                    .thenEvents(sign("2026-01-01", contract))
                    .first()
                    .isEqualTo(noonOf("2026-01-01").signed(contract));
        }

        @Test
        void the_plan_need_not_be_on_offer() {
            PlanCatalog without = new PlanCatalog(List.of(new PlanCatalog.Version(
                    CATALOG,
                    List.of(
                            new Plan(FREE, "Free", 0, List.of()),
                            Given.plan(PREMIUM, "Premium", 1, "10.00", "100.00", "9.00"),
                            new Plan(ENTERPRISE, "Enterprise", 2, List.of())))));
            Story.sellingFrom(without, open("2025-12-01"))
                    .thenEvents(sign("2026-01-01", TEN_USERS))
                    .hasSize(3);
        }
    }

    /** Rule 19c. */
    @Nested
    class FollowUp {
        private static final Contract NEXT = monthly(5, "2027-07-01", "2027-09-01");
        private static final Contract LAST = monthly(7, "2027-09-01", "2027-10-01");

        @Test
        void it_starts_on_the_day_that_the_running_one_ends() {
            free(sign("2026-01-01", TEN_USERS))
                    .then(sign("2026-06-01", NEXT), noonOf("2026-06-01").signed(NEXT));
            Moment due = startOf("2027-07-01");
            free(sign("2026-01-01", TEN_USERS), sign("2026-06-01", NEXT), dayCame("2027-01-01"))
                    .then(
                            dayCame("2027-07-01"),
                            due.started(NEXT, "2027-08-01"),
                            due.issued(3, CONTRACT_STARTED, charge(NEXT, 5, 31, "2027-07-01", "2027-08-01", "75.00")));
        }

        @Test
        void several_follow_each_other_also_before_the_first_starts() {
            Moment first = startOf("2026-01-01");
            Moment renewal = startOf("2027-01-01");
            Moment second = startOf("2027-07-01");
            Moment secondsRenewal = startOf("2027-08-01");
            Moment third = startOf("2027-09-01");
            free(sign("2025-12-15", TEN_USERS), sign("2025-12-16", NEXT), sign("2025-12-17", LAST))
                    .then(
                            dayCame("2027-10-01"),
                            first.started(TEN_USERS, "2027-01-01"),
                            first.issued(
                                    1,
                                    CONTRACT_STARTED,
                                    charge(TEN_USERS, 10, 365, "2026-01-01", "2027-01-01", "1500.00")),
                            renewal.renewed(period(TEN_USERS, 10, "2027-01-01", "2027-07-01")),
                            renewal.issued(
                                    2, RENEWED, charge(TEN_USERS, 10, 365, "2027-01-01", "2027-07-01", "743.84")),
                            second.started(NEXT, "2027-08-01"),
                            second.issued(
                                    3, CONTRACT_STARTED, charge(NEXT, 5, 31, "2027-07-01", "2027-08-01", "75.00")),
                            secondsRenewal.renewed(period(NEXT, 5, "2027-08-01", "2027-09-01")),
                            secondsRenewal.issued(4, RENEWED, charge(NEXT, 5, 31, "2027-08-01", "2027-09-01", "75.00")),
                            third.started(LAST, "2027-10-01"),
                            third.issued(
                                    5, CONTRACT_STARTED, charge(LAST, 7, 30, "2027-09-01", "2027-10-01", "105.00")),
                            startOf("2027-10-01").ended(7));
        }

        @ParameterizedTest
        @CsvSource({"2027-06-30", "2027-07-02"})
        void any_other_start_is_refused_running_or_not(String start) {
            Contract other = monthly(5, start, "2028-01-01");
            free(sign("2026-01-01", TEN_USERS)).refused(sign("2026-06-01", other), "invalid", "start");
            free(sign("2025-12-15", TEN_USERS)).refused(sign("2025-12-16", other), "invalid", "start");
        }

        @Test
        void it_follows_the_last_one_signed() {
            free(sign("2026-01-01", TEN_USERS), sign("2026-06-01", NEXT))
                    .refused(sign("2026-06-02", NEXT), "invalid", "start");
            free(sign("2026-01-01", TEN_USERS), sign("2026-06-01", NEXT))
                    .then(sign("2026-06-02", LAST), noonOf("2026-06-02").signed(LAST));
        }

        @Test
        void its_own_bounds_hold_too() {
            free(sign("2026-01-01", TEN_USERS))
                    .refused(sign("2026-06-01", monthly(0, "2027-07-01", "2027-09-01")), "invalid", "prepaidUsers");
        }

        @Test
        void once_the_last_has_ended_a_contract_starts_when_it_says() {
            Contract later = monthly(5, "2027-07-03", "2027-08-03");
            Moment now = noonOf("2027-07-03");
            free(sign("2026-01-01", TEN_USERS), dayCame("2027-01-01"), dayCame("2027-07-01"))
                    .then(
                            sign("2027-07-03", later),
                            now.signed(later),
                            now.started(later, "2027-08-03"),
                            now.issued(3, CONTRACT_STARTED, charge(later, 5, 31, "2027-07-03", "2027-08-03", "75.00")));
        }
    }

    @Nested
    class InTheZone {
        private static final Contract MARCH = monthly(10, "2026-03-08", "2026-06-08");

        /** The clocks go forward on 8 March 2026 in New York. */
        @Test
        void it_starts_and_renews_at_midnight_there_in_winter_and_in_summer() {
            ZoneId zone = ZoneId.of("America/New_York");
            Moment start = startOf("2026-03-08", zone);
            Moment renewal = startOf("2026-04-08", zone);
            Story signed = Story.after(open("2026-01-01", zone.getId()), sign("2026-02-01", MARCH));
            signed.refused(new BringUpToDate(ACME, Instant.parse("2026-03-08T04:59:59.999999999Z")), "nothing-due");
            signed.then(
                    new BringUpToDate(ACME, Instant.parse("2026-03-08T05:00:00Z")),
                    start.started(MARCH, "2026-04-08"),
                    start.issued(1, CONTRACT_STARTED, charge(MARCH, 10, 31, "2026-03-08", "2026-04-08", "150.00")));
            Story.after(open("2026-01-01", zone.getId()), sign("2026-02-01", MARCH), dayCame("2026-03-08"))
                    .then(
                            new BringUpToDate(ACME, Instant.parse("2026-04-08T04:00:00Z")),
                            renewal.renewed(period(MARCH, 10, "2026-04-08", "2026-05-08")),
                            renewal.issued(2, RENEWED, charge(MARCH, 10, 30, "2026-04-08", "2026-05-08", "150.00")));
        }

        /** In São Paulo 4 November 2018 began at one o'clock. */
        @Test
        void a_day_without_a_midnight_begins_at_its_first_instant() {
            Contract contract = monthly(10, "2018-11-04", "2018-12-04");
            Moment start = startOf("2018-11-04", ZoneId.of("America/Sao_Paulo"));
            Story signed = Story.after(open("2018-10-01", "America/Sao_Paulo"), sign("2018-10-02", contract));
            signed.refused(new BringUpToDate(ACME, Instant.parse("2018-11-04T02:59:59Z")), "nothing-due");
            signed.then(
                    new BringUpToDate(ACME, Instant.parse("2018-11-04T03:00:00Z")),
                    start.started(contract, "2018-12-04"),
                    start.issued(1, CONTRACT_STARTED, charge(contract, 10, 30, "2018-11-04", "2018-12-04", "150.00")));
        }

        @Test
        void whether_it_has_begun_is_decided_by_the_day_there() {
            Instant lastOf2025 = Instant.parse("2026-01-01T04:59:59.999999999Z");
            Instant firstOf2026 = Instant.parse("2026-01-01T05:00:00Z");
            Story account = Story.after(open("2025-12-01", "America/New_York"));
            account.then(
                    sign(lastOf2025, TEN_USERS), new Moment(lastOf2025, LocalDate.of(2025, 12, 31)).signed(TEN_USERS));
            account.thenEvents(sign(firstOf2026, TEN_USERS)).hasSize(3);
            account.refused(sign(firstOf2026, monthly(1, "2025-12-01", "2026-01-01")), "invalid", "end");
            account.thenEvents(sign(lastOf2025, monthly(1, "2025-12-01", "2026-01-01")))
                    .hasSize(3);
        }

        /** Rule 10d: the hour before the second midnight of 7 November 2010 in St John's is the 6th again. */
        @Test
        void in_the_hour_that_comes_again_it_starts_on_the_day_that_had_begun() {
            Instant the6thAgain = Instant.parse("2010-11-07T03:00:00Z");
            Contract contract = monthly(10, "2010-11-07", "2010-12-07");
            Moment the6th = new Moment(the6thAgain, LocalDate.of(2010, 11, 6));
            Moment the7th = new Moment(the6thAgain, LocalDate.of(2010, 11, 7));
            Story.after(open("2010-11-01", "America/St_Johns"))
                    .then(
                            sign(the6thAgain, contract),
                            the6th.signed(contract),
                            the7th.started(contract, "2010-12-07"),
                            the7th.issued(
                                    1,
                                    CONTRACT_STARTED,
                                    charge(contract, 10, 30, "2010-11-07", "2010-12-07", "150.00")));
            Story.after(open("2010-11-01", "America/St_Johns"), sign(the6thAgain, contract))
                    .then(
                            new AddPrepaidUsers(ACME, the6thAgain, 1, Optional.empty()),
                            the7th.added(10, 11),
                            the7th.issued(
                                    2, USERS_ADDED, charge(contract, 1, 30, "2010-11-07", "2010-12-07", "15.00")));
        }

        @Test
        void a_period_that_began_in_that_hour_counts_for_its_first_day() {
            Instant the6thAgain = Instant.parse("2010-11-07T03:00:00Z");
            Contract contract = monthly(10, "2010-10-07", "2010-12-07");
            Moment the6th = new Moment(the6thAgain, LocalDate.of(2010, 11, 6));
            Moment the7th = new Moment(the6thAgain, LocalDate.of(2010, 11, 7));
            Story.after(open("2010-11-01", "America/St_Johns"))
                    .then(
                            sign(the6thAgain, contract),
                            the6th.signed(contract),
                            the6th.started(contract, "2010-11-07"),
                            the6th.issued(
                                    1,
                                    CONTRACT_STARTED,
                                    charge(contract, 10, 31, "2010-10-07", "2010-11-07", "150.00")),
                            the7th.renewed(period(contract, 10, "2010-11-07", "2010-12-07")),
                            the7th.issued(2, RENEWED, charge(contract, 10, 30, "2010-11-07", "2010-12-07", "150.00")));
        }
    }
}
