package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.invoicing.InvoiceOccasion.CONTRACT_STARTED;
import static com.kore.billing.domain.invoicing.InvoiceOccasion.RENEWED;
import static com.kore.billing.domain.invoicing.InvoiceOccasion.USERS_ADDED;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.FIRST_CARD;
import static com.kore.billing.domain.subscription.Given.FREE;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.VISA;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.credit;
import static com.kore.billing.domain.subscription.Given.creditNote;
import static com.kore.billing.domain.subscription.Given.dayCame;
import static com.kore.billing.domain.subscription.Given.invoice;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.outcome;
import static com.kore.billing.domain.subscription.Given.paid;
import static com.kore.billing.domain.subscription.Given.refund;
import static com.kore.billing.domain.subscription.Given.refundTheRest;
import static com.kore.billing.domain.subscription.Given.usd;
import static com.kore.billing.domain.subscription.GivenContract.Moment.noonOf;
import static com.kore.billing.domain.subscription.GivenContract.Moment.startOf;
import static com.kore.billing.domain.subscription.GivenContract.add;
import static com.kore.billing.domain.subscription.GivenContract.charge;
import static com.kore.billing.domain.subscription.GivenContract.method;
import static com.kore.billing.domain.subscription.GivenContract.monthly;
import static com.kore.billing.domain.subscription.GivenContract.period;
import static com.kore.billing.domain.subscription.GivenContract.recordPayment;
import static com.kore.billing.domain.subscription.GivenContract.sign;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.OpenInvoice;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.payment.RefundOutcome.Refunded;
import com.kore.billing.domain.subscription.GivenContract.Moment;
import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPaymentOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordRefundOutcome;
import com.kore.billing.domain.subscription.SubscriptionEvent.EndReason;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceWrittenOff;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundCause;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.TriedNow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rules 19f to 19h: how a contract's invoices are paid. Ten users at 15.00 a month from 1 January to 1 March 2026: ACME-0001 over
 * 150.00 on 1 January, ACME-0002 over 150.00 on 1 February.
 */
class ContractPaymentsTest {
    private static final Contract CONTRACT = monthly(10, "2026-01-01", "2026-03-01");
    private static final PaymentOutcome DECLINED = new Declined("card_declined");
    private static final PaymentMethod OTHER_CARD =
            new PaymentMethod.Card("tok_mastercard", "mastercard", "4444", YearMonth.of(2040, 12));
    private static final PaymentMethod.Ref SECOND_CARD = new PaymentMethod.Ref(2, PaymentMethod.Kind.CARD);

    private static Story history(List<SubscriptionCommand> first, SubscriptionCommand... then) {
        return Story.after(Stream.concat(first.stream(), Stream.of(then)).toArray(SubscriptionCommand[]::new));
    }

    private static Story withoutMethod(SubscriptionCommand... then) {
        return history(List.of(open("2025-12-01"), sign("2026-01-01", CONTRACT)), then);
    }

    private static Story withCard(SubscriptionCommand... then) {
        return history(List.of(open("2025-12-01"), method("2025-12-01", VISA), sign("2026-01-01", CONTRACT)), then);
    }

    private static RecordPaymentOutcome declined(String day, int invoice, int attempt, int method) {
        return outcome(noon(day), invoice, attempt, method, DECLINED);
    }

    private static PaymentDeclined wasDeclined(
            String day, int attempt, PaymentMethod.Ref method, Optional<Instant> retryAt) {
        return new PaymentDeclined(
                ACME,
                noon(day),
                LocalDate.parse(day),
                invoice(1),
                attempt,
                method,
                usd("150.00"),
                "card_declined",
                retryAt,
                Optional.empty());
    }

    private static PaymentSucceeded wasPaid(String day, int attempt, PaymentMethod.Ref method) {
        return new PaymentSucceeded(
                ACME, noon(day), LocalDate.parse(day), invoice(1), attempt, method, usd("150.00"), Optional.empty());
    }

