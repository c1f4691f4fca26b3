package com.kore.billing.projections.duework;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something to do at a time; the event that it leads to strikes it off.
 *
 * @param invoiceId of a collection or inquiry
 * @param attempt of the payment, counted from 1; 0 for a renewal
 */
public record WorkItem(
        SubscriptionId subscriptionId, Kind kind, Instant dueAt, Optional<InvoiceId> invoiceId, int attempt) {

    /** What is to be done. */
    public enum Kind {
        /** The period ends: bring the subscription up to date. */
        RENEWAL,
        /** Ask the gateway for money. */
        COLLECTION,
        /** Ask the gateway what became of an attempt. */
        INQUIRY
    }

    static WorkItem renewal(SubscriptionId id, Instant dueAt) {
        return new WorkItem(id, Kind.RENEWAL, dueAt, Optional.empty(), 0);
    }

    static WorkItem collection(SubscriptionId id, InvoiceId invoice, int attempt, Instant dueAt) {
        return new WorkItem(id, Kind.COLLECTION, dueAt, Optional.of(invoice), attempt);
    }

    static WorkItem inquiry(SubscriptionId id, InvoiceId invoice, int attempt, Instant dueAt) {
        return new WorkItem(id, Kind.INQUIRY, dueAt, Optional.of(invoice), attempt);
    }
}
