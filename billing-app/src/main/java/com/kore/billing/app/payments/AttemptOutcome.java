package com.kore.billing.app.payments;

import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.subscription.PaymentDue;

/**
 * What became of an attempt.
 *
 * @param paymentMethodNumber which of the account's methods the attempt was made with. It is not the one that was asked for if the
 *     attempt had been made before, nobody could write down what became of it, and another method has come on file since
 */
public record AttemptOutcome(PaymentOutcome outcome, int paymentMethodNumber) {

    /** Of an attempt that was made with the method that was asked for. */
    public static AttemptOutcome of(PaymentDue payment, PaymentOutcome outcome) {
        return new AttemptOutcome(outcome, payment.paymentMethodNumber());
    }
}