    private static PaymentMethodChanged changed(String day, int number, PaymentMethod method, TriedNow... tried) {
        return new PaymentMethodChanged(ACME, noon(day), LocalDate.parse(day), number, method, List.of(tried));
    }

    private static PaymentDue due(int attempt, int number, PaymentMethod method) {
        return new PaymentDue(
                ACME,
                invoice(1),
                InvoiceOrigin.CONTRACT,
                attempt,
                number,
                method,
                usd("150.00"),
                false,
                true,
                Optional.empty());
    }

    private static List<OpenInvoice> stillOpen(Story story) {
        return ((OpenedState) story.state()).account().ledger().open();
    }

    /** Rule 19f. */
    @Nested
    class WithAPaymentMethodOnFile {
        @Test
        void each_invoice_is_to_be_collected_when_it_is_issued() {
            Moment now = noonOf("2026-01-01");
            Moment renewal = startOf("2026-02-01");
            Moment added = noonOf("2026-02-15");
            Money none = usd("0.00");
            history(List.of(open("2025-12-01"), method("2025-12-01", VISA)))
                    .then(
                            sign("2026-01-01", CONTRACT),
                            now.signed(CONTRACT),
                            now.started(CONTRACT, "2026-02-01"),
                            now.issued(
                                    1,
                                    CONTRACT_STARTED,
                                    charge(CONTRACT, 10, 31, "2026-01-01", "2026-02-01", "150.00"),
                                    Optional.of(FIRST_CARD),
                                    none));
            withCard(paid("2026-01-01", 1))
                    .then(
                            add("2026-02-15", 1),
                            renewal.renewed(period(CONTRACT, 10, "2026-02-01", "2026-03-01")),
                            renewal.issued(
                                    2,
                                    RENEWED,
                                    charge(CONTRACT, 10, 28, "2026-02-01", "2026-03-01", "150.00"),
                                    Optional.of(FIRST_CARD),
                                    none),
                            added.added(10, 11),
                            added.issued(
                                    3,
                                    USERS_ADDED,
                                    charge(CONTRACT, 1, 28, "2026-02-15", "2026-03-01", "7.50"),
                                    Optional.of(FIRST_CARD),
                                    none));
            assertThat(withCard().paymentDue(1)).contains(due(1, 1, VISA));
        }

        /** Rule 8. */
        @Test
        void an_expired_card_is_asked_all_the_same_when_a_period_begins() {
            PaymentMethod expiring = new PaymentMethod.Card("tok_visa", "visa", "4242", YearMonth.of(2026, 1));
            Story renewed = history(List.of(
                    open("2025-12-01"),
                    method("2025-12-01", expiring),
                    sign("2026-01-01", CONTRACT),
                    dayCame("2026-02-01")));
            assertThat(renewed.paymentDue(2)).map(PaymentDue::paymentMethod).contains(expiring);
            renewed.refused(method("2026-02-01", expiring), "card-expired", "paymentMethod");
        }

        @Test
        void a_payment_settles_it() {
            withCard().then(paid("2026-01-01", 1), wasPaid("2026-01-01", 1, FIRST_CARD));
            assertThat(stillOpen(withCard(paid("2026-01-01", 1)))).isEmpty();
        }

        @Test
        void declined_it_stays_open_and_is_tried_no_more() {
            withCard()
                    .then(declined("2026-01-01", 1, 1, 1), wasDeclined("2026-01-01", 1, FIRST_CARD, Optional.empty()));
            Story declined = withCard(declined("2026-01-01", 1, 1, 1));
            assertThat(declined.paymentDue(1)).isEmpty();
            assertThat(stillOpen(declined))
                    .singleElement()
                    .satisfies(invoice -> assertThat(invoice.isOverdue()).isFalse());
            declined.refused(declined("2026-01-02", 1, 2, 1), "attempt-settled");
        }

