package com.kore.billing.domain.invoicing;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * What may be, and what is being, paid back to payment methods. Asking for a refund reserves its amount, so that two refunds never
 * pass what was paid.
 *
 * @param creditNotesIssued how many refunds were asked for; their numbers have no gaps
 * @param paid invoices that something may be refunded of, the oldest first
 * @param requested refunds that the gateway has not settled
 */
public record Refunds(int creditNotesIssued, List<PaidInvoice> paid, List<OpenRefund> requested) {
    public static final Refunds NONE = new Refunds(0, List.of(), List.of());

    public Refunds {
        paid = List.copyOf(paid);
        requested = List.copyOf(requested);
    }

    /** The number of the next credit note. */
    public CreditNoteId nextCreditNote(SubscriptionId subscription) {
        return CreditNoteId.of(subscription, creditNotesIssued + 1);
    }

    public Optional<PaidInvoice> paid(InvoiceId id) {
        return paid.stream().filter(invoice -> invoice.id().equals(id)).findFirst();
    }

    public Optional<OpenRefund> requested(CreditNoteId id) {
        return requested.stream().filter(refund -> refund.id().equals(id)).findFirst();
    }

    Refunds paid(PaidInvoice invoice) {
        return new Refunds(
                creditNotesIssued,
                Stream.concat(paid.stream(), Stream.of(invoice)).toList(),
                requested);
    }

    public Refunds requested(OpenRefund refund) {
        return new Refunds(
                creditNotesIssued + 1,
                plus(refund, refund.amount().negated()),
                Stream.concat(requested.stream(), Stream.of(refund)).toList());
    }

    public Refunds refunded(CreditNoteId id) {
        return new Refunds(creditNotesIssued, paid, without(id));
    }

    /** The amount is free to be refunded again. */
    public Refunds failed(CreditNoteId id) {
        return requested(id)
                .map(refund -> new Refunds(creditNotesIssued, plus(refund, refund.amount()), without(id)))
                .orElse(this);
    }

    /** The ways back are erased: of what was paid so far nothing can be paid back any more. */
    Refunds withoutWayBack() {
        return new Refunds(creditNotesIssued, List.of(), requested);
    }

    boolean needMethod(int number) {
        return paid.stream().anyMatch(invoice -> invoice.method() == number)
                || requested.stream().anyMatch(refund -> refund.method() == number);
    }

    private List<OpenRefund> without(CreditNoteId id) {
        return requested.stream().filter(refund -> !refund.id().equals(id)).toList();
    }

    /** An invoice of which nothing is left is not kept. */
    private List<PaidInvoice> plus(OpenRefund refund, Money change) {
        InvoiceId id = refund.invoice();
        if (paid(id).isEmpty()) {
            PaidInvoice again = new PaidInvoice(id, change, refund.method(), refund.gatewayReference());
            return Stream.concat(paid.stream(), Stream.of(again)).toList();
        }
        return paid.stream()
                .map(invoice -> invoice.id().equals(id) ? invoice.plus(change) : invoice)
                .filter(invoice -> invoice.refundable().isPositive())
                .toList();
    }
}
