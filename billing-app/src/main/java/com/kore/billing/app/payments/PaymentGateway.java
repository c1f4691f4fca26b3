package com.kore.billing.app.payments;

import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import java.time.Duration;
import java.util.Optional;

/**
 * Whoever takes the money. All methods may block for as long as the gateway takes. Declines and timeouts are outcomes; all methods throw
 * {@link GatewayFailure} where nothing was done and there is nothing to tell, so that the work is tried again and no event says a word.
 */
public interface PaymentGateway {

    /**
     * Takes the money of an attempt, at most once however often it is called for the same invoice and attempt, be it with another
     * payment method.
     *
     * @return {@code Unknown} if it cannot be told whether money was taken
     */
    AttemptOutcome charge(PaymentDue payment);

    /**
     * Asks what became of an attempt, taking nothing.
     *
     * @return empty if the gateway has never seen it: to be charged, if it is still owed; one that is on its way counts as the same attempt
     */
    Optional<AttemptOutcome> inquire(PaymentDue payment);

    /**
     * Pays back, at most once however often it is called for the same credit note.
     *
     * @return empty if it cannot be told yet whether it was paid back: to be called again later
     */
    Optional<RefundOutcome> refund(RefundDue refund);

    /**
     * The service stops. Nothing is sent any more, and who waits for his turn is told so ({@link GatewayStopped}); what was sent is answered as ever,
     * but for what is not answered within a time: that may have been lost. Of a gateway that answers at once nothing is to be told.
     */
    default void stop(Duration answeredWithin) {}

    /** The key by which a gateway recognizes an attempt that it has seen: {@code <invoice>/<attempt>}. */
    static String idempotencyKey(PaymentDue payment) {
        return payment.invoiceId() + "/" + payment.attempt();
    }
}
