package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.ENTERPRISE;
import static com.kore.billing.domain.subscription.Given.FREE;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.VISA;
import static com.kore.billing.domain.subscription.Given.cancel;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.interval;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.paid;
import static com.kore.billing.domain.subscription.Given.plan;
import static com.kore.billing.domain.subscription.Given.terms;
import static com.kore.billing.domain.subscription.Given.usd;
import static com.kore.billing.domain.subscription.Given.users;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.ScheduledChangeWithdrawn;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rules 3 to 7 and 12 on a paid plan. The monthly period of these histories is [15 January, 15 February), 31 days. */
class ChangingTermsTest {
    private static final LocalDate FEB_1 = LocalDate.of(2026, 2, 1);
    private static final LocalDate JAN_15 = LocalDate.of(2026, 1, 15);
    private static final BillingPeriod MONTH = new BillingPeriod(JAN_15, LocalDate.of(2026, 2, 15));
    private static final BillingPeriod YEAR = new BillingPeriod(JAN_15, LocalDate.of(2027, 1, 15));

    private static Story on(PlanId plan, BillingInterval interval, int users, SubscriptionCommand... then) {
        SubscriptionCommand[] history = new SubscriptionCommand[then.length + 3];
        history[0] = open("2026-01-01");
        history[1] = choose("2026-01-15", plan, interval, users);
        history[2] = paid("2026-01-15", 1);
        System.arraycopy(then, 0, history, 3, then.length);
        return Story.after(history);
    }

    private static Optional<Money> amounts(InvoiceIssued invoice, InvoiceLine.Kind kind) {
        return invoice.lines().stream()
                .filter(line -> line.kind() == kind)
                .map(InvoiceLine::amount)
                .findFirst();
    }

    private static ScheduledChange scheduled(BillingPeriod present, TermsChange parts, Terms becomes) {
        return new ScheduledChange(present.end(), parts, becomes);
    }

    private static TermsChange parts(PlanId plan) {
        return new TermsChange(Optional.of(plan), Optional.empty(), Optional.empty());
    }

    private static ChangeScheduled changeScheduled(ScheduledChange change) {
        return new ChangeScheduled(ACME, noon("2026-02-01"), FEB_1, change);
    }

    @Nested
    class A_plan_up {
        @Test
        void is_effective_now_charged_for_the_remaining_days_net_of_the_unused_ones() {
            Story story = on(PREMIUM, MONTHLY, 3);
            var events = story.events(plan("2026-02-01", ENTERPRISE));
            assertThat(events.getFirst())
                    .isEqualTo(new PlanChanged(
                            ACME,
                            noon("2026-02-01"),
                            FEB_1,
                            PREMIUM,
                            new PaidPeriod(terms(ENTERPRISE, MONTHLY, 3, "20.00"), JAN_15, MONTH)));
            InvoiceIssued invoice = (InvoiceIssued) events.getLast();
            assertThat(invoice.lines()).extracting(InvoiceLine::days).containsExactly(14, 14);
            assertThat(invoice.lines()).extracting(InvoiceLine::amount).containsExactly(usd("-13.55"), usd("27.10"));
            assertThat(invoice.totals().amountDue()).isEqualTo(usd("13.55"));
            assertThat(events).hasSize(2);
        }

        @Test
        void with_more_users_charges_all_of_them_at_the_new_price_and_credits_those_present() {
            InvoiceIssued invoice =
                    on(PREMIUM, MONTHLY, 3).invoice(plan("2026-02-01", ENTERPRISE, TermsChange.toManagedUsers(5)));
            assertThat(amounts(invoice, InvoiceLine.Kind.CREDIT)).contains(usd("-13.55"));
            assertThat(amounts(invoice, InvoiceLine.Kind.CHARGE)).contains(usd("45.16"));
        }

