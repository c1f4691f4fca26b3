package com.kore.billing.domain.subscription;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.payment.PaymentMethod;
import org.joda.money.Money;

/**
 * What the gateway is to be asked.
 *
 * @param attempt counted from 1; with the invoice it makes the idempotency key
 * @param outcomeUnknown whether the attempt was made already and only its outcome is asked for
 */
public record PaymentDue(
        SubscriptionId subscriptionId,
        InvoiceId invoiceId,
        int attempt,
        PaymentMethod paymentMethod,
        Money amount,
        boolean outcomeUnknown) {}
