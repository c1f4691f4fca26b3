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
 * @param declineCode the gateway's reason, of a failed payment
 * @param returned whether credit came back because an invoice was voided
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
        Occasion occasion,
        Optional<String> declineCode,
        boolean returned) {

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
                occasion,
                Optional.empty(),
                false);
    }

    Transaction asDeclined(String code) {
        return new Transaction(
                subscriptionId,
                sequence,
                eventId,
                at,
                on,
                invoiceId,
                chargeType,
                amount,
                creditBalance,
                occasion,
                Optional.of(code),
                false);
    }

    Transaction asReturned() {
        return new Transaction(
                subscriptionId,
                sequence,
                eventId,
                at,
                on,
                invoiceId,
                chargeType,
                amount,
                creditBalance,
                occasion,
                Optional.empty(),
                true);
    }
}
