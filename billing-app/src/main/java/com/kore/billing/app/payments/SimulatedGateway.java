package com.kore.billing.app.payments;

import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import java.util.Optional;

/**
 * Moves no money; the token says what happens. It keeps nothing, so it tells the same after a restart, has seen every attempt, and an
 * attempt that is asked for again is always one with the method that it is asked for with.
 *
 * <p>{@code tok_visa}, {@code tok_mastercard} and {@code ba_ok} succeed; {@code tok_decline} always declines; {@code tok_decline_2}
 * declines the first two attempts of each invoice; {@code tok_timeout} takes the money and times out, and tells the truth when asked.
 * Any other token is declined as {@code unknown_token}. Every refund succeeds.
 */
public final class SimulatedGateway implements PaymentGateway {

    @Override
    public AttemptOutcome charge(PaymentDue payment) {
        return payment.paymentMethod().token().equals("tok_timeout")
                ? AttemptOutcome.of(payment, new Unknown(Unknown.TIMEOUT))
                : told(payment);
    }

    @Override
    public Optional<AttemptOutcome> inquire(PaymentDue payment) {
        return Optional.of(told(payment));
    }

    private static AttemptOutcome told(PaymentDue payment) {
        return AttemptOutcome.of(payment, outcome(payment));
    }

    private static PaymentOutcome outcome(PaymentDue payment) {
        return switch (payment.paymentMethod().token()) {
            case "tok_visa", "tok_mastercard", "ba_ok", "tok_timeout" -> new Succeeded(reference(payment));
            case "tok_decline" -> new Declined("card_declined", reference(payment));
            case "tok_decline_2" ->
                payment.attempt() <= 2
                        ? new Declined("card_declined", reference(payment))
                        : new Succeeded(reference(payment));
            default -> new Declined("unknown_token", reference(payment));
        };
    }

    private static Optional<String> reference(PaymentDue payment) {
        return Optional.of("simulated/" + PaymentGateway.idempotencyKey(payment));
    }

    @Override
    public Optional<RefundOutcome> refund(RefundDue refund) {
        return Optional.of(new RefundOutcome.Refunded(Optional.of("simulated/" + refund.creditNote())));
    }
}