        @Test
        void a_new_method_is_tried_at_once_on_all_that_were_declined_the_oldest_first() {
            Story declined =
                    withCard(declined("2026-01-01", 1, 1, 1), dayCame("2026-02-01"), declined("2026-02-01", 2, 1, 1));
            declined.then(
                    method("2026-02-10", OTHER_CARD),
                    changed("2026-02-10", 2, OTHER_CARD, new TriedNow(invoice(1), 2), new TriedNow(invoice(2), 2)));
            Story tried = withCard(declined("2026-01-01", 1, 1, 1), method("2026-01-10", OTHER_CARD));
            assertThat(tried.paymentDue(1)).contains(due(2, 2, OTHER_CARD));
            tried.then(outcome(noon("2026-01-10"), 1, 2, 2, new Succeeded()), wasPaid("2026-01-10", 2, SECOND_CARD));
            tried.then(declined("2026-01-10", 1, 2, 2), wasDeclined("2026-01-10", 2, SECOND_CARD, Optional.empty()));
        }

        @Test
        void each_new_method_is_tried_once_more() {
            Story twice = withCard(
                    declined("2026-01-01", 1, 1, 1), method("2026-01-10", OTHER_CARD), declined("2026-01-10", 1, 2, 2));
            assertThat(twice.paymentDue(1)).isEmpty();
            twice.then(method("2026-01-11", VISA), changed("2026-01-11", 3, VISA, new TriedNow(invoice(1), 3)));
        }

        /** Rule 15g. */
        @Test
        void a_method_that_came_while_an_attempt_was_under_way_is_tried_after_its_decline() {
            withCard().then(method("2026-01-01", OTHER_CARD), changed("2026-01-01", 2, OTHER_CARD));
            Story meanwhile = withCard(method("2026-01-01", OTHER_CARD));
            assertThat(meanwhile.paymentDue(1)).contains(due(1, 1, VISA));
            meanwhile.then(
                    declined("2026-01-02", 1, 1, 1),
                    wasDeclined("2026-01-02", 1, FIRST_CARD, Optional.of(noon("2026-01-02"))));
            assertThat(withCard(method("2026-01-01", OTHER_CARD), declined("2026-01-02", 1, 1, 1))
                            .paymentDue(1))
                    .contains(due(2, 2, OTHER_CARD));
        }

        @Test
        void an_unknown_outcome_is_asked_after_before_anything_else() {
            RecordPaymentOutcome timeout = outcome(noon("2026-01-01"), 1, 1, 1, new Unknown("timeout"));
            withCard()
                    .then(
                            timeout,
                            new PaymentOutcomeUnknown(
                                    ACME,
                                    noon("2026-01-01"),
                                    LocalDate.of(2026, 1, 1),
                                    invoice(1),
                                    1,
                                    FIRST_CARD,
                                    usd("150.00"),
                                    "timeout",
                                    noon("2026-01-01").plus(Duration.ofMinutes(1)),
                                    Optional.empty()));
            Story unknown = withCard(timeout, method("2026-01-02", OTHER_CARD));
            assertThat(unknown.paymentDue(1))
                    .contains(new PaymentDue(
                            ACME,
                            invoice(1),
                            InvoiceOrigin.CONTRACT,
                            1,
                            1,
                            VISA,
                            usd("150.00"),
                            true,
                            true,
                            Optional.empty()));
            unknown.then(paid("2026-01-03", 1), wasPaid("2026-01-03", 1, FIRST_CARD));
            unknown.then(
                    declined("2026-01-03", 1, 1, 1),
                    wasDeclined("2026-01-03", 1, FIRST_CARD, Optional.of(noon("2026-01-03"))));
        }
    }

    /** Rule 19f. */
    @Nested
    class WithoutOne {
        @Test
        void it_stays_open_also_when_a_method_comes_later() {
            assertThat(withoutMethod().paymentDue(1)).isEmpty();
            withoutMethod().then(method("2026-01-10", VISA), changed("2026-01-10", 1, VISA));
            Story later = withoutMethod(method("2026-01-10", VISA));
            assertThat(later.paymentDue(1)).isEmpty();
            assertThat(stillOpen(later)).hasSize(1);
        }

