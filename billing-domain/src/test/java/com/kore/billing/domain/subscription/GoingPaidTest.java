package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.CATALOG;
import static com.kore.billing.domain.subscription.Given.ENTERPRISE;
import static com.kore.billing.domain.subscription.Given.FIRST_CARD;
import static com.kore.billing.domain.subscription.Given.FREE;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.VISA;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.credit;
import static com.kore.billing.domain.subscription.Given.invoice;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.plan;
import static com.kore.billing.domain.subscription.Given.terms;
import static com.kore.billing.domain.subscription.Given.usd;
import static com.kore.billing.domain.subscription.Given.users;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.InvoiceTotals;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GoingPaidTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 15);
    private static final BillingPeriod MONTH = new BillingPeriod(DAY, LocalDate.of(2026, 2, 15));

    @Test
    void the_first_period_starts_today_and_is_charged_in_full_at_once() {
        Story.after(open("2026-01-01"))
                .then(
                        choose("2026-01-15", PREMIUM, MONTHLY, 3),
                        new PaymentMethodChanged(ACME, noon("2026-01-15"), DAY, 1, VISA, List.of()),
                        new PlanChanged(
                                ACME,
                                noon("2026-01-15"),
                                DAY,
                                FREE,
                                new PaidPeriod(terms(PREMIUM, MONTHLY, 3, "10.00"), DAY, MONTH)),
                        new InvoiceIssued(
                                ACME,
                                noon("2026-01-15"),
                                DAY,
                                invoice(1),
                                InvoiceOrigin.CHANGE,
                                InvoiceOccasion.WENT_PAID,
                                List.of(new InvoiceLine(
                                        InvoiceLine.Kind.CHARGE,
                                        PREMIUM,
                                        MONTHLY,
                                        usd("10.00"),
                                        3,
                                        31,
                                        31,
                                        MONTH,
                                        usd("30.00"),
                                        Optional.of(CATALOG))),
                                new InvoiceTotals(usd("30.00"), usd("0.00"), usd("0.00"), usd("30.00"), usd("0.00")),
                                Optional.of(FIRST_CARD)));
    }

    @Test
    void an_invoice_is_numbered_with_the_id_in_upper_case() {
        assertThat(invoice(1)).hasToString("ACME-0001");
    }

    @Test
    void any_count_of_users_may_be_chosen_fewer_than_before_too() {
        SubscriptionCommand[] five = {open("2026-01-01"), users("2026-01-10", 5)};
        InvoiceIssued fewer = Story.after(five).invoice(choose("2026-01-15", PREMIUM, MONTHLY, 2));
        InvoiceIssued unnamed = Story.after(five[0], five[1], new ChangePaymentMethod(ACME, noon("2026-01-11"), VISA))
                .invoice(plan("2026-01-15", PREMIUM, TermsChange.toInterval(MONTHLY)));

        assertThat(fewer.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.users()).isEqualTo(2));
        assertThat(fewer.totals().amountDue()).isEqualTo(usd("20.00"));
        assertThat(unnamed.totals().amountDue()).isEqualTo(usd("50.00"));
    }

    @Test
    void credits_pay_first() {
        InvoiceIssued invoice = Story.after(open("2026-01-01"), credit("2026-01-02", CreditKind.SIGNUP, "12.34"))
                .invoice(choose("2026-01-15", PREMIUM, MONTHLY, 3));
        assertThat(invoice.totals())
                .isEqualTo(new InvoiceTotals(usd("30.00"), usd("12.34"), usd("0.00"), usd("17.66"), usd("0.00")));
    }

    @Test
    void an_invoice_that_credits_pay_in_full_needs_no_payment() {
        InvoiceIssued invoice = Story.after(open("2026-01-01"), credit("2026-01-02", CreditKind.SIGNUP, "50.00"))
                .invoice(choose("2026-01-15", PREMIUM, MONTHLY, 3));
        assertThat(invoice.totals())
                .isEqualTo(new InvoiceTotals(usd("30.00"), usd("30.00"), usd("0.00"), usd("0.00"), usd("20.00")));
        assertThat(invoice.paymentMethod()).isEmpty();
    }

    @Test
    void a_currency_has_its_own_price() {
        InvoiceIssued invoice = Story.after(new OpenSubscription(
                        ACME,
                        noon("2026-01-01"),
                        "Acme",
                        CurrencyUnit.EUR,
                        ZoneId.of("UTC"),
                        1,
                        Optional.of(Given.PROFILE)))
                .invoice(choose("2026-01-15", PREMIUM, MONTHLY, 2));
        assertThat(invoice.totals().amountDue()).isEqualTo(Money.parse("EUR 18.00"));
    }

    @Nested
    class Refused_in_the_order_plan_interval_method_profile {
        private final Story bare = Story.after(new OpenSubscription(
                ACME, noon("2026-01-01"), "Acme", CurrencyUnit.USD, ZoneId.of("UTC"), 1, Optional.empty()));

        @Test
        void an_unknown_plan() {
            bare.refused(plan("2026-01-15", new PlanId("gold")), "plan-unknown");
        }

        @Test
        void no_interval() {
            bare.refused(plan("2026-01-15", PREMIUM), "interval-required");
        }

        @Test
        void no_payment_method() {
            bare.refused(plan("2026-01-15", PREMIUM, TermsChange.toInterval(MONTHLY)), "payment-method-required");
        }

        @Test
        void no_billing_profile() {
            bare.refused(choose("2026-01-15", PREMIUM, MONTHLY, 1), "billing-profile-required");
        }

        @Test
        void no_users() {
            bare.refused(choose("2026-01-15", PREMIUM, MONTHLY, 0), "invalid");
        }
    }

    @Test
    void an_interval_without_a_price_in_the_currency_is_not_offered() {
        Story.after(new OpenSubscription(
                        ACME,
                        noon("2026-01-01"),
                        "Acme",
                        CurrencyUnit.EUR,
                        ZoneId.of("UTC"),
                        1,
                        Optional.of(Given.PROFILE)))
                .refused(choose("2026-01-15", PREMIUM, ANNUAL, 1), "not-offered");
    }

    @Test
    void nothing_is_offered_before_the_first_version_of_the_catalog() {
        PlanCatalog from2027 = new PlanCatalog(List.of(new PlanCatalog.Version(
                LocalDate.of(2027, 1, 1), Given.catalog().versions().getFirst().plans())));
        Story.sellingFrom(from2027, open("2026-01-01"))
                .refused(choose("2026-01-15", PREMIUM, MONTHLY, 1), "not-offered");
    }

    @Test
    void a_card_is_valid_through_its_expiry_month_and_refused_afterwards() {
        Story story = Story.after(open("2026-01-01"));
        story.thenEvents(withCardExpiring("2026-01-31", YearMonth.of(2026, 1))).hasSize(3);
        Story.after(open("2026-01-01")).refused(withCardExpiring("2026-02-01", YearMonth.of(2026, 1)), "card-expired");
    }

    @Test
    void a_card_on_file_that_has_expired_meanwhile_is_refused() {
        Story.after(
                        open("2026-01-01"),
                        new ChangePaymentMethod(
                                ACME,
                                noon("2026-01-02"),
                                new PaymentMethod.Card("tok_visa", "visa", "4242", YearMonth.of(2026, 1))))
                .refused(plan("2026-02-15", PREMIUM, TermsChange.toInterval(MONTHLY)), "card-expired");
    }

    @Test
    void another_amount_than_expected_is_refused() {
        Story story = Story.after(open("2026-01-01"));
        story.refused(expecting("20.00"), "amount-changed");
        Story.after(open("2026-01-01")).thenEvents(expecting("30.00")).hasSize(3);
    }

    @Test
    void an_expectation_in_another_currency_is_refused() {
        Story.after(open("2026-01-01")).refused(expecting(Money.parse("EUR 30.00")), "currency-mismatch");
    }

    @Test
    void on_the_free_plan_the_count_of_users_just_changes() {
        Story.after(open("2026-01-01"))
                .then(users("2026-01-15", 4), new ManagedUsersChanged(ACME, noon("2026-01-15"), DAY, 1, 4));
        Story.after(open("2026-01-01")).refused(users("2026-01-15", 1), "no-change");
        Story.after(open("2026-01-01")).refused(users("2026-01-15", 0), "invalid");
    }

    @Test
    void the_free_plan_again_is_no_change() {
        Story.after(open("2026-01-01")).refused(plan("2026-01-15", FREE), "no-change");
    }

    @Test
    void what_comes_along_with_the_free_plan_is_put_on_file() {
        ChangePlan free = new ChangePlan(
                ACME,
                noon("2026-01-15"),
                FREE,
                Optional.empty(),
                Optional.of(7),
                Optional.of(VISA),
                Optional.of(Given.PROFILE),
                Optional.empty());
        assertThat(Story.after(open("2026-01-01")).events(free))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("PaymentMethodChanged", "BillingProfileUpdated", "ManagedUsersChanged");
    }

    @Test
    void what_only_a_paid_subscription_can_do_is_refused() {
        Story.after(open("2026-01-01")).refused(Given.interval("2026-01-15", ANNUAL), "not-paid");
        Story.after(open("2026-01-01")).refused(Given.cancel("2026-01-15"), "not-paid");
    }

    @Test
    void a_time_before_the_last_events_counts_as_that_one() {
        assertThat(Story.after(open("2026-01-15")).events(choose("2026-01-10", ENTERPRISE, ANNUAL, 1)))
                .allSatisfy(event -> {
                    assertThat(event.at()).isEqualTo(noon("2026-01-15"));
                    assertThat(event.on()).isEqualTo(DAY);
                });
    }

    @Test
    void the_day_begins_at_midnight_of_the_accounts_zone() {
        Instant stillTheDayBeforeInNewYork = Instant.parse("2026-01-16T04:59:59Z");
        InvoiceIssued invoice = Story.after(open("2026-01-01", "America/New_York"))
                .invoice(choose(stillTheDayBeforeInNewYork, PREMIUM, MONTHLY, 1));
        assertThat(invoice.on()).isEqualTo(DAY);
    }

    private static ChangePlan withCardExpiring(String day, YearMonth expiry) {
        return new ChangePlan(
                ACME,
                noon(day),
                PREMIUM,
                Optional.of(MONTHLY),
                Optional.empty(),
                Optional.of(new PaymentMethod.Card("tok_visa", "visa", "4242", expiry)),
                Optional.empty(),
                Optional.empty());
    }

    private static ChangePlan expecting(String amount) {
        return expecting(usd(amount));
    }

    private static ChangePlan expecting(Money amount) {
        return new ChangePlan(
                ACME,
                noon("2026-01-15"),
                PREMIUM,
                Optional.of(MONTHLY),
                Optional.of(3),
                Optional.of(VISA),
                Optional.empty(),
                Optional.of(amount));
    }
}
