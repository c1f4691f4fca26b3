package com.kore.billing.projections.billinghistory;

import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * What the next transaction needs to know.
 *
 * @param managedUsers how many the account has, be it on a free plan or a paid one
 * @param open the invoices for which money may come, and what they are about
 */
public record HistoryHead(int managedUsers, Money creditBalance, List<OpenInvoice> open) {

    /**
     * An invoice and what it is about.
     *
     * @param asked whether the gateway is asked what became of an attempt
     * @param writtenOff whether it is not tried any more; money may come all the same for an attempt that was made before
     */
    public record OpenInvoice(InvoiceId invoiceId, Occasion occasion, Boolean asked, Boolean writtenOff) {
        public OpenInvoice {
            // Heads that were written before either was asked for say neither.
            asked = Objects.requireNonNullElse(asked, false);
            writtenOff = Objects.requireNonNullElse(writtenOff, false);
        }
    }

    public HistoryHead {
        open = List.copyOf(open);
    }

    HistoryHead withManagedUsers(int users) {
        return new HistoryHead(users, creditBalance, open);
    }

    HistoryHead withCreditBalance(Money balance) {
        return new HistoryHead(managedUsers, balance, open);
    }

    /**
     * After going paid: what was written off before is forgotten, unless the gateway is still asked about it. So it is remembered for
     * longer than an attempt takes, and not for ever.
     */
    private HistoryHead begunAnew() {
        return with(open.stream()
                .filter(invoice -> !invoice.writtenOff() || invoice.asked())
                .toList());
    }

    HistoryHead issued(InvoiceIssued issued) {
        HistoryHead before = issued.occasion() == InvoiceOccasion.WENT_PAID ? begunAnew() : this;
        HistoryHead after = before.withCreditBalance(issued.totals().creditBalance());
        OpenInvoice invoice = new OpenInvoice(issued.invoiceId(), Occasion.of(issued, managedUsers), false, false);
        return issued.totals().amountDue().isZero()
                ? after
                : after.with(
                        Stream.concat(after.open().stream(), Stream.of(invoice)).toList());
    }

    HistoryHead settled(InvoiceId id) {
        return with(
                open.stream().filter(invoice -> !invoice.invoiceId().equals(id)).toList());
    }

    /** It is tried again, unless it is written off. */
    HistoryHead declined(InvoiceId id) {
        boolean lost = open.stream().anyMatch(invoice -> invoice.invoiceId().equals(id) && invoice.writtenOff());
        return lost ? settled(id) : changed(id, invoice -> new OpenInvoice(id, invoice.occasion(), false, false));
    }

    HistoryHead unknown(InvoiceId id) {
        return changed(id, invoice -> new OpenInvoice(id, invoice.occasion(), true, invoice.writtenOff()));
    }

    HistoryHead writtenOff(InvoiceId id) {
        return changed(id, invoice -> new OpenInvoice(id, invoice.occasion(), invoice.asked(), true));
    }

    private HistoryHead changed(InvoiceId id, UnaryOperator<OpenInvoice> change) {
        return with(open.stream()
                .map(invoice -> invoice.invoiceId().equals(id) ? change.apply(invoice) : invoice)
                .toList());
    }

    private HistoryHead with(List<OpenInvoice> invoices) {
        return new HistoryHead(managedUsers, creditBalance, invoices);
    }

    Occasion of(InvoiceId invoice) {
        return open.stream()
                .filter(other -> other.invoiceId().equals(invoice))
                .map(OpenInvoice::occasion)
                .findFirst()
                .orElseGet(Occasion.Unstated::new);
    }
}
