package com.kore.billing.app.simulation;

import com.kore.billing.app.payments.AttemptOutcome;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.payment.RefundOutcome.Refunded;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import java.util.Optional;

/** Asks nobody: payments go as they are told to, whatever they are paid with. At first they succeed. */
public final class PaymentsAsTold implements PaymentGateway {
    private Payments payments = Payments.SUCCEED;

    /** How payments go. */
    public enum Payments {
        SUCCEED,
        DECLINE
    }

    void fromNowOn(Payments told) {
        payments = told;
    }

    @Override
    public AttemptOutcome charge(PaymentDue payment) {
        return AttemptOutcome.of(
                payment,
                switch (payments) {
                    case SUCCEED -> new Succeeded();
                    case DECLINE -> new Declined("declined");
                });
    }

    /** An attempt that the real gateway was asked for, and of which it is not known yet what it said. */
    @Override
    public Optional<AttemptOutcome> inquire(PaymentDue payment) {
        return Optional.of(charge(payment));
    }

    /** What was paid can be paid back, whatever becomes of new charges. */
    @Override
    public Optional<RefundOutcome> refund(RefundDue refund) {
        return Optional.of(new Refunded());
    }
}
