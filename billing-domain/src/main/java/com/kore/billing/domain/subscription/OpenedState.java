package com.kore.billing.domain.subscription;

import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import java.util.Optional;

/** A state that has an account: all but {@link NotOpened}. */
public sealed interface OpenedState extends SubscriptionState
        permits FreeSubscription, PaidSubscription, ContractSubscription {
    Account account();

    int managedUsers();

    @Override
    default Optional<PaymentDue> paymentDue(InvoiceId invoice) {
        return account().paymentDue(invoice);
    }

    @Override
    default boolean isPaid(InvoiceId invoice) {
        return account().isPaid(invoice);
    }

    @Override
    default Optional<RefundDue> refundDue(CreditNoteId creditNote) {
        return account().refundDue(creditNote);
    }
}
