package com.kore.billing.projections.analytics;

/** What stands in a table of the read model, besides the account itself. */
public sealed interface AnalyticsRow
        permits CreditRow, InvoiceFact, InvoiceLineRow, MrrMovement, PaymentRow, PeriodRow, RevenueEntry {

    /** Unique in its table, and among all rows of its account. */
    String key();
}
