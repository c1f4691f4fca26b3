package com.kore.billing.domain.subscription;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.payment.PaymentMethod;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What the gateway is to be asked.
 *
 * @param origin what the invoice was issued for, and with it what a decline means
 * @param attempt counted from 1; with the invoice it makes the idempotency key
 * @param paymentMethodNumber says which of the account's methods it is; the report of the outcome names it again
 * @param outcomeUnknown whether the attempt was made already and only its outcome is asked for
 * @param owed whether the money is still wanted; of an invoice that is written off it is only asked what became of the attempt
 * @param gatewayReference what the gateway calls the attempt, if it was made already and the gateway has said
 */
public record PaymentDue(
        SubscriptionId subscriptionId,
        InvoiceId invoiceId,
        InvoiceOrigin origin,
        int attempt,
        int paymentMethodNumber,
        PaymentMethod paymentMethod,
        Money amount,
        boolean outcomeUnknown,
        boolean owed,
        Optional<String> gatewayReference) {}