        /** Nobody was asked for money, so nobody can say that it was or was not taken. */
        @Test
        void no_outcome_of_an_attempt_is_awaited() {
            withoutMethod().refused(paid("2026-01-10", 1), "attempt-settled");
            withoutMethod(method("2026-01-10", VISA)).refused(paid("2026-01-10", 1), "attempt-settled");
        }

        @Test
        void the_next_one_is_collected_with_the_method_that_came() {
            Story later = withoutMethod(method("2026-01-10", VISA), dayCame("2026-02-01"));
            assertThat(later.paymentDue(1)).isEmpty();
            assertThat(later.paymentDue(2)).map(PaymentDue::attempt).contains(1);
        }
    }

    /** Rule 19g. */
    @Nested
    class RecordingAPayment {
        @Test
        void it_settles_what_nothing_was_on_file_for() {
            withoutMethod()
                    .then(
                            recordPayment("2026-01-20", 1, "USD 150.00"),
                            noonOf("2026-01-20").recorded(1, "USD 150.00"));
            assertThat(stillOpen(withoutMethod(recordPayment("2026-01-20", 1, "USD 150.00"))))
                    .isEmpty();
        }

        @Test
        void it_settles_what_was_declined() {
            withCard(declined("2026-01-01", 1, 1, 1))
                    .then(
                            recordPayment("2026-01-20", 1, "USD 150.00"),
                            noonOf("2026-01-20").recorded(1, "USD 150.00"));
            withCard(declined("2026-01-01", 1, 1, 1), recordPayment("2026-01-20", 1, "USD 150.00"))
                    .then(method("2026-01-21", OTHER_CARD), changed("2026-01-21", 2, OTHER_CARD));
        }

        @Test
        void what_became_due_before_is_decided_first() {
            Moment renewal = startOf("2026-02-01");
            withoutMethod()
                    .then(
                            recordPayment("2026-02-02", 2, "USD 150.00"),
                            renewal.renewed(period(CONTRACT, 10, "2026-02-01", "2026-03-01")),
                            renewal.issued(2, RENEWED, charge(CONTRACT, 10, 28, "2026-02-01", "2026-03-01", "150.00")),
                            noonOf("2026-02-02").recorded(2, "USD 150.00"));
        }

        @ParameterizedTest
        @CsvSource({"USD 149.99", "USD 150.01", "USD 0.00", "USD -150.00"})
        void any_other_sum_is_refused(String amount) {
            withoutMethod().refused(recordPayment("2026-01-20", 1, amount), "amount-not-due", "amount");
        }

        @Test
        void another_currency_is_refused() {
            withoutMethod().refused(recordPayment("2026-01-20", 1, "EUR 150.00"), "currency-mismatch", "amount");
        }

        @Test
        void what_is_settled_is_refused() {
            withoutMethod(recordPayment("2026-01-20", 1, "USD 150.00"))
                    .refused(recordPayment("2026-01-21", 1, "USD 150.00"), "amount-not-due", "amount");
            withCard(paid("2026-01-01", 1))
                    .refused(recordPayment("2026-01-21", 1, "USD 150.00"), "amount-not-due", "amount");
        }

        @Test
        void an_invoice_that_there_is_not_is_refused() {
            withoutMethod().refused(recordPayment("2026-01-20", 2, "USD 150.00"), "invoice-not-found");
        }

        @Test
        void one_that_is_not_a_contracts_is_refused() {
            Story.after(open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3))
                    .refused(recordPayment("2026-01-15", 1, "USD 30.00"), "not-contract");
            Story.after(
                            open("2026-01-01"),
                            choose("2026-01-15", PREMIUM, MONTHLY, 3),
                            paid("2026-01-15", 1),
                            dayCame("2026-02-15"),
                            outcome("2026-02-15", 2, 1, DECLINED))
                    .refused(recordPayment("2026-02-16", 2, "USD 30.00"), "not-contract");
        }