        @Test
        void puts_a_payment_method_on_file_that_comes_along_and_is_charged_to_it() {
            var events = on(PREMIUM, MONTHLY, 3).events(choose("2026-02-01", ENTERPRISE, MONTHLY, 3));
            assertThat(events)
                    .hasSize(3)
                    .first()
                    .isEqualTo(new PaymentMethodChanged(ACME, noon("2026-02-01"), FEB_1, 2, VISA, List.of()));
            assertThat(((InvoiceIssued) events.getLast()).paymentMethod())
                    .contains(new PaymentMethod.Ref(2, PaymentMethod.Kind.CARD));
        }

        @Test
        void with_fewer_users_charges_those_present_and_the_reduction_waits() {
            var events = on(PREMIUM, MONTHLY, 3).events(plan("2026-02-01", ENTERPRISE, TermsChange.toManagedUsers(2)));
            assertThat(events)
                    .contains(changeScheduled(
                            scheduled(MONTH, TermsChange.toManagedUsers(2), terms(ENTERPRISE, MONTHLY, 2, "20.00"))));
            assertThat(((InvoiceIssued) events.getLast()).lines())
                    .extracting(InvoiceLine::users)
                    .containsExactly(3, 3);
        }

        @Test
        void with_annual_to_monthly_is_the_plan_now_at_the_annual_price_and_the_interval_later() {
            var events = on(PREMIUM, ANNUAL, 1).events(plan("2026-02-01", ENTERPRISE, TermsChange.toInterval(MONTHLY)));
            assertThat(events.getFirst())
                    .isEqualTo(new PlanChanged(
                            ACME,
                            noon("2026-02-01"),
                            FEB_1,
                            PREMIUM,
                            new PaidPeriod(terms(ENTERPRISE, ANNUAL, 1, "200.00"), JAN_15, YEAR)));
            assertThat(events)
                    .contains(changeScheduled(
                            scheduled(YEAR, TermsChange.toInterval(MONTHLY), terms(ENTERPRISE, MONTHLY, 1, "20.00"))));
            // 348 of 365 days: 190.6849 - 95.3425
            assertThat(((InvoiceIssued) events.getLast()).totals().amountDue()).isEqualTo(usd("95.34"));
        }

        @Test
        void with_monthly_to_annual_starts_a_year_today() {
            InvoiceIssued invoice =
                    on(PREMIUM, MONTHLY, 3).invoice(plan("2026-02-01", ENTERPRISE, TermsChange.toInterval(ANNUAL)));
            assertThat(invoice.lines()).extracting(InvoiceLine::amount).containsExactly(usd("-13.55"), usd("600.00"));
            assertThat(invoice.lines().getLast().period()).isEqualTo(new BillingPeriod(FEB_1, FEB_1.plusYears(1)));
        }
    }

    @Nested
    class A_plan_down {
        @Test
        void waits_for_the_periods_end_and_charges_nothing() {
            on(ENTERPRISE, MONTHLY, 3)
                    .then(
                            plan("2026-02-01", PREMIUM),
                            changeScheduled(scheduled(MONTH, parts(PREMIUM), terms(PREMIUM, MONTHLY, 3, "10.00"))));
        }

        @Test
        void makes_annual_and_fewer_users_wait_with_it() {
            on(ENTERPRISE, MONTHLY, 3)
                    .then(
                            plan(
                                    "2026-02-01",
                                    PREMIUM,
                                    new TermsChange(Optional.empty(), Optional.of(ANNUAL), Optional.of(2))),
                            changeScheduled(scheduled(
                                    MONTH,
                                    new TermsChange(Optional.of(PREMIUM), Optional.of(ANNUAL), Optional.of(2)),
                                    terms(PREMIUM, ANNUAL, 2, "100.00"))));
        }

        @Test
        void does_not_make_more_users_wait() {
            var events = on(ENTERPRISE, MONTHLY, 3).events(plan("2026-02-01", PREMIUM, TermsChange.toManagedUsers(5)));
            assertThat(events)
                    .contains(
                            new ManagedUsersChanged(ACME, noon("2026-02-01"), FEB_1, 3, 5),
                            changeScheduled(scheduled(MONTH, parts(PREMIUM), terms(PREMIUM, MONTHLY, 5, "10.00"))));
            assertThat(((InvoiceIssued) events.getLast()).totals().amountDue()).isEqualTo(usd("18.06"));
        }

