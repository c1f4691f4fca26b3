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
import static com.kore.billing.domain.subscription.Given.creditNote;
import static com.kore.billing.domain.subscription.Given.dayCame;
import static com.kore.billing.domain.subscription.Given.interval;
import static com.kore.billing.domain.subscription.Given.invoice;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.outcome;
import static com.kore.billing.domain.subscription.Given.paid;
import static com.kore.billing.domain.subscription.Given.plan;
import static com.kore.billing.domain.subscription.Given.usd;
import static com.kore.billing.domain.subscription.Given.users;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPaymentOutcome;
import com.kore.billing.domain.subscription.SubscriptionEvent.EndReason;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceWrittenOff;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundCause;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.TriedNow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Rule 15: a renewal that is declined is tried again, and given up in the end. Three users on Premium since 15 January; the renewal of
 * 15 February, ACME-0002 over 30.00, is declined at noon.
 */
class DunningTest {
    private static final PaymentOutcome DECLINED = new Declined("card_declined");
    private static final PaymentMethod OTHER_CARD =
            new PaymentMethod.Card("tok_mastercard", "mastercard", "4444", YearMonth.of(2040, 12));
    private static final PaymentMethod.Ref SECOND_CARD = new PaymentMethod.Ref(2, PaymentMethod.Kind.CARD);

    private static Story renewed(SubscriptionCommand... then) {
        return history(
                List.of(
                        open("2026-01-01"),
                        choose("2026-01-15", PREMIUM, MONTHLY, 3),
                        paid("2026-01-15", 1),
                        dayCame("2026-02-15")),
                then);
    }

    private static Story overdue(SubscriptionCommand... then) {
        return history(
                List.of(
                        open("2026-01-01"),
                        choose("2026-01-15", PREMIUM, MONTHLY, 3),
                        paid("2026-01-15", 1),
                        dayCame("2026-02-15"),
                        declined("2026-02-15", 1)),
                then);
    }

    private static Story history(List<SubscriptionCommand> first, SubscriptionCommand... then) {
        List<SubscriptionCommand> all = new ArrayList<>(first);
        all.addAll(List.of(then));
        return Story.after(all.toArray(SubscriptionCommand[]::new));
    }

    private static RecordPaymentOutcome declined(String day, int attempt) {
        return outcome(day, 2, attempt, DECLINED);
    }

    private static PaymentDeclined declinedUntil(String day, int attempt, Optional<Instant> retryAt) {
        return new PaymentDeclined(
                ACME,
                noon(day),
                LocalDate.parse(day),
                invoice(2),
                attempt,
                FIRST_CARD,
                usd("30.00"),
                "card_declined",
                retryAt,
                Optional.empty());
    }

    private static ChangePaymentMethod newCard(String day) {
        return new ChangePaymentMethod(ACME, noon(day), OTHER_CARD);
    }

    @Test
    void it_is_tried_again_1_3_5_and_7_days_after_the_first_attempt_then_the_subscription_lapses() {
        String[] days = {"2026-02-15", "2026-02-16", "2026-02-18", "2026-02-20", "2026-02-22"};
        List<SubscriptionCommand> tries = new ArrayList<>();
        for (int attempt = 1; attempt < 5; attempt++) {
            renewed(tries.toArray(SubscriptionCommand[]::new))
                    .then(
                            declined(days[attempt - 1], attempt),
                            declinedUntil(days[attempt - 1], attempt, Optional.of(noon(days[attempt]))));
            tries.add(declined(days[attempt - 1], attempt));
        }
        LocalDate last = LocalDate.parse("2026-02-22");
        renewed(tries.toArray(SubscriptionCommand[]::new))
                .then(
                        declined("2026-02-22", 5),
                        declinedUntil("2026-02-22", 5, Optional.empty()),
                        new SubscriptionEnded(ACME, noon("2026-02-22"), last, FREE, 3, EndReason.LAPSED),
                        new InvoiceWrittenOff(ACME, noon("2026-02-22"), last, invoice(2), usd("30.00")));
    }

    @Test
    void a_try_that_succeeds_ends_it_and_commands_may_charge_again() {
        overdue(outcome("2026-02-16", 2, 2, new Succeeded()))
                .thenEvents(users("2026-02-16", 5))
                .hasSize(2);
    }

    @Nested
    class While_it_is_past_due {
        @Test
        void a_command_that_would_charge_is_refused() {
            overdue().refused(users("2026-02-16", 5), "payment-overdue");
            overdue().refused(plan("2026-02-16", ENTERPRISE), "payment-overdue");
            overdue().refused(interval("2026-02-16", ANNUAL), "payment-overdue");
        }

