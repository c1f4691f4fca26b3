package com.kore.billing.domain.invoicing;

import java.util.Optional;
import org.joda.money.Money;

/**
 * What may still be paid back of an invoice.
 *
 * @param refundable what the payment method paid, less what was refunded or is reserved for a refund; above zero
 * @param method the number of the payment method that paid
 * @param gatewayReference what the gateway calls the payment
 */
public record PaidInvoice(InvoiceId id, Money refundable, int method, Optional<String> gatewayReference) {

    PaidInvoice plus(Money change) {
        return new PaidInvoice(id, refundable.plus(change), method, gatewayReference);
    }
}