        @Test
        void to_the_free_plan_is_canceling() {
            on(ENTERPRISE, MONTHLY, 3)
                    .then(
                            plan("2026-02-01", FREE),
                            new CancellationScheduled(ACME, noon("2026-02-01"), FEB_1, MONTH.end(), Optional.empty()));
        }
    }

    @Nested
    class A_change_of_interval {
        @Test
        void monthly_to_annual_is_charged_now_net_of_the_unused_days_and_today_becomes_the_anchor() {
            var events = on(PREMIUM, MONTHLY, 3).events(interval("2026-02-01", ANNUAL));
            assertThat(events.getFirst())
                    .isEqualTo(new BillingIntervalChanged(
                            ACME,
                            noon("2026-02-01"),
                            FEB_1,
                            MONTHLY,
                            new PaidPeriod(
                                    terms(PREMIUM, ANNUAL, 3, "100.00"),
                                    FEB_1,
                                    new BillingPeriod(FEB_1, FEB_1.plusYears(1)))));
            InvoiceIssued invoice = (InvoiceIssued) events.getLast();
            assertThat(invoice.totals().amountDue()).isEqualTo(usd("286.45"));
            assertThat(invoice.occasion()).isEqualTo(InvoiceOccasion.INTERVAL_CHANGED);
        }

        @Test
        void an_annual_subscription_turns_monthly_only_when_its_paid_year_ends() {
            on(PREMIUM, ANNUAL, 3)
                    .then(
                            interval("2026-02-01", MONTHLY),
                            changeScheduled(scheduled(
                                    YEAR, TermsChange.toInterval(MONTHLY), terms(PREMIUM, MONTHLY, 3, "10.00"))));
        }

        @Test
        void to_annual_joins_a_plan_down_that_is_scheduled_and_waits() {
            on(ENTERPRISE, MONTHLY, 3, plan("2026-01-20", PREMIUM))
                    .then(
                            interval("2026-02-01", ANNUAL),
                            changeScheduled(scheduled(
                                    MONTH,
                                    new TermsChange(Optional.of(PREMIUM), Optional.of(ANNUAL), Optional.empty()),
                                    terms(PREMIUM, ANNUAL, 3, "100.00"))));
        }

        @Test
        void to_the_present_one_is_no_change() {
            on(PREMIUM, MONTHLY, 3).refused(interval("2026-02-01", MONTHLY), "no-change");
        }
    }

    @Nested
    class A_change_of_users {
        @Test
        void more_are_charged_for_the_remaining_days_at_the_terms_price() {
            var events = on(PREMIUM, MONTHLY, 3).events(users("2026-02-01", 5));
            assertThat(events.getFirst()).isEqualTo(new ManagedUsersChanged(ACME, noon("2026-02-01"), FEB_1, 3, 5));
            InvoiceIssued invoice = (InvoiceIssued) events.getLast();
            assertThat(invoice.lines()).singleElement().satisfies(line -> {
                assertThat(line.users()).isEqualTo(2);
                assertThat(line.amount()).isEqualTo(usd("9.03"));
            });
            assertThat(invoice.occasion()).isEqualTo(InvoiceOccasion.USERS_ADDED);
        }

        @Test
        void fewer_wait_for_the_periods_end() {
            on(PREMIUM, MONTHLY, 3)
                    .then(
                            users("2026-02-01", 2),
                            changeScheduled(scheduled(
                                    MONTH, TermsChange.toManagedUsers(2), terms(PREMIUM, MONTHLY, 2, "10.00"))));
        }

        @Test
        void the_same_is_no_change() {
            on(PREMIUM, MONTHLY, 3).refused(users("2026-02-01", 3), "no-change");
        }

        @Test
        void fewer_than_one_or_too_many_are_refused() {
            on(PREMIUM, MONTHLY, 3).refused(users("2026-02-01", 0), "invalid");
            on(PREMIUM, MONTHLY, 3).refused(plan("2026-02-01", ENTERPRISE, TermsChange.toManagedUsers(0)), "invalid");
            on(PREMIUM, MONTHLY, 3).refused(users("2026-02-01", 1_000_001), "invalid");
        }

