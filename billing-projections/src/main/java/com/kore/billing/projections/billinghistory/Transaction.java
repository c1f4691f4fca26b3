package com.kore.billing.projections.billinghistory;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.Money;

/**
 * One row of the history.
 *
 * @param sequence of the event in its subscription; later transactions have higher ones
 * @param amount above zero; the charge type says which way it went
 * @param creditBalance after the transaction
 */
public record Transaction(
        SubscriptionId subscriptionId,
        long sequence,
        String eventId,
        Instant at,
        LocalDate on,
        Optional<InvoiceId> invoiceId,
        ChargeType chargeType,
        Money amount,
        Money creditBalance,
        Occasion occasion) {

    static Transaction of(
            StoredEvent stored,
            Optional<InvoiceId> invoiceId,
            ChargeType chargeType,
            Money amount,
            Money creditBalance,
            Occasion occasion) {
        return new Transaction(
                stored.subscriptionId(),
                stored.sequence(),
                stored.eventId(),
                stored.event().at(),
                stored.event().on(),
                invoiceId,
                chargeType,
                amount,
                creditBalance,
                occasion);
    }

    /** Its event is of one subscription and has one sequence there. */
    String key() {
        return subscriptionId + "/" + sequence;
    }
}
