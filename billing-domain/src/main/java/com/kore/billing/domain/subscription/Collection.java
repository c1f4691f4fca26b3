package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.OpenInvoice;
import com.kore.billing.domain.payment.InquirySchedule;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPaymentOutcome;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import java.time.Instant;
import java.time.LocalDate;

/** What a payment outcome leads to (rule 15): a command's charge is paid or undone, a renewal's stays open when declined. */
final class Collection {
    private Collection() {}

    static void record(OpenedState state, RecordPaymentOutcome report, Decision decision, PlanCatalog catalog) {
        Account account = state.account();
        PaymentDue due = account.paymentDue(report.invoiceId())
                .filter(payment -> payment.attempt() == report.attempt())
                .orElseThrow(() -> new CommandRejected(
                        "attempt-settled",
                        "Attempt %d of %s is not awaited.".formatted(report.attempt(), report.invoiceId())));
        OpenInvoice invoice = account.ledger().open(report.invoiceId()).orElseThrow();
        Instant at = account.effective(report.at());
        LocalDate on = account.dateOf(report.at());
        switch (report.outcome()) {
            case Succeeded() ->
                decision.emit(new PaymentSucceeded(
                        account.id(),
                        at,
                        on,
                        invoice.id(),
                        due.attempt(),
                        due.paymentMethod().kind(),
                        due.amount()));
            case Declined(String code) -> {
                decision.emit(new PaymentDeclined(
                        account.id(),
                        at,
                        on,
                        invoice.id(),
                        due.attempt(),
                        due.paymentMethod().kind(),
                        due.amount(),
                        code));
                if (invoice.origin() == InvoiceOrigin.CHANGE) {
                    undo(state, invoice, at, on, decision, catalog);
                }
            }
            case Unknown() ->
                decision.emit(new PaymentOutcomeUnknown(
                        account.id(),
                        at,
                        on,
                        invoice.id(),
                        due.attempt(),
                        due.paymentMethod().kind(),
                        due.amount(),
                        InquirySchedule.nextAt(at, invoice.inquiries() + 1)));
        }
    }

    private static void undo(
            OpenedState state, OpenInvoice invoice, Instant at, LocalDate on, Decision decision, PlanCatalog catalog) {
        if (state instanceof PaidSubscription paid) {
            paid.undone(invoice.id(), at, on, catalog).ifPresent(decision::emit);
        }
        decision.emit(new InvoiceVoided(
                state.account().id(),
                at,
                on,
                invoice.id(),
                invoice.creditApplied(),
                state.account().ledger().creditBalance().plus(invoice.creditApplied())));
    }
}
