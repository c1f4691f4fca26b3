package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.Ledger;
import com.kore.billing.domain.invoicing.OpenInvoice;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;

/**
 * What an account has on file whatever its plan: how it pays, what it owes and is owed.
 *
 * @param firstAttempts the method on file when each open invoice was issued; its first attempt uses it
 * @param lastEventAt no later decision counts as earlier
 */
public record Account(
        SubscriptionId id,
        CurrencyUnit currency,
        ZoneId timeZone,
        Optional<PaymentMethod> paymentMethod,
        boolean billingProfileOnFile,
        boolean signupCreditGranted,
        Ledger ledger,
        List<FirstAttempt> firstAttempts,
        Instant lastEventAt) {

    /** What an open invoice is first tried with. */
    public record FirstAttempt(InvoiceId invoiceId, PaymentMethod paymentMethod) {}

    public Account {
        firstAttempts = List.copyOf(firstAttempts);
    }

    static Account of(SubscriptionOpened opened) {
        return new Account(
                opened.subscriptionId(),
                opened.currency(),
                opened.timeZone(),
                Optional.empty(),
                false,
                false,
                Ledger.empty(opened.currency()),
                List.of(),
                opened.at());
    }

    /** A time earlier than the last event's counts as that one. */
    Instant effective(Instant at) {
        return at.isBefore(lastEventAt) ? lastEventAt : at;
    }

    LocalDate dateOf(Instant at) {
        return LocalDate.ofInstant(effective(at), timeZone);
    }

    /** After any event; those that are not the account's leave only their time. */
    Account apply(SubscriptionEvent event) {
        Account after = switch (event) {
            case PaymentMethodChanged changed -> withPaymentMethod(changed.paymentMethod());
            case BillingProfileUpdated ignored -> withBillingProfileOnFile();
            case CreditGranted granted -> granted(granted);
            case InvoiceIssued issued -> issued(issued);
            case PaymentSucceeded paid -> with(ledger.closed(paid.invoiceId()));
            case PaymentDeclined declined ->
                with(ledger.with(declined.invoiceId(), invoice -> invoice.afterDecline(declined.attempt())));
            case PaymentOutcomeUnknown unknown ->
                with(ledger.with(unknown.invoiceId(), invoice -> invoice.afterUnknown(unknown.attempt())));
            case InvoiceVoided voided ->
                with(ledger.closed(voided.invoiceId()).withCreditBalance(voided.creditBalance()));
            default -> this;
        };
        return after.at(event.at());
    }

    void decide(GrantCredit grant, Decision decision) {
        Refusals.requireCurrency(grant.amount(), currency, "amount");
        if (!grant.amount().isPositive()) {
            throw new CommandRejected("invalid", "Must be above zero.", Optional.of("amount"));
        }
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

    Optional<PaymentDue> paymentDue(InvoiceId invoiceId) {
        return ledger.open(invoiceId)
                .flatMap(invoice -> methodFor(invoice)
                        .map(method -> new PaymentDue(
                                id,
                                invoiceId,
                                invoice.currentAttempt(),
                                method,
                                invoice.amountDue(),
                                invoice.inquiries() > 0)));
    }

    /** The first attempt uses the method on file when the invoice was issued, a later one the present method. */
    private Optional<PaymentMethod> methodFor(OpenInvoice invoice) {
        return invoice.currentAttempt() > 1
                ? paymentMethod
                : firstAttempts.stream()
                        .filter(first -> first.invoiceId().equals(invoice.id()))
                        .map(FirstAttempt::paymentMethod)
                        .findFirst();
    }

    /** Whether a command's charge has no outcome yet. */
    boolean isPaymentPending() {
        return ledger.open().stream().anyMatch(invoice -> invoice.origin() == InvoiceOrigin.CHANGE);
    }

    private Account issued(InvoiceIssued issued) {
        OpenInvoice invoice = OpenInvoice.of(issued.invoiceId(), issued.origin(), issued.totals());
        Stream<FirstAttempt> first = issued.paymentMethod().isEmpty()
                ? Stream.empty()
                : paymentMethod.map(method -> new FirstAttempt(issued.invoiceId(), method)).stream();
        return new Account(
                id,
                currency,
                timeZone,
                paymentMethod,
                billingProfileOnFile,
                signupCreditGranted,
                ledger.issued(invoice, issued.totals().creditBalance()),
                Stream.concat(firstAttempts.stream(), first).toList(),
                lastEventAt);
    }

    private Account granted(CreditGranted granted) {
        return new Account(
                id,
                currency,
                timeZone,
                paymentMethod,
                billingProfileOnFile,
                signupCreditGranted || granted.kind() == CreditKind.SIGNUP,
                ledger.withCreditBalance(granted.creditBalance()),
                firstAttempts,
                lastEventAt);
    }

    private Account withPaymentMethod(PaymentMethod method) {
        return new Account(
                id,
                currency,
                timeZone,
                Optional.of(method),
                billingProfileOnFile,
                signupCreditGranted,
                ledger,
                firstAttempts,
                lastEventAt);
    }

    private Account withBillingProfileOnFile() {
        return new Account(
                id, currency, timeZone, paymentMethod, true, signupCreditGranted, ledger, firstAttempts, lastEventAt);
    }

    private Account with(Ledger changed) {
        return new Account(
                id,
                currency,
                timeZone,
                paymentMethod,
                billingProfileOnFile,
                signupCreditGranted,
                changed,
                firstAttempts.stream()
                        .filter(first -> changed.open(first.invoiceId())
                                .filter(invoice -> invoice.currentAttempt() == 1)
                                .isPresent())
                        .toList(),
                lastEventAt);
    }

    private Account at(Instant at) {
        return new Account(
                id,
                currency,
                timeZone,
                paymentMethod,
                billingProfileOnFile,
                signupCreditGranted,
                ledger,
                firstAttempts,
                effective(at));
    }
}