        @Test
        void scheduling_and_canceling_are_allowed() {
            overdue().thenEvents(users("2026-02-16", 2)).hasSize(1);
            overdue().thenEvents(cancel("2026-02-16")).hasSize(1);
        }

        @Test
        void a_new_payment_method_is_tried_at_once_and_the_schedule_goes_on() {
            overdue()
                    .then(
                            newCard("2026-02-17"),
                            new PaymentMethodChanged(
                                    ACME,
                                    noon("2026-02-17"),
                                    LocalDate.parse("2026-02-17"),
                                    2,
                                    OTHER_CARD,
                                    List.of(new TriedNow(invoice(2), 2))));
            overdue(newCard("2026-02-17"))
                    .then(
                            outcome(noon("2026-02-17"), 2, 2, 2, DECLINED),
                            new PaymentDeclined(
                                    ACME,
                                    noon("2026-02-17"),
                                    LocalDate.parse("2026-02-17"),
                                    invoice(2),
                                    2,
                                    SECOND_CARD,
                                    usd("30.00"),
                                    "card_declined",
                                    Optional.of(noon("2026-02-18")),
                                    Optional.empty()));
        }

        @Test
        void a_method_that_came_while_an_attempt_was_under_way_is_tried_at_once_even_on_the_last_day() {
            var events = overdue(newCard("2026-02-22")).events(declined("2026-02-22", 2));
            assertThat(events)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            PaymentDeclined.class,
                            declined -> assertThat(declined.retryAt()).contains(noon("2026-02-22")));
        }

