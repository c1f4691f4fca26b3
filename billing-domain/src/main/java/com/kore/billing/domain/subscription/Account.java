package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.Ledger;
import com.kore.billing.domain.invoicing.OpenInvoice;
import com.kore.billing.domain.invoicing.OpenRefund;
import com.kore.billing.domain.invoicing.PaidInvoice;
import com.kore.billing.domain.payment.MethodsOnFile;
import com.kore.billing.domain.payment.MethodsOnFile.Numbered;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceWrittenOff;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRecorded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.domain.subscription.SubscriptionEvent.TermsEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.TriedNow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/**
 * What an account has on file whatever its plan: how it pays, what it owes and is owed.
 *
 * @param lastEventAt no later decision counts as earlier
 * @param lastEventOn the latest day that an event counts for; no later decision is about an earlier one (rule 10d)
 */
public record Account(
        SubscriptionId id,
        CurrencyUnit currency,
        ZoneId timeZone,
        MethodsOnFile methods,
        boolean billingProfileOnFile,
        boolean signupCreditGranted,
        Ledger ledger,
        Instant lastEventAt,
        LocalDate lastEventOn) {
    static Account of(SubscriptionOpened opened) {
        return new Account(
                opened.subscriptionId(),
                opened.currency(),
                opened.timeZone(),
                MethodsOnFile.NONE,
                false,
                false,
                Ledger.empty(opened.currency()),
                opened.at(),
                opened.on());
    }

    /** A time earlier than the last event's counts as that one. */
    Instant effective(Instant at) {
        return at.isBefore(lastEventAt) ? lastEventAt : at;
    }

    /** Where clocks go back over midnight, the hour that comes again still belongs to the later day. */
    LocalDate dateOf(Instant at) {
        return laterOf(LocalDate.ofInstant(effective(at), timeZone), lastEventOn);
    }

    private static LocalDate laterOf(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }

    /** The one on file. */
    public Optional<PaymentMethod> paymentMethod() {
        return methods.present().map(Numbered::method);
    }

    /** After any event; those that are not the account's leave only their time. */
    Account apply(SubscriptionEvent event) {
        Account after = switch (event) {
            case PaymentMethodChanged changed -> with(changed);
            case BillingProfileUpdated ignored ->
                new Account(
                        id, currency, timeZone, methods, true, signupCreditGranted, ledger, lastEventAt, lastEventOn);
            case CreditGranted granted -> granted(granted);
            case PersonalDataErased ignored -> erased();
            case InvoiceIssued issued ->
                with(ledger.issued(
                        OpenInvoice.of(
                                issued.invoiceId(),
                                issued.origin(),
                                issued.totals(),
                                issued.paymentMethod().map(PaymentMethod.Ref::number)),
                        issued.totals().creditBalance()));
            case PaymentSucceeded paid ->
                with(ledger.paid(new PaidInvoice(
                        paid.invoiceId(), paid.amount(), paid.paymentMethod().number(), paid.gatewayReference())));
            case PaymentDeclined declined ->
                with(ledger.declined(declined.invoiceId(), invoice -> declined(invoice, declined)));
            case PaymentRecorded recorded -> with(ledger.closed(recorded.invoiceId()));
            case PaymentOutcomeUnknown unknown ->
                with(ledger.unknown(
                        unknown.invoiceId(),
                        invoice -> invoice.afterUnknown(
                                unknown.attempt(),
                                unknown.at(),
                                unknown.paymentMethod().number(),
                                unknown.gatewayReference())));
            case InvoiceVoided voided ->
                with(ledger.closed(voided.invoiceId()).withCreditBalance(voided.creditBalance()));
            case InvoiceWrittenOff writtenOff ->
                with(ledger.writtenOff(writtenOff.invoiceId(), methods.present().map(Numbered::number)));
            case RefundRequested requested ->
                with(ledger.withRefunds(ledger.refunds()
                        .requested(new OpenRefund(
                                requested.creditNote(),
                                requested.invoiceId(),
                                requested.amount(),
                                requested.paymentMethod().number(),
                                ledger.refunds().paid(requested.invoiceId()).flatMap(PaidInvoice::gatewayReference)))));
            case PaymentRefunded refunded ->
                with(ledger.withRefunds(ledger.refunds().refunded(refunded.creditNote())));
            case RefundFailed failed -> with(ledger.withRefunds(ledger.refunds().failed(failed.creditNote())));
            case TermsEvent ignored -> this;
            case SubscriptionOpened ignored -> this;
        };
        return after.asOf(event);
    }

    void decide(GrantCredit grant, Decision decision) {
        Refusals.requireCurrency(grant.amount(), currency, "amount");
        if (!grant.amount().isPositive()) {
            throw Refusals.invalid("amount", "Must be above zero.");
        }
        Refusals.requireExactCredit(ledger, grant.amount(), Optional.of("amount"));
        if (grant.kind() == CreditKind.SIGNUP && signupCreditGranted) {
            throw new CommandRejected("credit-already-granted", "An account gets the sign-up credit once.");
        }
        decision.emit(new CreditGranted(
                id,
                effective(grant.at()),
                dateOf(grant.at()),
                grant.kind(),
                grant.amount(),
                ledger.creditBalance().plus(grant.amount()),
                grant.note()));
    }

    /** What is to be paid, or to be asked about; of an invoice that is written off, only whether an attempt came through. */
    Optional<PaymentDue> paymentDue(InvoiceId invoiceId) {
        return ledger.awaiting(invoiceId)
                .filter(invoice -> invoice.inquiries() > 0 || !ledger.isWrittenOff(invoiceId))
                .filter(OpenInvoice::isAwaited)
                .flatMap(invoice -> methodFor(invoice)
                        .map(method -> new PaymentDue(
                                id,
                                invoiceId,
                                invoice.origin(),
                                invoice.currentAttempt(),
                                method.number(),
                                method.method(),
                                invoice.amountDue(),
                                invoice.inquiries() > 0,
                                !ledger.isWrittenOff(invoiceId),
                                invoice.gatewayReference())));
    }

    boolean isPaid(InvoiceId invoice) {
        return ledger.refunds().paid(invoice).isPresent()
                || ledger.refunds().requested().stream()
                        .anyMatch(refund -> refund.invoice().equals(invoice));
    }

    Optional<RefundDue> refundDue(CreditNoteId creditNote) {
        return ledger.refunds()
                .requested(creditNote)
                .flatMap(refund -> methods.find(refund.method())
                        .map(method -> new RefundDue(
                                id,
                                creditNote,
                                refund.invoice(),
                                method.method(),
                                refund.amount(),
                                refund.gatewayReference())));
    }

    private Optional<Numbered> methodFor(OpenInvoice invoice) {
        return invoice.method().map(methods::find).orElseGet(methods::present);
    }

    /** Whether a command's charge has no outcome yet. */
    boolean isPaymentPending() {
        return ledger.open().stream().anyMatch(invoice -> invoice.origin() == InvoiceOrigin.CHANGE);
    }

    /** Where a contract's invoice is tried again at once, because a newer method has come, it is with that one. */
    private OpenInvoice declined(OpenInvoice invoice, PaymentDeclined declined) {
        OpenInvoice after = invoice.afterDecline(declined.attempt(), declined.at());
        return invoice.isOfContract() && declined.retryAt().isPresent()
                ? after.boundTo(methods.present().map(Numbered::number))
                : after;
    }

    private Account with(PaymentMethodChanged changed) {
        Ledger tried = ledger;
        for (TriedNow now : changed.triedNow()) {
            tried = tried.tried(now.invoiceId(), changed.number());
        }
        return new Account(
                id,
                currency,
                timeZone,
                methods.with(new Numbered(changed.number(), changed.paymentMethod()), ledger::mayNeedMethod),
                billingProfileOnFile,
                signupCreditGranted,
                tried,
                lastEventAt,
                lastEventOn);
    }

    private Account granted(CreditGranted granted) {
        return new Account(
                id,
                currency,
                timeZone,
                methods,
                billingProfileOnFile,
                signupCreditGranted || granted.kind() == CreditKind.SIGNUP,
                ledger.withCreditBalance(granted.creditBalance()),
                lastEventAt,
                lastEventOn);
    }

    private Account erased() {
        return new Account(
                id,
                currency,
                timeZone,
                methods.erased(),
                false,
                signupCreditGranted,
                ledger.withoutPaymentMethods(),
                lastEventAt,
                lastEventOn);
    }

    private Account with(Ledger changed) {
        return new Account(
                id,
                currency,
                timeZone,
                methods,
                billingProfileOnFile,
                signupCreditGranted,
                changed,
                lastEventAt,
                lastEventOn);
    }

    private Account asOf(SubscriptionEvent event) {
        return new Account(
                id,
                currency,
                timeZone,
                methods,
                billingProfileOnFile,
                signupCreditGranted,
                ledger,
                effective(event.at()),
                laterOf(event.on(), lastEventOn));
    }
}
