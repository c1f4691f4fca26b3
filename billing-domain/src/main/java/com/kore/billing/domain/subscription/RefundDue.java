package com.kore.billing.domain.subscription;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.payment.PaymentMethod;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What the gateway is to pay back. The credit note is the idempotency key.
 *
 * @param paymentMethod the one that paid the invoice
 * @param gatewayReference what the gateway calls the payment that is paid back, if it has said
 */
public record RefundDue(
        SubscriptionId subscriptionId,
        CreditNoteId creditNote,
        InvoiceId invoiceId,
        PaymentMethod paymentMethod,
        Money amount,
        Optional<String> gatewayReference) {}
