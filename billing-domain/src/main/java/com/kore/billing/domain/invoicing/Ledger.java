package com.kore.billing.domain.invoicing;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What an account owes and is owed: its credit balance, how many invoices it has had, and those that are open, the oldest first.
 */
public record Ledger(Money creditBalance, int invoicesIssued, List<OpenInvoice> open) {

    public Ledger {
        open = List.copyOf(open);
    }

    public static Ledger empty(CurrencyUnit currency) {
        return new Ledger(Money.zero(currency), 0, List.of());
    }

    /** The number of the next invoice: numbers have no gaps. */
    public InvoiceId nextInvoice(SubscriptionId subscription) {
        return InvoiceId.of(subscription, invoicesIssued + 1);
    }

    /** After an invoice that left this credit balance; it stays open if anything is due. */
    public Ledger issued(OpenInvoice invoice, Money creditBalanceAfter) {
        List<OpenInvoice> stillOpen = invoice.amountDue().isZero()
                ? open
                : Stream.concat(open.stream(), Stream.of(invoice)).toList();
        return new Ledger(creditBalanceAfter, invoicesIssued + 1, stillOpen);
    }

    /** After a grant of credit or a return of it. */
    public Ledger withCreditBalance(Money balance) {
        return new Ledger(balance, invoicesIssued, open);
    }

    /** After an invoice was paid, voided or written off. */
    public Ledger closed(InvoiceId id) {
        return new Ledger(
                creditBalance,
                invoicesIssued,
                open.stream().filter(invoice -> !invoice.id().equals(id)).toList());
    }

    /** After something happened to an open invoice. */
    public Ledger with(InvoiceId id, UnaryOperator<OpenInvoice> change) {
        return new Ledger(
                creditBalance,
                invoicesIssued,
                open.stream()
                        .map(invoice -> invoice.id().equals(id) ? change.apply(invoice) : invoice)
                        .toList());
    }

    public Optional<OpenInvoice> open(InvoiceId id) {
        return open.stream().filter(invoice -> invoice.id().equals(id)).findFirst();
    }

    /** Whether a renewal's payment was declined and not made good since. */
    public boolean isOverdue() {
        return open.stream().anyMatch(invoice -> invoice.origin() == InvoiceOrigin.RENEWAL && invoice.declined());
    }
}
