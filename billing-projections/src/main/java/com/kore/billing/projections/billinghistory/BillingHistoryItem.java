package com.kore.billing.projections.billinghistory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.InvoiceId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.Money;

/**
 * A line of the Billing History page.
 *
 * @param details in English
 * @param invoiceNumber the same as the id, as people call it
 * @param amount above zero; the charge type says which way it went
 * @param creditBalance after the transaction
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BillingHistoryItem(
        LocalDate date,
        String details,
        Optional<InvoiceId> invoiceId,
        Optional<String> invoiceNumber,
        ChargeType chargeType,
        Money amount,
        Money creditBalance,
        Instant occurredAt,
        String eventId) {

    public static BillingHistoryItem of(Transaction row, PlanCatalog catalog) {
        return new BillingHistoryItem(
                row.on(),
                row.occasion().inWords(catalog, row.on()),
                row.invoiceId(),
                row.invoiceId().map(InvoiceId::value),
                row.chargeType(),
                row.amount(),
                row.creditBalance(),
                row.at(),
                row.eventId());
    }
}