        @Test
        void another_amount_than_expected_is_refused() {
            on(PREMIUM, MONTHLY, 3)
                    .refused(
                            new ChangeManagedUsers(ACME, noon("2026-02-01"), 5, Optional.of(usd("9.02"))),
                            "amount-changed");
            on(PREMIUM, MONTHLY, 3)
                    .refused(
                            new ChangeManagedUsers(ACME, noon("2026-02-01"), 2, Optional.of(usd("9.03"))),
                            "amount-changed");
        }
    }

    @Nested
    class The_one_scheduled_change {
        private final Story both =
                on(ENTERPRISE, MONTHLY, 3, plan("2026-01-20", PREMIUM, TermsChange.toManagedUsers(2)));

        @Test
        void a_later_choice_replaces_the_same_part() {
            both.then(
                    users("2026-02-01", 1),
                    changeScheduled(scheduled(
                            MONTH,
                            new TermsChange(Optional.of(PREMIUM), Optional.empty(), Optional.of(1)),
                            terms(PREMIUM, MONTHLY, 1, "10.00"))));
        }

        @Test
        void asking_for_the_present_value_drops_that_part_and_the_others_stay_priced_anew() {
            both.then(
                    plan("2026-02-01", ENTERPRISE),
                    changeScheduled(
                            scheduled(MONTH, TermsChange.toManagedUsers(2), terms(ENTERPRISE, MONTHLY, 2, "20.00"))));
        }

        @Test
        void an_immediate_change_drops_that_part() {
            var events = both.events(users("2026-02-01", 4));
            assertThat(events)
                    .contains(changeScheduled(scheduled(MONTH, parts(PREMIUM), terms(PREMIUM, MONTHLY, 4, "10.00"))));
        }

        @Test
        void with_nothing_left_it_is_withdrawn() {
            both.then(
                    plan("2026-02-01", ENTERPRISE, TermsChange.toManagedUsers(3)),
                    new ScheduledChangeWithdrawn(ACME, noon("2026-02-01"), FEB_1));
        }

        @Test
        void can_be_withdrawn_as_a_whole() {
            both.then(
                    new WithdrawScheduledChange(ACME, noon("2026-02-01")),
                    new ScheduledChangeWithdrawn(ACME, noon("2026-02-01"), FEB_1));
        }

        @Test
        void withdrawing_nothing_is_refused() {
            on(PREMIUM, MONTHLY, 3).refused(new WithdrawScheduledChange(ACME, noon("2026-02-01")), "nothing-scheduled");
        }

        @Test
        void is_dropped_by_a_cancellation() {
            both.then(
                    cancel("2026-02-01"),
                    new ScheduledChangeWithdrawn(ACME, noon("2026-02-01"), FEB_1),
                    new CancellationScheduled(ACME, noon("2026-02-01"), FEB_1, MONTH.end(), Optional.empty()));
        }
    }

    @Test
    void the_present_plan_again_is_no_change() {
        on(PREMIUM, MONTHLY, 3).refused(plan("2026-02-01", PREMIUM), "no-change");
    }

    @Test
    void an_unknown_plan_is_refused() {
        on(PREMIUM, MONTHLY, 3).refused(plan("2026-02-01", new PlanId("gold")), "plan-unknown");
    }

    @Test
    void a_change_on_the_first_day_credits_and_charges_the_whole_period() {
        InvoiceIssued invoice = on(PREMIUM, MONTHLY, 3).invoice(plan("2026-01-15", ENTERPRISE));
        assertThat(invoice.lines()).extracting(InvoiceLine::amount).containsExactly(usd("-30.00"), usd("60.00"));
    }

    @Test
    void a_change_on_the_last_day_is_about_one_day() {
        InvoiceIssued invoice = on(PREMIUM, MONTHLY, 3).invoice(plan("2026-02-14", ENTERPRISE));
        assertThat(invoice.lines()).extracting(InvoiceLine::amount).containsExactly(usd("-0.97"), usd("1.94"));
    }
}
