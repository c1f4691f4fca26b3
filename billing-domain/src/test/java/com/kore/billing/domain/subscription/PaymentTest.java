package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.ENTERPRISE;
import static com.kore.billing.domain.subscription.Given.FIRST_CARD;
import static com.kore.billing.domain.subscription.Given.FREE;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.cancel;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.credit;
import static com.kore.billing.domain.subscription.Given.dayCame;
import static com.kore.billing.domain.subscription.Given.declined;
import static com.kore.billing.domain.subscription.Given.invoice;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.outcome;
import static com.kore.billing.domain.subscription.Given.paid;
import static com.kore.billing.domain.subscription.Given.plan;
import static com.kore.billing.domain.subscription.Given.terms;
import static com.kore.billing.domain.subscription.Given.usd;
import static com.kore.billing.domain.subscription.Given.users;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeUndone;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rule 15: a charge that a command made is paid or undone. */
class PaymentTest {
    private static final LocalDate JAN_15 = LocalDate.of(2026, 1, 15);
    private static final LocalDate FEB_1 = LocalDate.of(2026, 2, 1);
    private static final PaidPeriod PREMIUM_MONTH = new PaidPeriod(
            terms(PREMIUM, MONTHLY, 3, "10.00"), JAN_15, new BillingPeriod(JAN_15, LocalDate.of(2026, 2, 15)));

