package com.kore.billing.domain.invoicing;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What an account owes and is owed.
 *
 * @param invoicesIssued how many invoices there have been; numbers have no gaps
 * @param open invoices with money due, the oldest first
 * @param writtenOff invoices that are uncollectible, while money may still arrive for an attempt on them
 * @param refunds what is owed back and was already paid
 */
public record Ledger(
        Money creditBalance,
        int invoicesIssued,
        List<OpenInvoice> open,
        List<OpenInvoice> writtenOff,
        Refunds refunds) {

    public Ledger {
        open = List.copyOf(open);
        writtenOff = List.copyOf(writtenOff);
    }

    public static Ledger empty(CurrencyUnit currency) {
        return new Ledger(Money.zero(currency), 0, List.of(), List.of(), Refunds.NONE);
    }

    /** The number of the next invoice. */
    public InvoiceId nextInvoice(SubscriptionId subscription) {
        return InvoiceId.of(subscription, invoicesIssued + 1);
    }

    /** After an invoice that left this credit balance; it stays open if anything is due. */
    public Ledger issued(OpenInvoice invoice, Money creditBalanceAfter) {
        return new Ledger(
                creditBalanceAfter,
                invoicesIssued + 1,
                invoice.amountDue().isZero() ? open : with(open, invoice),
                writtenOff,
                refunds);
    }

    /** The most that the credit balance may come to without a grant: what open invoices took of it may be given back. */
    public Money creditBalanceMax() {
        return creditBalance.plus(open.stream().map(OpenInvoice::creditApplied).toList());
    }

    /** After a grant of credit or a return of it. */
    public Ledger withCreditBalance(Money balance) {
        return new Ledger(balance, invoicesIssued, open, writtenOff, refunds);
    }

    public Ledger withRefunds(Refunds other) {
        return new Ledger(creditBalance, invoicesIssued, open, writtenOff, other);
    }

    /** After an invoice was paid, be it written off already. */
    public Ledger paid(PaidInvoice invoice) {
        InvoiceId id = invoice.id();
        return new Ledger(
                creditBalance, invoicesIssued, without(open, id), without(writtenOff, id), refunds.paid(invoice));
    }

    /** After an invoice was voided, or paid without a payment method. */
    public Ledger closed(InvoiceId id) {
        return new Ledger(creditBalance, invoicesIssued, without(open, id), writtenOff, refunds);
    }

    /** @param presentMethod the number of the payment method on file */
    public Ledger writtenOff(InvoiceId id, Optional<Integer> presentMethod) {
        return open(id).map(invoice -> new Ledger(
                        creditBalance,
                        invoicesIssued,
                        without(open, id),
                        with(writtenOff, invoice.boundTo(presentMethod)),
                        refunds))
                .orElse(this);
    }

    /** After a payment method came that is tried at once on these invoices. */
    public Ledger tried(InvoiceId id, int method) {
        return new Ledger(
                creditBalance,
                invoicesIssued,
                changed(open, id, invoice -> invoice.isOfContract() ? invoice.boundTo(Optional.of(method)) : invoice),
                writtenOff,
                refunds);
    }

    /** After a declined attempt: an open invoice stays open, one that is written off has nothing to come any more. */
    public Ledger declined(InvoiceId id, UnaryOperator<OpenInvoice> change) {
        return new Ledger(creditBalance, invoicesIssued, changed(open, id, change), without(writtenOff, id), refunds);
    }

    /** After an attempt whose outcome is not known. */
    public Ledger unknown(InvoiceId id, UnaryOperator<OpenInvoice> change) {
        return new Ledger(
                creditBalance, invoicesIssued, changed(open, id, change), changed(writtenOff, id, change), refunds);
    }

    /** All payment methods are erased: nothing can be paid back any more, nor come for what is written off. */
    public Ledger withoutPaymentMethods() {
        return new Ledger(creditBalance, invoicesIssued, open, List.of(), refunds.withoutWayBack());
    }

    public Optional<OpenInvoice> open(InvoiceId id) {
        return find(open, id);
    }

    public boolean isWrittenOff(InvoiceId id) {
        return find(writtenOff, id).isPresent();
    }

    /** An invoice for which money may come. */
    public Optional<OpenInvoice> awaiting(InvoiceId id) {
        return open(id).or(() -> find(writtenOff, id));
    }

    /** Whether a renewal's payment was declined and not made good since. */
    public boolean isOverdue() {
        return open.stream().anyMatch(OpenInvoice::isOverdue);
    }

    /** Whether the gateway could not tell yet what became of an attempt to have an open invoice of an online account paid. */
    public boolean isOutcomeUnknown() {
        return open.stream().anyMatch(invoice -> invoice.isOutcomeUnknown() && !invoice.isOfContract());
    }

    /** Whether something that has not come to its end was, or may have been, paid with the method of this number. */
    public boolean mayNeedMethod(int number) {
        return !open.isEmpty()
                || writtenOff.stream()
                        .anyMatch(invoice -> invoice.method()
                                .filter(method -> method == number)
                                .isPresent())
                || refunds.needMethod(number);
    }

    private static Optional<OpenInvoice> find(List<OpenInvoice> invoices, InvoiceId id) {
        return invoices.stream().filter(invoice -> invoice.id().equals(id)).findFirst();
    }

    private static List<OpenInvoice> with(List<OpenInvoice> invoices, OpenInvoice invoice) {
        return Stream.concat(invoices.stream(), Stream.of(invoice)).toList();
    }

    private static List<OpenInvoice> without(List<OpenInvoice> invoices, InvoiceId id) {
        return invoices.stream().filter(invoice -> !invoice.id().equals(id)).toList();
    }

    private static List<OpenInvoice> changed(
            List<OpenInvoice> invoices, InvoiceId id, UnaryOperator<OpenInvoice> change) {
        return invoices.stream()
                .map(invoice -> invoice.id().equals(id) ? change.apply(invoice) : invoice)
                .toList();
    }
}
