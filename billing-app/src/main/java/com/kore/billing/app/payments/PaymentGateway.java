package com.kore.billing.app.payments;

import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.subscription.PaymentDue;

/**
 * Whoever takes the money. Both methods may block for as long as the gateway takes; neither throws for a decline or a timeout: those
 * are outcomes.
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

    /** The key by which a gateway recognizes an attempt that it has seen: {@code <invoice>/<attempt>}. */
    static String idempotencyKey(PaymentDue payment) {
        return payment.invoiceId() + "/" + payment.attempt();
    }
}
