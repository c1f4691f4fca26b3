package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.FIRST_CARD;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.credit;
import static com.kore.billing.domain.subscription.Given.creditNote;
import static com.kore.billing.domain.subscription.Given.invoice;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.paid;
import static com.kore.billing.domain.subscription.Given.refund;
import static com.kore.billing.domain.subscription.Given.refundTheRest;
import static com.kore.billing.domain.subscription.Given.usd;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.payment.RefundOutcome.Failed;
import com.kore.billing.domain.payment.RefundOutcome.Refunded;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordRefundOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundCause;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Rule 17. ACME-0001 over 30.00 was paid by the first card on 15 January. */
class RefundTest {
    private static final LocalDate JAN_20 = LocalDate.of(2026, 1, 20);

    private static Story paying(SubscriptionCommand... then) {
        List<SubscriptionCommand> all = new ArrayList<>(
                List.of(open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3), paid("2026-01-15", 1)));
        all.addAll(List.of(then));
        return Story.after(all.toArray(SubscriptionCommand[]::new));
    }

    private static RecordRefundOutcome settled(int creditNote, RefundOutcome outcome) {
        return new RecordRefundOutcome(ACME, noon("2026-01-20"), creditNote(creditNote), outcome);
    }

    private static RefundRequested requested(int creditNote, String amount) {
        return new RefundRequested(
                ACME,
                noon("2026-01-20"),
                JAN_20,
                creditNote(creditNote),
                invoice(1),
                FIRST_CARD,
                usd(amount),
                RefundCause.REQUESTED,
                Optional.of("overcharged"));
    }

    @Test
    void asking_reserves_the_amount_and_numbers_a_credit_note() {
        paying().then(refund("2026-01-20", 1, "10.00"), requested(1, "10.00"));
        paying(refund("2026-01-20", 1, "10.00")).then(refund("2026-01-20", 1, "20.00"), requested(2, "20.00"));
    }

    @Test
    void no_amount_means_the_rest() {
        paying(refund("2026-01-20", 1, "10.00")).then(refundTheRest("2026-01-20", 1), requested(2, "20.00"));
    }

    @Test
    void more_than_was_paid_is_refused_whether_the_rest_is_reserved_or_gone() {
        paying().refused(refund("2026-01-20", 1, "30.01"), "refund-exceeds-paid");
        paying(refund("2026-01-20", 1, "10.00")).refused(refund("2026-01-20", 1, "20.01"), "refund-exceeds-paid");
        paying(refund("2026-01-20", 1, "30.00"), settled(1, new Refunded()))
                .refused(refundTheRest("2026-01-20", 1), "refund-exceeds-paid");
    }

    @Test
    void what_was_not_paid_by_the_payment_method_is_not_refunded() {
        Story.after(open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3))
                .refused(refundTheRest("2026-01-20", 1), "refund-exceeds-paid");
        Story partlyByCredit = Story.after(
                open("2026-01-01"),
                credit("2026-01-02", CreditKind.SIGNUP, "25.00"),
                choose("2026-01-15", PREMIUM, MONTHLY, 3),
                paid("2026-01-15", 1));
        partlyByCredit.refused(refund("2026-01-20", 1, "5.01"), "refund-exceeds-paid");
        partlyByCredit.then(refundTheRest("2026-01-20", 1), requested(1, "5.00"));
        Story.after(
                        open("2026-01-01"),
                        credit("2026-01-02", CreditKind.SIGNUP, "40.00"),
                        choose("2026-01-15", PREMIUM, MONTHLY, 3))
                .refused(refundTheRest("2026-01-20", 1), "refund-exceeds-paid");
    }

    @Test
    void an_amount_is_above_zero_and_in_the_accounts_currency() {
        paying().refused(refund("2026-01-20", 1, "0.00"), "invalid");
        paying().refused(refund("2026-01-20", 1, "-1.00"), "invalid");
        paying().refused(
                        new RefundInvoice(
                                ACME, noon("2026-01-20"), invoice(1), Optional.of(Money.parse("EUR 1.00")), ""),
                        "currency-mismatch");
    }

    @Test
    void it_goes_back_to_the_method_that_paid_though_another_one_is_on_file_now() {
        PaymentMethod ach = new PaymentMethod.AchDebit("ba_ok", "First Bank", "6789");
        Story.after(open("2026-01-01"))
                .thenEvents(new ChangePaymentMethod(ACME, noon("2026-01-02"), ach))
                .hasSize(1);
        paying(new ChangePaymentMethod(ACME, noon("2026-01-16"), ach))
                .then(refund("2026-01-20", 1, "10.00"), requested(1, "10.00"));
    }

    @Test
    void the_gateways_answer_settles_it_once() {
        Story asked = paying(refund("2026-01-20", 1, "10.00"));
        asked.then(settled(1, new Refunded()), refunded(1, "10.00"));
        paying(refund("2026-01-20", 1, "10.00"), settled(1, new Refunded()))
                .refused(settled(1, new Refunded()), "attempt-settled");
        paying().refused(settled(1, new Refunded()), "attempt-settled");
    }

    @Test
    void of_two_that_are_under_way_each_is_settled_by_its_own_answer() {
        Story both = paying(refund("2026-01-20", 1, "10.00"), refund("2026-01-20", 1, "20.00"));
        both.then(settled(2, new Refunded()), refunded(2, "20.00"));
        both.then(settled(1, new Refunded()), refunded(1, "10.00"));
        Story second = paying(
                refund("2026-01-20", 1, "10.00"), refund("2026-01-20", 1, "20.00"), settled(2, new Failed("closed")));
        second.then(settled(1, new Refunded()), refunded(1, "10.00"));
        second.then(refundTheRest("2026-01-20", 1), requested(3, "20.00"));
    }

    private static PaymentRefunded refunded(int creditNote, String amount) {
        return new PaymentRefunded(
                ACME,
                noon("2026-01-20"),
                JAN_20,
                creditNote(creditNote),
                invoice(1),
                FIRST_CARD,
                usd(amount),
                Optional.empty());
    }

    @Test
    void what_could_not_be_paid_back_may_be_refunded_again() {
        Story asked = paying(refund("2026-01-20", 1, "30.00"));
        asked.then(
                settled(1, new Failed("account_closed")),
                new RefundFailed(
                        ACME,
                        noon("2026-01-20"),
                        JAN_20,
                        creditNote(1),
                        invoice(1),
                        FIRST_CARD,
                        usd("30.00"),
                        "account_closed",
                        Optional.empty()));
        paying(refund("2026-01-20", 1, "30.00"), settled(1, new Failed("account_closed")))
                .then(refundTheRest("2026-01-20", 1), requested(2, "30.00"));
    }

    @Test
    void an_invoice_that_was_never_issued_is_not_found() {
        paying().refused(refundTheRest("2026-01-20", 2), "invoice-not-found");
        paying().refused(
                        new RefundInvoice(ACME, noon("2026-01-20"), new InvoiceId("OTHER-0001"), Optional.empty(), ""),
                        "invoice-not-found");
        paying().refused(
                        new RefundInvoice(ACME, noon("2026-01-20"), new InvoiceId("ACME-00001"), Optional.empty(), ""),
                        "invoice-not-found");
    }

    @Test
    void terms_are_untouched() {
        var events = paying(refundTheRest("2026-01-20", 1)).events(Given.dayCame("2026-02-15"));
        assertThat(events.getFirst())
                .isInstanceOfSatisfying(
                        SubscriptionEvent.SubscriptionRenewed.class,
                        renewed -> assertThat(renewed.becomes().terms().managedUsers())
                                .isEqualTo(3));
    }
}
