package com.kore.billing.domain.invoicing;

import org.joda.money.Money;

/**
 * An invoice with money still due.
 *
 * @param creditApplied given back if the invoice is voided
 * @param attempts how many payment attempts have an outcome or an unknown one
 * @param inquiries how often the gateway did not know the outcome of the last attempt; 0 when nothing is unknown
 * @param declined whether the last attempt that has an outcome was declined
 */
public record OpenInvoice(
        InvoiceId id,
        InvoiceOrigin origin,
        Money amountDue,
        Money creditApplied,
        int attempts,
        int inquiries,
        boolean declined) {

    public static OpenInvoice of(InvoiceId id, InvoiceOrigin origin, InvoiceTotals totals) {
        return new OpenInvoice(id, origin, totals.amountDue(), totals.creditApplied(), 0, 0, false);
    }

    /** The attempt whose outcome is awaited: the unknown one, else the next. */
    public int currentAttempt() {
        return inquiries > 0 ? attempts : attempts + 1;
    }

    public OpenInvoice afterDecline(int attempt) {
        return new OpenInvoice(id, origin, amountDue, creditApplied, attempt, 0, true);
    }

    public OpenInvoice afterUnknown(int attempt) {
        return new OpenInvoice(id, origin, amountDue, creditApplied, attempt, inquiries + 1, declined);
    }
}
