package com.kore.billing.domain.invoicing;

import java.util.Optional;
import org.joda.money.Money;

/**
 * A refund that was asked for and that the gateway has not settled: its amount is reserved.
 *
 * @param method the number of the payment method that it goes back to
 * @param gatewayReference what the gateway calls the payment that it is of
 */
public record OpenRefund(
        CreditNoteId id, InvoiceId invoice, Money amount, int method, Optional<String> gatewayReference) {}
