package com.kore.billing.app.payments;

import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import java.util.Optional;

/**
 * Whoever takes the money. All methods may block for as long as the gateway takes; none throws for a decline or a timeout: those are
 * outcomes.
 */
public interface PaymentGateway {

    /**
     * Takes the money of an attempt, at most once however often it is called for the same invoice and attempt.
     *
     * @return {@code Unknown} if it cannot be told whether money was taken
     */
    PaymentOutcome charge(PaymentDue payment);

    /** Asks what became of an attempt, taking nothing. */
    PaymentOutcome inquire(PaymentDue payment);

    /**
     * Pays back, at most once however often it is called for the same credit note.
     *
     * @return empty if it cannot be told yet whether it was paid back: to be called again later
     */
    Optional<RefundOutcome> refund(RefundDue refund);

    /** The key by which a gateway recognizes an attempt that it has seen: {@code <invoice>/<attempt>}. */
    static String idempotencyKey(PaymentDue payment) {
        return payment.invoiceId() + "/" + payment.attempt();
    }
}