        @Test
        void a_method_is_not_tried_while_the_outcome_of_an_attempt_is_unknown() {
            overdue(outcome("2026-02-16", 2, 2, new Unknown("timeout")))
                    .thenEvents(newCard("2026-02-17"))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            PaymentMethodChanged.class,
                            changed -> assertThat(changed.triedNow()).isEmpty());
        }

        @Test
        void a_cancellation_ends_the_subscription_and_the_invoice_is_dunned_all_the_same() {
            Story ended = history(
                    List.of(
                            open("2026-01-01"),
                            choose("2026-01-15", PREMIUM, MONTHLY, 3),
                            paid("2026-01-15", 1),
                            dayCame("2026-02-15"),
                            cancel("2026-02-16"),
                            outcome("2026-03-14", 2, 1, DECLINED)),
                    dayCame("2026-03-15"));
            ended.refused(choose("2026-03-16", PREMIUM, MONTHLY, 3), "payment-overdue");
            ended.then(
                    outcome("2026-03-21", 2, 2, DECLINED),
                    declinedUntil("2026-03-21", 2, Optional.empty()),
                    new InvoiceWrittenOff(
                            ACME, noon("2026-03-21"), LocalDate.parse("2026-03-21"), invoice(2), usd("30.00")));
        }
    }

    @Nested
    class After_it_has_lapsed {
        private static Story lapsed(SubscriptionCommand... then) {
            List<SubscriptionCommand> all = new ArrayList<>(List.of(declined("2026-02-22", 2)));
            all.addAll(List.of(then));
            return overdue(all.toArray(SubscriptionCommand[]::new));
        }

        @Test
        void the_account_is_free_and_may_go_paid_again() {
            lapsed().refused(cancel("2026-02-23"), "not-paid");
            lapsed().thenEvents(choose("2026-02-23", PREMIUM, MONTHLY, 3)).hasSize(3);
        }

        @Test
        void nothing_is_to_be_paid_any_more() {
            lapsed().refused(declined("2026-02-22", 2), "attempt-settled");
        }

        @Test
        void credit_that_the_invoice_had_taken_stays_taken() {
            var events = history(List.of(
                            open("2026-01-01"),
                            choose("2026-01-15", PREMIUM, MONTHLY, 3),
                            paid("2026-01-15", 1),
                            credit("2026-02-01", CreditKind.GOODWILL, "12.00"),
                            dayCame("2026-02-15"),
                            declined("2026-02-15", 1)))
                    .events(declined("2026-02-22", 2));
            assertThat(events.getLast())
                    .isEqualTo(new InvoiceWrittenOff(
                            ACME, noon("2026-02-22"), LocalDate.parse("2026-02-22"), invoice(2), usd("18.00")));
        }

        /** The renewals of February and March are open; March's attempt is not known to have failed when February's last try does. */
        @Test
        void money_that_comes_late_is_refunded() {
            Story story = history(
                    List.of(
                            open("2026-01-01"),
                            choose("2026-01-15", PREMIUM, MONTHLY, 3),
                            paid("2026-01-15", 1),
                            dayCame("2026-03-15"),
                            outcome("2026-03-15", 2, 1, DECLINED),
                            outcome("2026-03-15", 3, 1, new Unknown("timeout"))),
                    outcome("2026-03-22", 2, 2, DECLINED));
            LocalDate on = LocalDate.parse("2026-03-23");
            story.then(
                    outcome("2026-03-23", 3, 1, new Succeeded()),
                    new PaymentSucceeded(
                            ACME, noon("2026-03-23"), on, invoice(3), 1, FIRST_CARD, usd("30.00"), Optional.empty()),
                    new RefundRequested(
                            ACME,
                            noon("2026-03-23"),
                            on,
                            creditNote(1),
                            invoice(3),
                            FIRST_CARD,
                            usd("30.00"),
                            RefundCause.LATE_PAYMENT,
                            Optional.empty()));
            story.thenEvents(outcome("2026-03-23", 3, 1, new Unknown("timeout")))
                    .hasSize(1);
            story.thenEvents(outcome("2026-03-23", 3, 1, DECLINED)).hasSize(1);
        }
    }

    /** A service that was down renews February, March and April at once; all three are tried on 15 April. */
    @Nested
    class Several_at_once {
        private static Story three(SubscriptionCommand... then) {
            return history(
                    List.of(
                            open("2026-01-01"),
                            choose("2026-01-15", PREMIUM, MONTHLY, 3),
                            paid("2026-01-15", 1),
                            dayCame("2026-04-15"),
                            outcome("2026-04-15", 2, 1, DECLINED)),
                    then);
        }

        @Test
        void are_tried_again_on_the_schedule_of_the_oldest() {
            var events = three().events(outcome("2026-04-17", 3, 1, DECLINED));
            assertThat(((PaymentDeclined) events.getFirst()).retryAt()).contains(noon("2026-04-18"));
        }

        @Test
        void go_on_alone_once_the_oldest_is_paid() {
            var events = three(outcome("2026-04-17", 3, 1, DECLINED), outcome("2026-04-18", 2, 2, new Succeeded()))
                    .events(outcome("2026-04-18", 3, 2, DECLINED));
            assertThat(((PaymentDeclined) events.getFirst()).retryAt()).contains(noon("2026-04-20"));
        }

        @Test
        void are_all_uncollectible_after_the_last_try_of_the_oldest() {
            var events = three(outcome("2026-04-15", 3, 1, DECLINED)).events(outcome("2026-04-22", 2, 2, DECLINED));
            assertThat(events)
                    .filteredOn(InvoiceWrittenOff.class::isInstance)
                    .extracting(event -> ((InvoiceWrittenOff) event).invoiceId())
                    .containsExactly(invoice(2), invoice(3), invoice(4));
        }
    }

    /** Rule 15e: February's last try is of unknown outcome still when March's renewal is declined. */
    @Test
    void a_renewal_goes_by_its_own_schedule_where_the_oldest_has_no_try_left() {
        var events = overdue(outcome("2026-02-22", 2, 2, new Unknown("timeout")), dayCame("2026-03-15"))
                .events(outcome("2026-03-15", 3, 1, DECLINED));
        assertThat(((PaymentDeclined) events.getFirst()).retryAt()).contains(noon("2026-03-16"));
    }

    @Test
    void a_renewal_that_was_not_tried_yet_holds_up_no_command() {
        renewed().thenEvents(users("2026-02-15", 5)).hasSize(2);
    }

    @Test
    void while_its_outcome_is_unknown_a_command_that_would_charge_is_refused_and_one_for_later_is_not() {
        RecordPaymentOutcome unknown = outcome("2026-02-15", 2, 1, new Unknown("timeout"));
        renewed(unknown).refused(users("2026-02-15", 5), "payment-pending");
        renewed(unknown).thenEvents(users("2026-02-15", 2)).hasSize(1);
        renewed(unknown, outcome("2026-02-16", 2, 1, new Succeeded()))
                .thenEvents(users("2026-02-16", 5))
                .hasSize(2);
    }

    @Test
    void the_schedule_counts_from_the_first_attempt_even_if_its_outcome_was_not_known_at_once() {
        var events =
                renewed(outcome("2026-02-15", 2, 1, new Unknown("timeout"))).events(declined("2026-02-16", 1));
        assertThat(((PaymentDeclined) events.getFirst()).retryAt()).contains(noon("2026-02-18"));
    }
}
