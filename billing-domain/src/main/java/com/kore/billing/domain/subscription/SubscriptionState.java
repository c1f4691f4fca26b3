package com.kore.billing.domain.subscription;

import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a subscription is, folded from its events. Each kind decides what it may do. Immutable; folding never fails and never computes
 * a price.
 */
public sealed interface SubscriptionState permits NotOpened, OpenedState {

    /** The state after an event. */
    SubscriptionState apply(SubscriptionEvent event);

    /** Decides a command on a state that is up to date, by emitting into the decision or by refusing. */
    void decide(SubscriptionCommand command, Decision decision, PlanCatalog catalog);

    /** Decides all that has become due by an instant, each at its own time. */
    void bringUpTo(Instant at, Decision decision, PlanCatalog catalog);

    /** What is to be paid on an open invoice and with what; empty if nothing is. */
    Optional<PaymentDue> paymentDue(InvoiceId invoice);

    /** Whether a payment of an invoice is recorded, and not all of it has gone back. */
    boolean isPaid(InvoiceId invoice);

    /** What is to be paid back, and to where; empty if that is settled. */
    Optional<RefundDue> refundDue(CreditNoteId creditNote);
}