    private static Story bought(SubscriptionCommand... then) {
        return story(new SubscriptionCommand[] {open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3)}, then);
    }

    private static Story paying(SubscriptionCommand... then) {
        return story(
                new SubscriptionCommand[] {
                    open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3), paid("2026-01-15", 1)
                },
                then);
    }

    private static Story story(SubscriptionCommand[] first, SubscriptionCommand... then) {
        SubscriptionCommand[] all = new SubscriptionCommand[first.length + then.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(then, 0, all, first.length, then.length);
        return Story.after(all);
    }

    @Test
    void a_payment_that_succeeds_settles_the_invoice() {
        bought().then(
                        paid("2026-01-15", 1),
                        new PaymentSucceeded(
                                ACME,
                                noon("2026-01-15"),
                                JAN_15,
                                invoice(1),
                                1,
                                FIRST_CARD,
                                usd("30.00"),
                                Optional.empty()));
    }

    @Test
    void an_outcome_that_is_reported_twice_has_one_effect() {
        paying().refused(paid("2026-01-15", 1), "attempt-settled");
        paying().refused(paid("2026-01-15", 7), "attempt-settled");
        bought().refused(outcome("2026-01-15", 1, 2, new Unknown("timeout")), "attempt-settled");
    }

    @Test
    void a_decline_is_the_last_word_about_an_attempt() {
        bought(declined("2026-01-15", 1)).refused(paid("2026-01-15", 1), "attempt-settled");
        bought(outcome("2026-01-15", 1, 1, new Unknown(Unknown.TIMEOUT)), declined("2026-01-16", 1))
                .refused(paid("2026-01-16", 1), "attempt-settled");
    }

    @Nested
    class Declined {
        private final PaymentDeclined firstPurchase = new PaymentDeclined(
                ACME,
                noon("2026-01-15"),
                JAN_15,
                invoice(1),
                1,
                FIRST_CARD,
                usd("30.00"),
                "card_declined",
                Optional.empty(),
                Optional.empty());

        @Test
        void who_went_paid_is_free_again() {
            bought().then(
                            declined("2026-01-15", 1),
                            firstPurchase,
                            new ChangeUndone(
                                    ACME,
                                    noon("2026-01-15"),
                                    JAN_15,
                                    invoice(1),
                                    Optional.empty(),
                                    FREE,
                                    1,
                                    Optional.empty()),
                            new InvoiceVoided(ACME, noon("2026-01-15"), JAN_15, invoice(1), usd("0.00"), usd("0.00")));
            bought(declined("2026-01-15", 1)).refused(cancel("2026-01-16"), "not-paid");
        }

        /** Rule 15b: the second purchase names neither. */
        @Test
        void a_method_and_a_profile_that_were_given_with_the_change_stay_on_file() {
            ChangePlan withBoth = new ChangePlan(
                    ACME,
                    noon("2026-01-15"),
                    PREMIUM,
                    Optional.of(MONTHLY),
                    Optional.empty(),
                    Optional.of(Given.VISA),
                    Optional.of(Given.PROFILE),
                    Optional.empty());
            Story.after(
                            new OpenSubscription(
                                    ACME,
                                    noon("2026-01-01"),
                                    "Acme",
                                    CurrencyUnit.USD,
                                    ZoneOffset.UTC,
                                    1,
                                    Optional.empty()),
                            withBoth,
                            declined("2026-01-15", 1))
                    .thenEvents(plan("2026-01-16", PREMIUM, TermsChange.toInterval(MONTHLY)))
                    .hasSize(2);
        }

        @Test
        void the_next_purchase_has_the_next_number() {
            InvoiceIssued issued = bought(declined("2026-01-15", 1)).invoice(choose("2026-01-16", PREMIUM, MONTHLY, 3));
            assertThat(issued.invoiceId()).isEqualTo(invoice(2));
        }

        @Test
        void an_upgrade_leaves_no_trace_in_terms_and_credit_balance() {
            var events = paying(credit("2026-01-20", CreditKind.GOODWILL, "5.00"), plan("2026-02-01", ENTERPRISE))
                    .events(declined("2026-02-01", 2));
            assertThat(events.get(1))
                    .isEqualTo(new ChangeUndone(
                            ACME,
                            noon("2026-02-01"),
                            FEB_1,
                            invoice(2),
                            Optional.of(PREMIUM_MONTH),
                            PREMIUM,
                            3,
                            Optional.empty()));
            assertThat(events.get(2))
                    .isEqualTo(
                            new InvoiceVoided(ACME, noon("2026-02-01"), FEB_1, invoice(2), usd("5.00"), usd("5.00")));
        }

        @Test
        void a_change_of_interval_restores_period_and_anchor() {
            assertThat(paying(Given.interval("2026-02-01", ANNUAL))
                            .events(declined("2026-02-01", 2))
                            .get(1))
                    .isEqualTo(new ChangeUndone(
                            ACME,
                            noon("2026-02-01"),
                            FEB_1,
                            invoice(2),
                            Optional.of(PREMIUM_MONTH),
                            PREMIUM,
                            3,
                            Optional.empty()));
        }

        @Test
        void what_the_change_had_dropped_is_scheduled_again() {
            var events = paying(users("2026-01-20", 2), users("2026-02-01", 5)).events(declined("2026-02-01", 2));
            assertThat(((ChangeUndone) events.get(1)).scheduledChange())
                    .hasValueSatisfying(change -> assertThat(change.parts()).isEqualTo(TermsChange.toManagedUsers(2)));
        }

        @Test
        void what_a_cancellation_has_dropped_since_stays_dropped() {
            var events = paying(
                            users("2026-01-20", 2),
                            users("2026-02-01", 5),
                            cancel("2026-02-02"),
                            new WithdrawCancellation(ACME, noon("2026-02-03")))
                    .events(declined("2026-02-04", 2));
            assertThat(((ChangeUndone) events.get(1)).scheduledChange()).isEmpty();
        }

        @Test
        void what_was_chosen_meanwhile_stays_where_it_still_differs() {
            var events = paying(users("2026-02-01", 5), users("2026-02-02", 4)).events(declined("2026-02-03", 2));
            assertThat(((ChangeUndone) events.get(1)).scheduledChange()).hasValueSatisfying(change -> {
                assertThat(change.parts()).isEqualTo(TermsChange.toManagedUsers(4));
                assertThat(change.expectedTerms().managedUsers()).isEqualTo(4);
            });
            var afterUpgrade = paying(plan("2026-02-01", ENTERPRISE), users("2026-02-02", 2))
                    .events(declined("2026-02-03", 2));
            assertThat(((ChangeUndone) afterUpgrade.get(1)).scheduledChange())
                    .hasValueSatisfying(change ->
                            assertThat(change.expectedTerms()).isEqualTo(terms(PREMIUM, MONTHLY, 2, "10.00")));
            var none = paying(users("2026-02-01", 5), users("2026-02-02", 3)).events(declined("2026-02-03", 2));
            assertThat(((ChangeUndone) none.get(1)).scheduledChange()).isEmpty();
        }
    }

    @Nested
    class While_the_outcome_is_open {
        @Test
        void a_further_command_that_would_charge_is_refused() {
            bought().refused(users("2026-01-16", 5), "payment-pending");
            bought(outcome("2026-01-15", 1, 1, new Unknown("timeout")))
                    .refused(plan("2026-01-16", ENTERPRISE), "payment-pending");
        }

        @Test
        void a_change_is_refused_also_when_credits_would_pay_for_it() {
            bought(credit("2026-01-15", CreditKind.GOODWILL, "1000.00"))
                    .refused(users("2026-01-16", 5), "payment-pending");
            paying(credit("2026-01-15", CreditKind.GOODWILL, "1000.00"))
                    .thenEvents(users("2026-01-16", 5))
                    .hasSize(2);
        }

        @Test
        void what_waits_may_be_chosen() {
            bought().thenEvents(users("2026-01-16", 2)).hasSize(1);
            bought().thenEvents(cancel("2026-01-16")).hasSize(1);
        }

        @Test
        void the_renewal_waits_and_is_decided_once_the_outcome_is_known() {
            bought().refused(dayCame("2026-02-20"), "nothing-due");
            bought().refused(cancel("2026-02-20"), "payment-pending");
            bought(cancel("2026-01-20")).refused(new WithdrawCancellation(ACME, noon("2026-02-20")), "payment-pending");
            bought(users("2026-01-20", 2))
                    .refused(new WithdrawScheduledChange(ACME, noon("2026-02-20")), "payment-pending");
            bought(paid("2026-02-20", 1)).thenEvents(dayCame("2026-02-20")).hasSize(2);
            bought(declined("2026-02-20", 1)).refused(dayCame("2026-02-20"), "nothing-due");
        }
    }

    @Test
    void an_unknown_outcome_is_asked_for_after_1_5_and_30_minutes_then_hourly() {
        SubscriptionCommand[] asked = new SubscriptionCommand[5];
        long[] minutes = {1, 4, 25, 60, 60};
        for (int inquiry = 0; inquiry < 5; inquiry++) {
            SubscriptionCommand[] before = new SubscriptionCommand[inquiry];
            System.arraycopy(asked, 0, before, 0, inquiry);
            asked[inquiry] = outcome("2026-01-15", 1, 1, new Unknown("timeout"));
            bought(before)
                    .then(
                            asked[inquiry],
                            new PaymentOutcomeUnknown(
                                    ACME,
                                    noon("2026-01-15"),
                                    JAN_15,
                                    invoice(1),
                                    1,
                                    FIRST_CARD,
                                    usd("30.00"),
                                    "timeout",
                                    noon("2026-01-15").plus(Duration.ofMinutes(minutes[inquiry])),
                                    Optional.empty()));
        }
    }

    @Test
    void a_payment_method_is_effective_at_once_and_an_expired_card_is_refused() {
        PaymentMethod ach = new PaymentMethod.AchDebit("ba_ok", "First Bank", "6789");
        Story.after(open("2026-01-01"))
                .then(
                        new ChangePaymentMethod(ACME, noon("2026-01-15"), ach),
                        new PaymentMethodChanged(ACME, noon("2026-01-15"), JAN_15, 1, ach, List.of()));
        Story.after(open("2026-01-01"))
                .refused(
                        new ChangePaymentMethod(
                                ACME,
                                noon("2026-01-15"),
                                new PaymentMethod.Card("tok_visa", "visa", "4242", YearMonth.of(2025, 12))),
                        "card-expired");
    }

    @Test
    void credit_is_granted_in_the_accounts_currency_above_zero_and_at_sign_up_once() {
        Story.after(open("2026-01-01"))
                .thenEvents(credit("2026-01-02", CreditKind.SIGNUP, "5.00"))
                .hasSize(1);
        Story.after(open("2026-01-01")).refused(credit("2026-01-02", CreditKind.SIGNUP, "0.00"), "invalid");
        Story.after(open("2026-01-01"), credit("2026-01-02", CreditKind.SIGNUP, "5.00"))
                .refused(credit("2026-01-03", CreditKind.SIGNUP, "5.00"), "credit-already-granted");
        Story.after(open("2026-01-01"), credit("2026-01-02", CreditKind.GOODWILL, "5.00"))
                .thenEvents(credit("2026-01-03", CreditKind.GOODWILL, "5.00"))
                .hasSize(1);
    }

    @Test
    void a_credit_balance_stays_exact_in_every_json_reader() {
        Story.after(open("2026-01-01"), credit("2026-01-02", CreditKind.GOODWILL, "89999999999999.99"))
                .thenEvents(credit("2026-01-03", CreditKind.GOODWILL, "0.01"))
                .hasSize(1);
        Story.after(open("2026-01-01"), credit("2026-01-02", CreditKind.GOODWILL, "89999999999999.99"))
                .refused(credit("2026-01-03", CreditKind.GOODWILL, "0.02"), "invalid");
    }

    @Test
    void credit_that_an_open_invoice_has_taken_may_come_back_and_counts_as_if_it_had() {
        Supplier<Story> pending = () -> Story.after(
                open("2026-01-01"),
                credit("2026-01-02", CreditKind.GOODWILL, "10.00"),
                choose("2026-01-15", PREMIUM, MONTHLY, 3));

        pending.get()
                .thenEvents(credit("2026-01-16", CreditKind.GOODWILL, "89999999999990.00"))
                .hasSize(1);
        pending.get().refused(credit("2026-01-16", CreditKind.GOODWILL, "89999999999990.01"), "invalid");
    }
}
