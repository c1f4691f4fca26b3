package com.kore.billing.projections.analytics;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What a gateway, or the staff, said of money.
 *
 * @param sequence of the event that says so, in its subscription; likewise id and position
 * @param method CARD or ACH; empty if the staff recorded it
 * @param attempt counted from 1 per invoice; empty for what was recorded, and for refunds
 * @param code why it was declined, is unknown or failed
 */
public record PaymentRow(
        SubscriptionId subscriptionId,
        long sequence,
        String eventId,
        long position,
        InvoiceId invoiceId,
        Optional<CreditNoteId> creditNote,
        LocalDate happenedOn,
        Instant happenedAt,
        Kind kind,
        Optional<PaymentMethod.Kind> method,
        Optional<Integer> attempt,
        Optional<String> code,
        Money amount)
        implements AnalyticsRow {

    /** What was said. */
    public enum Kind {
        SUCCEEDED,
        DECLINED,
        /** It is asked for. */
        UNKNOWN,
        /** It came otherwise than by a method on file. */
        RECORDED,
        REFUNDED,
        /** Nothing was paid back. */
        REFUND_FAILED
    }

    static PaymentRow of(
            StoredEvent stored,
            Kind kind,
            InvoiceId invoiceId,
            Optional<CreditNoteId> creditNote,
            Optional<PaymentMethod.Kind> method,
            Optional<Integer> attempt,
            Optional<String> code,
            Money amount) {
        SubscriptionEvent event = stored.event();
        return new PaymentRow(
                stored.subscriptionId(),
                stored.sequence(),
                stored.eventId(),
                stored.position(),
                invoiceId,
                creditNote,
                event.on(),
                event.at(),
                kind,
                method,
                attempt,
                code,
                amount);
    }

    @Override
    public String key() {
        return subscriptionId + "/" + sequence;
    }

    /** What the vendor has more, or less, by it. */
    public Money cash() {
        return switch (kind) {
            case SUCCEEDED, RECORDED -> amount;
            case REFUNDED -> amount.negated();
            case DECLINED, UNKNOWN, REFUND_FAILED -> Money.zero(amount.getCurrencyUnit());
        };
    }
}
