package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.invoicing.OpenInvoice;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPayment;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRecorded;
import java.util.Optional;

/** A contract's invoice that was paid other than by a payment method on file (rule 19g). */
final class RecordedPayment {
    private RecordedPayment() {}

    static void decide(Account account, RecordPayment payment, Decision decision) {
        Refusals.requireIssued(account, payment.invoiceId());
        Refusals.requireCurrency(payment.amount(), account.currency(), "amount");
        OpenInvoice invoice = account.ledger()
                .open(payment.invoiceId())
                .orElseThrow(() -> notDue("Nothing is due on %s.".formatted(payment.invoiceId())));
        if (!invoice.isOfContract()) {
            throw new CommandRejected(
                    "not-contract",
                    "%s is paid by the account's payment method; it is not one of a contract.".formatted(invoice.id()));
        }
        if (!payment.amount().equals(invoice.amountDue())) {
            throw notDue("%s is due on %s, no more and no less.".formatted(invoice.amountDue(), invoice.id()));
        }
        if (invoice.isTried()) {
            throw Refusals.paymentPending();
        }
        decision.emit(new PaymentRecorded(
                account.id(),
                account.effective(payment.at()),
                account.dateOf(payment.at()),
                invoice.id(),
                payment.amount(),
                payment.reference()));
    }

    private static CommandRejected notDue(String detail) {
        return new CommandRejected("amount-not-due", detail, Optional.of("amount"));
    }
}