        @Test
        void while_an_attempt_is_under_way_or_of_unknown_outcome_it_is_refused() {
            withCard().refused(recordPayment("2026-01-20", 1, "USD 150.00"), "payment-pending");
            withCard(outcome(noon("2026-01-01"), 1, 1, 1, new Unknown("timeout")))
                    .refused(recordPayment("2026-01-20", 1, "USD 150.00"), "payment-pending");
            withCard(declined("2026-01-01", 1, 1, 1), method("2026-01-10", OTHER_CARD))
                    .refused(recordPayment("2026-01-20", 1, "USD 150.00"), "payment-pending");
            withCard(method("2026-01-01", OTHER_CARD), declined("2026-01-02", 1, 1, 1))
                    .refused(recordPayment("2026-01-20", 1, "USD 150.00"), "payment-pending");
        }
    }

    @Nested
    class Refunding {
        @Test
        void what_a_card_paid_goes_back_to_it() {
            RefundRequested requested = new RefundRequested(
                    ACME,
                    noon("2026-01-20"),
                    LocalDate.of(2026, 1, 20),
                    creditNote(1),
                    invoice(1),
                    FIRST_CARD,
                    usd("150.00"),
                    RefundCause.REQUESTED,
                    Optional.of("overcharged"));
            withCard(paid("2026-01-01", 1)).then(refundTheRest("2026-01-20", 1), requested);
            withCard(paid("2026-01-01", 1), method("2026-01-02", OTHER_CARD))
                    .then(refundTheRest("2026-01-20", 1), requested);
            withCard(paid("2026-01-01", 1), dayCame("2026-03-01"))
                    .thenEvents(refund("2026-03-02", 1, "10.00"))
                    .hasSize(1);
        }

        @Test
        void the_gateways_answer_settles_it_once() {
            RecordRefundOutcome refunded =
                    new RecordRefundOutcome(ACME, noon("2026-01-20"), creditNote(1), new Refunded());
            withCard(paid("2026-01-01", 1), refundTheRest("2026-01-20", 1))
                    .thenEvents(refunded)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            PaymentRefunded.class,
                            event -> assertThat(event.amount()).isEqualTo(usd("150.00")));
            withCard(paid("2026-01-01", 1), refundTheRest("2026-01-20", 1), refunded)
                    .refused(refunded, "attempt-settled");
        }

        @Test
        void what_was_recorded_or_is_open_has_no_way_back() {
            withoutMethod(recordPayment("2026-01-20", 1, "USD 150.00"))
                    .refused(refund("2026-01-21", 1, "10.00"), "refund-exceeds-paid");
            withCard(declined("2026-01-01", 1, 1, 1), recordPayment("2026-01-20", 1, "USD 150.00"))
                    .refused(refundTheRest("2026-01-21", 1), "refund-exceeds-paid");
            withoutMethod().refused(refundTheRest("2026-01-21", 1), "refund-exceeds-paid");
        }
    }

    /** Rules 19f and 22b: nothing of a contract is written off. */
    @Nested
    class AfterTheEnd {
        private static final SubscriptionCommand ENDED = dayCame("2026-03-01");

        @Test
        void what_is_open_is_still_recorded() {
            withoutMethod(ENDED)
                    .then(
                            recordPayment("2026-03-05", 1, "USD 150.00"),
                            noonOf("2026-03-05").recorded(1, "USD 150.00"));
        }

        @Test
        void what_was_declined_is_still_tried_with_a_new_method() {
            withCard(declined("2026-01-01", 1, 1, 1), ENDED, paid("2026-03-01", 2))
                    .then(
                            method("2026-03-05", OTHER_CARD),
                            changed("2026-03-05", 2, OTHER_CARD, new TriedNow(invoice(1), 2)));
        }

        @Test
        void an_attempt_under_way_is_settled_as_before() {
            withCard(ENDED).then(paid("2026-03-05", 1), wasPaid("2026-03-05", 1, FIRST_CARD));
            withCard(ENDED)
                    .then(declined("2026-03-05", 1, 1, 1), wasDeclined("2026-03-05", 1, FIRST_CARD, Optional.empty()));
        }

        @Test
        void the_account_can_be_erased_once_they_are_paid() {
            ErasePersonalData erase = new ErasePersonalData(ACME, noon("2026-03-05"));
            withoutMethod(ENDED, recordPayment("2026-03-02", 1, "USD 150.00")).refused(erase, "still-active");
            withoutMethod(
                            ENDED,
                            recordPayment("2026-03-02", 1, "USD 150.00"),
                            recordPayment("2026-03-02", 2, "USD 150.00"))
                    .thenEvents(erase)
                    .hasSize(1);
        }

        @Test
        void they_hold_up_no_later_charge_of_the_account_online() {
            withoutMethod(ENDED)
                    .thenEvents(choose("2026-03-05", PREMIUM, MONTHLY, 3))
                    .hasSize(3);
            withCard(declined("2026-01-01", 1, 1, 1), ENDED)
                    .thenEvents(choose("2026-03-05", PREMIUM, MONTHLY, 3))
                    .hasSize(3);
            withCard(outcome(noon("2026-01-01"), 1, 1, 1, new Unknown("timeout")), ENDED)
                    .thenEvents(choose("2026-03-05", PREMIUM, MONTHLY, 3))
                    .hasSize(3);
        }

        /** Going paid brings a card along, which is tried on what was declined; its own charge is declined, and undone. */
        @Test
        void a_change_that_is_undone_leaves_them_open() {
            Story undone = withCard(
                    declined("2026-01-01", 1, 1, 1),
                    ENDED,
                    paid("2026-03-01", 2),
                    choose("2026-03-05", PREMIUM, MONTHLY, 3),
                    declined("2026-03-05", 1, 2, 2),
                    declined("2026-03-05", 3, 1, 2));
            assertThat(undone.state()).isInstanceOf(FreeSubscription.class);
            assertThat(stillOpen(undone)).extracting(OpenInvoice::id).containsExactly(invoice(1));
            undone.then(
                    recordPayment("2026-03-06", 1, "USD 150.00"),
                    noonOf("2026-03-06").recorded(1, "USD 150.00"));
        }

        /** ACME-0003 goes paid, ACME-0004 is the renewal whose fifth try is declined; the contract's two wait on. */
        @Test
        void a_lapse_writes_off_what_is_online_alone() {
            Story dunned = withoutMethod(
                    ENDED,
                    choose("2026-03-05", PREMIUM, MONTHLY, 3),
                    paid("2026-03-05", 3),
                    dayCame("2026-04-05"),
                    declined("2026-04-05", 4, 1, 1),
                    declined("2026-04-06", 4, 2, 1),
                    declined("2026-04-08", 4, 3, 1),
                    declined("2026-04-10", 4, 4, 1));
            Instant at = noon("2026-04-12");
            LocalDate on = LocalDate.of(2026, 4, 12);
            dunned.then(
                    declined("2026-04-12", 4, 5, 1),
                    new PaymentDeclined(
                            ACME,
                            at,
                            on,
                            invoice(4),
                            5,
                            FIRST_CARD,
                            usd("30.00"),
                            "card_declined",
                            Optional.empty(),
                            Optional.empty()),
                    new SubscriptionEnded(ACME, at, on, FREE, 3, EndReason.LAPSED),
                    new InvoiceWrittenOff(ACME, at, on, invoice(4), usd("30.00")));
        }

        @Test
        void they_may_be_recorded_while_the_account_pays_online() {
            withoutMethod(ENDED, choose("2026-03-05", PREMIUM, MONTHLY, 3))
                    .then(
                            recordPayment("2026-03-05", 1, "USD 150.00"),
                            noonOf("2026-03-05").recorded(1, "USD 150.00"));
        }

        /** The charge of going paid is open: paying a contract's invoice does not make it good. */
        @Test
        void paying_them_settles_nothing_else() {
            Story pending = withCard(
                    declined("2026-01-01", 1, 1, 1),
                    ENDED,
                    paid("2026-03-01", 2),
                    choose("2026-03-05", PREMIUM, MONTHLY, 3),
                    outcome(noon("2026-03-05"), 1, 2, 2, new Succeeded()));
            assertThat(pending.state())
                    .isInstanceOfSatisfying(
                            PaidSubscription.class,
                            state -> assertThat(state.undo()).isPresent());
            pending.thenEvents(declined("2026-03-05", 3, 1, 2)).hasSize(3);
        }
    }

    /** A renewal was past due when the canceled account was free again; then it signed. */
    @Nested
    class ADebtFromBefore {
        private static Story indebted(SubscriptionCommand... then) {
            return history(
                    List.of(
                            open("2025-11-01"),
                            choose("2025-11-26", PREMIUM, MONTHLY, 3),
                            paid("2025-11-26", 1),
                            Given.cancel("2025-12-30"),
                            outcome("2025-12-30", 2, 1, DECLINED),
                            sign("2026-01-28", monthly(10, "2026-01-28", "2026-03-28"))),
                    then);
        }

        @Test
        void is_dunned_on_while_the_contract_goes_on() {
            Instant at = noon("2026-01-29");
            LocalDate on = LocalDate.of(2026, 1, 29);
            Story running = indebted();
            assertThat(stillOpen(running)).extracting(OpenInvoice::id).containsExactly(invoice(2), invoice(3));
            running.then(
                    outcome("2026-01-29", 2, 2, DECLINED),
                    new PaymentDeclined(
                            ACME,
                            at,
                            on,
                            invoice(2),
                            2,
                            FIRST_CARD,
                            usd("30.00"),
                            "card_declined",
                            Optional.empty(),
                            Optional.empty()),
                    new InvoiceWrittenOff(ACME, at, on, invoice(2), usd("30.00")));
        }

        @Test
        void holds_up_nothing_that_the_contract_charges() {
            indebted().thenEvents(add("2026-01-28", 1)).hasSize(2);
        }
    }

    /** Rule 19h. */
    @Nested
    class Credit {
        private static Story withCredit(SubscriptionCommand... then) {
            return history(
                    List.of(
                            open("2025-12-01"),
                            credit("2025-12-02", CreditKind.SIGNUP, "50.00"),
                            sign("2025-12-15", CONTRACT)),
                    then);
        }

        @Test
        void none_is_taken() {
            Moment due = startOf("2026-01-01");
            withCredit()
                    .then(
                            dayCame("2026-01-01"),
                            due.started(CONTRACT, "2026-02-01"),
                            due.issued(
                                    1,
                                    CONTRACT_STARTED,
                                    charge(CONTRACT, 10, 31, "2026-01-01", "2026-02-01", "150.00"),
                                    Optional.empty(),
                                    usd("50.00")));
        }

        @Test
        void none_is_granted_while_it_runs() {
            withCredit()
                    .thenEvents(credit("2025-12-31", CreditKind.GOODWILL, "1.00"))
                    .hasSize(1);
            withCredit(dayCame("2026-01-01"))
                    .refused(credit("2026-01-02", CreditKind.GOODWILL, "1.00"), "contract-managed");
            withCredit(dayCame("2026-01-01"), dayCame("2026-03-01"))
                    .thenEvents(credit("2026-03-02", CreditKind.GOODWILL, "1.00"))
                    .hasSize(1);
        }

        @Test
        void what_there_was_pays_when_the_account_is_online_again() {
            assertThat(withCredit(dayCame("2026-03-01")).events(choose("2026-03-05", PREMIUM, MONTHLY, 6)))
                    .last()
                    .isInstanceOfSatisfying(SubscriptionEvent.InvoiceIssued.class, issued -> {
                        assertThat(issued.totals().creditApplied()).isEqualTo(usd("50.00"));
                        assertThat(issued.totals().amountDue()).isEqualTo(usd("10.00"));
                    });
        }
    }
}
