package com.kore.billing.projections.duework;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.projections.readmodel.StoredEvent;
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
        Optional<CreditNoteId> creditNote,
        Cause cause) {

    /**
     * The event that put it on the list.
     *
     * @param version of the subscription after it: whoever knows an older one does not know what is to be done
     */
    public record Cause(String eventId, long version) {
        static Cause of(StoredEvent stored) {
            return new Cause(stored.eventId(), stored.version());
        }
    }

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

    static WorkItem renewal(StoredEvent cause, Instant dueAt) {
        return new WorkItem(
                cause.subscriptionId(), Kind.RENEWAL, dueAt, Optional.empty(), 0, Optional.empty(), Cause.of(cause));
    }

    static WorkItem collection(StoredEvent cause, InvoiceId invoice, int attempt, Instant dueAt) {
        return new WorkItem(
                cause.subscriptionId(),
                Kind.COLLECTION,
                dueAt,
                Optional.of(invoice),
                attempt,
                Optional.empty(),
                Cause.of(cause));
    }

    static WorkItem inquiry(StoredEvent cause, InvoiceId invoice, int attempt, Instant dueAt) {
        return new WorkItem(
                cause.subscriptionId(),
                Kind.INQUIRY,
                dueAt,
                Optional.of(invoice),
                attempt,
                Optional.empty(),
                Cause.of(cause));
    }

    static WorkItem refund(StoredEvent cause, InvoiceId invoice, CreditNoteId creditNote, Instant dueAt) {
        return new WorkItem(
                cause.subscriptionId(),
                Kind.REFUND,
                dueAt,
                Optional.of(invoice),
                0,
                Optional.of(creditNote),
                Cause.of(cause));
    }
}
