package com.kore.billing.projections.invoices;

/** How an invoice stands. */
public enum InvoiceStatus {
    OPEN,
    PAID,
    /** A renewal's payment was declined and not made good since. */
    PAST_DUE,
    VOID,
    UNCOLLECTIBLE
}
