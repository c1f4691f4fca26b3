package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.OpenInvoice;
import com.kore.billing.domain.payment.InquirySchedule;
import com.kore.billing.domain.payment.MethodsOnFile.Numbered;
import com.kore.billing.domain.payment.PaymentMethod;
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
import java.util.Optional;

/**
 * What a payment outcome leads to (rule 15): a command's charge is paid or undone, a renewal's is dunned, and money for an invoice that
 * is written off goes back.
 */
final class Collection {
    private final Account account;
    private final OpenInvoice invoice;
    private final RecordPaymentOutcome report;
    private final PaymentMethod.Ref method;
    private final Instant at;
    private final LocalDate on;
    private final Decision decision;

    private Collection(
            Account account,
            OpenInvoice invoice,
            RecordPaymentOutcome report,
            PaymentMethod.Ref method,
            Decision decision) {
        this.account = account;
        this.invoice = invoice;
        this.report = report;
        this.method = method;
        this.at = account.effective(report.at());
        this.on = account.dateOf(report.at());
        this.decision = decision;
    }

    static void record(OpenedState state, RecordPaymentOutcome report, Decision decision, PlanCatalog catalog) {
        Account account = state.account();
        OpenInvoice invoice = account.ledger()
                .awaiting(report.invoiceId())
                .filter(OpenInvoice::isAwaited)
                .filter(awaiting -> awaiting.currentAttempt() == report.attempt())
                .orElseThrow(() -> settled(report));
        PaymentMethod.Ref method = account.methods()
                .find(report.paymentMethod())
                .map(Numbered::ref)
                .orElseThrow(() -> settled(report));
        Collection collection = new Collection(account, invoice, report, method, decision);
        switch (report.outcome()) {
            case Succeeded ignored -> collection.succeeded();
            case Declined declined -> collection.declined(state, declined.code(), catalog);
            case Unknown unknown -> collection.unknown(unknown.code());
        }
    }

    private static CommandRejected settled(RecordPaymentOutcome report) {
        return new CommandRejected(
                "attempt-settled", "Attempt %d of %s is not awaited.".formatted(report.attempt(), report.invoiceId()));
    }

    private boolean isWrittenOff() {
        return account.ledger().isWrittenOff(invoice.id());
    }

    /** Said now, or when the outcome was not known yet. */
    private Optional<String> reference() {
        return report.outcome().gatewayReference().or(invoice::gatewayReference);
    }

    private void succeeded() {
        boolean late = isWrittenOff();
        decision.emit(new PaymentSucceeded(
                account.id(), at, on, invoice.id(), report.attempt(), method, invoice.amountDue(), reference()));
        if (late) {
            Refunding.payBack(decision.account(), invoice.id(), at, decision);
        }
    }

    private void declined(OpenedState state, String code, PlanCatalog catalog) {
        boolean dunned = invoice.origin() == InvoiceOrigin.RENEWAL && !isWrittenOff();
        Optional<Instant> retryAt = dunned || invoice.isOfContract() ? retryAt() : Optional.empty();
        boolean undone = invoice.origin() == InvoiceOrigin.CHANGE && !isWrittenOff();
        decision.emit(new PaymentDeclined(
                account.id(),
                at,
                on,
                invoice.id(),
                report.attempt(),
                method,
                invoice.amountDue(),
                code,
                retryAt,
                reference()));
        if (undone) {
            undo(state, catalog);
        } else if (dunned && retryAt.isEmpty()) {
            Dunning.lapse(at, on, decision);
        }
    }

    /**
     * A method that came while this attempt was under way is tried at once: the attempt says nothing about it. A contract's invoice
     * waits for such a method.
     */
    private Optional<Instant> retryAt() {
        boolean changedMeanwhile = account.methods()
                .present()
                .filter(present -> present.number() != method.number())
                .isPresent();
        if (changedMeanwhile) {
            return Optional.of(at);
        }
        return invoice.isOfContract()
                ? Optional.empty()
                : Dunning.nextTry(account.ledger(), invoice, decision.dunning(), at);
    }

    private void unknown(String code) {
        decision.emit(new PaymentOutcomeUnknown(
                account.id(),
                at,
                on,
                invoice.id(),
                report.attempt(),
                method,
                invoice.amountDue(),
                code,
                InquirySchedule.nextAt(at, invoice.inquiries() + 1),
                reference()));
    }

    private void undo(OpenedState state, PlanCatalog catalog) {
        if (state instanceof PaidSubscription paid) {
            paid.undone(invoice.id(), at, on, catalog).ifPresent(decision::emit);
        }
        decision.emit(new InvoiceVoided(
                account.id(),
                at,
                on,
                invoice.id(),
                invoice.creditApplied(),
                account.ledger().creditBalance().plus(invoice.creditApplied())));
    }
}
