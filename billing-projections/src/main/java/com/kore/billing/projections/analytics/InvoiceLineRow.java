package com.kore.billing.projections.analytics;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import java.time.LocalDate;

/** @param number in its invoice, from 1 */
public record InvoiceLineRow(
        SubscriptionId subscriptionId, InvoiceId invoiceId, int number, LocalDate issuedOn, InvoiceLine line)
        implements AnalyticsRow {

    @Override
    public String key() {
        return invoiceId + "/" + number;
    }
}
