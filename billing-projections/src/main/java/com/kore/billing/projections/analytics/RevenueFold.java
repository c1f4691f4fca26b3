package com.kore.billing.projections.analytics;

import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.projections.analytics.InvoiceFact.Line;
import com.kore.billing.projections.analytics.RevenueSchedule.Part;
import com.kore.billing.projections.readmodel.Rows;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.util.Optional;
import org.joda.money.Money;

/** When revenue of invoices counts, and what takes it back. */
final class RevenueFold {
    private final StoredEvent stored;
    private final Rows<AnalyticsRow> rows;

    RevenueFold(StoredEvent stored, Rows<AnalyticsRow> rows) {
        this.stored = stored;
        this.rows = rows;
    }

    void recognize(InvoiceIssued issued, Line line) {
        for (Part part : RevenueSchedule.spread(line.amount(), line.period())) {
            put(new RevenueEntry(
                    issued.subscriptionId(),
                    line.source(issued.invoiceId()),
                    stored.eventId(),
                    issued.invoiceId(),
                    Optional.of(line.number()),
                    Optional.empty(),
                    line.amount().isNegative() ? RevenueEntry.Kind.CREDIT : RevenueEntry.Kind.CHARGE,
                    part.days(),
                    part.amount()));
        }
    }

    /** Of an invoice that is void: what it charged for never was. */
    void neverRecognize(InvoiceFact fact) {
        for (Line line : fact.lines()) {
            for (Part part : RevenueSchedule.spread(line.amount(), line.period())) {
                rows.removeStored(RevenueEntry.class, RevenueEntry.key(line.source(fact.invoiceId()), part.days()));
            }
        }
    }

    void refund(InvoiceFact fact, PaymentRefunded refunded) {
        CreditNoteId creditNote = refunded.creditNote();
        takeBack(fact, refunded.amount(), creditNote.value(), RevenueEntry.Kind.REFUND, Optional.of(creditNote));
    }

    void writeOff(InvoiceFact fact, Money amount) {
        takeBack(fact, amount, fact.invoiceId() + "/lost", RevenueEntry.Kind.WRITE_OFF, Optional.empty());
    }

    private void takeBack(
            InvoiceFact fact, Money amount, String source, RevenueEntry.Kind kind, Optional<CreditNoteId> creditNote) {
        for (Part part :
                RevenueSchedule.reverse(amount, fact.paidFor(), stored.event().on())) {
            put(new RevenueEntry(
                    fact.subscriptionId(),
                    part.past() ? source + "/past" : source,
                    stored.eventId(),
                    fact.invoiceId(),
                    Optional.empty(),
                    creditNote,
                    kind,
                    part.days(),
                    part.amount()));
        }
    }

    private void put(RevenueEntry entry) {
        rows.put(entry.key(), entry);
    }
}
