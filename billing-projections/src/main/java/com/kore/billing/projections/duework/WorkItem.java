package com.kore.billing.projections.duework;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something to do at a time; the event that it leads to strikes it off.
 *
 * @param invoiceId empty for a renewal
 * @param attempt of the payment, counted from 1; 0 for a renewal or refund
 * @param creditNote of a refund
 */
public record WorkItem(
        SubscriptionId subscriptionId,
        Kind kind,
        Instant dueAt,
        Optional<InvoiceId> invoiceId,
        int attempt,
        Optional<CreditNoteId> creditNote) {

    /** What is to be done. */
    public enum Kind {
        /** The period ends: bring the subscription up to date. */
        RENEWAL,
        /** Ask the gateway for money. */
        COLLECTION,
        /** Ask the gateway what became of an attempt. */
        INQUIRY,
        /** Have the gateway pay back. */
        REFUND
    }

    static WorkItem renewal(SubscriptionId id, Instant dueAt) {
        return new WorkItem(id, Kind.RENEWAL, dueAt, Optional.empty(), 0, Optional.empty());
    }

    static WorkItem collection(SubscriptionId id, InvoiceId invoice, int attempt, Instant dueAt) {
        return new WorkItem(id, Kind.COLLECTION, dueAt, Optional.of(invoice), attempt, Optional.empty());
    }

    static WorkItem inquiry(SubscriptionId id, InvoiceId invoice, int attempt, Instant dueAt) {
        return new WorkItem(id, Kind.INQUIRY, dueAt, Optional.of(invoice), attempt, Optional.empty());
    }

    static WorkItem refund(SubscriptionId id, InvoiceId invoice, CreditNoteId creditNote, Instant dueAt) {
        return new WorkItem(id, Kind.REFUND, dueAt, Optional.of(invoice), 0, Optional.of(creditNote));
    }
}
