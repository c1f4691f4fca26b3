package com.kore.billing.projections.analytics;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What counts as revenue of the days of one month.
 *
 * @param source what it is a part of, as the first part of the key
 * @param eventId of the event that it rests on
 * @param line of the invoice; empty for what is taken back
 * @param creditNote of a refund
 * @param days within one month
 * @param amount negative for what is taken back
 */
public record RevenueEntry(
        SubscriptionId subscriptionId,
        String source,
        String eventId,
        InvoiceId invoiceId,
        Optional<Integer> line,
        Optional<CreditNoteId> creditNote,
        Kind kind,
        BillingPeriod days,
        Money amount)
        implements AnalyticsRow {

    /** Why it counts. */
    public enum Kind {
        CHARGE,
        /** A line that gives back unused days. */
        CREDIT,
        REFUND,
        /** What was due is lost. */
        WRITE_OFF
    }

    @Override
    public String key() {
        return key(source, days);
    }

    static String key(String source, BillingPeriod days) {
        return source + "/" + days.start();
    }
}
