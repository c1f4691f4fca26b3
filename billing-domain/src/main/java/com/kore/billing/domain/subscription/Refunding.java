package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.OpenRefund;
import com.kore.billing.domain.invoicing.PaidInvoice;
import com.kore.billing.domain.payment.MethodsOnFile.Numbered;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.RefundOutcome.Failed;
import com.kore.billing.domain.payment.RefundOutcome.Refunded;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordRefundOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundCause;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/** Paying back what a payment method paid, to where it came from (rule 17); terms are untouched. */
final class Refunding {
    private Refunding() {}

    static void decide(Account account, RefundInvoice refund, Decision decision) {
        Refusals.requireIssued(account, refund.invoiceId());
        Optional<PaidInvoice> paid = account.ledger().refunds().paid(refund.invoiceId());
        Money left = paid.map(PaidInvoice::refundable).orElse(Money.zero(account.currency()));
        refund.amount().ifPresent(amount -> {
            Refusals.requireCurrency(amount, account.currency(), "amount");
            if (!amount.isPositive()) {
                throw Refusals.invalid("amount", "Must be above zero.");
            }
        });
        Money amount = refund.amount().orElse(left);
        if (paid.isEmpty() || amount.isGreaterThan(left)) {
            throw new CommandRejected(
                    "refund-exceeds-paid",
                    "%s can be refunded of %s.".formatted(left, refund.invoiceId()),
                    refund.amount().map(given -> "amount"));
        }
        request(
                account,
                paid.get(),
                amount,
                RefundCause.REQUESTED,
                Optional.of(refund.reason()),
                refund.at(),
                decision);
    }

    /** Money came for an invoice that is written off: all of it goes back (rule 15). */
    static void payBack(Account account, InvoiceId invoice, Instant at, Decision decision) {
        account.ledger()
                .refunds()
                .paid(invoice)
                .ifPresent(paid -> request(
                        account, paid, paid.refundable(), RefundCause.LATE_PAYMENT, Optional.empty(), at, decision));
    }

    private static void request(
            Account account,
            PaidInvoice paid,
            Money amount,
            RefundCause cause,
            Optional<String> reason,
            Instant at,
            Decision decision) {
        decision.emit(new RefundRequested(
                account.id(),
                account.effective(at),
                account.dateOf(at),
                account.ledger().refunds().nextCreditNote(account.id()),
                paid.id(),
                ref(account, paid.method()),
                amount,
                cause,
                reason));
    }

    static void record(Account account, RecordRefundOutcome report, Decision decision) {
        OpenRefund refund = account.ledger()
                .refunds()
                .requested(report.creditNote())
                .orElseThrow(() -> settled(report.creditNote()));
        Instant at = account.effective(report.at());
        decision.emit(
                switch (report.outcome()) {
                    case Refunded refunded ->
                        new PaymentRefunded(
                                account.id(),
                                at,
                                account.dateOf(at),
                                refund.id(),
                                refund.invoice(),
                                ref(account, refund.method()),
                                refund.amount(),
                                refunded.gatewayReference());
                    case Failed failed ->
                        new RefundFailed(
                                account.id(),
                                at,
                                account.dateOf(at),
                                refund.id(),
                                refund.invoice(),
                                ref(account, refund.method()),
                                refund.amount(),
                                failed.code(),
                                failed.gatewayReference());
                });
    }

    /** A method stays known for as long as something may be refunded to it. */
    private static PaymentMethod.Ref ref(Account account, int method) {
        return account.methods().find(method).map(Numbered::ref).orElseThrow();
    }

    private static CommandRejected settled(CreditNoteId creditNote) {
        return new CommandRejected("attempt-settled", "The refund %s is not awaited.".formatted(creditNote));
    }
}
