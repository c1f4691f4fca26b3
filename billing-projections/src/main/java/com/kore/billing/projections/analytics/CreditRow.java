package com.kore.billing.projections.analytics;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.Money;

/**
 * A change of an account's credit balance.
 *
 * @param sequence of the event that made it, in its subscription; likewise id and position
 * @param invoiceId empty for what was granted
 * @param grantKind of what was granted
 * @param change negative for what an invoice has taken
 */
public record CreditRow(
        SubscriptionId subscriptionId,
        long sequence,
        String eventId,
        long position,
        Optional<InvoiceId> invoiceId,
        LocalDate happenedOn,
        Instant happenedAt,
        Kind kind,
        Optional<CreditKind> grantKind,
        Money change,
        Money balance)
        implements AnalyticsRow {

    /** Where it comes from or goes to. */
    public enum Kind {
        GRANTED,
        /** More was given back than charged. */
        CREDITED,
        /** An invoice has taken it. */
        APPLIED,
        /** That invoice is void. */
        RETURNED
    }

    static CreditRow of(
            StoredEvent stored,
            Kind kind,
            Optional<InvoiceId> invoiceId,
            Optional<CreditKind> grantKind,
            Money change,
            Money balance) {
        return new CreditRow(
                stored.subscriptionId(),
                stored.sequence(),
                stored.eventId(),
                stored.position(),
                invoiceId,
                stored.event().on(),
                stored.event().at(),
                kind,
                grantKind,
                change,
                balance);
    }

    @Override
    public String key() {
        return subscriptionId + "/" + sequence;
    }
}
