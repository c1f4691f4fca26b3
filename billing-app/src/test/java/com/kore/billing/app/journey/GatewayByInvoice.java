package com.kore.billing.app.journey;

import com.kore.billing.app.payments.AttemptOutcome;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.payments.SimulatedGateway;
import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Primary;

/**
 * A gateway that is told what becomes of single invoices and credit notes; of all others the token decides. What it says of an invoice
 * may change, as it does where the truth comes late. Without a stereotype, so that no other test finds it.
 */
@Primary
class GatewayByInvoice implements PaymentGateway {
    private final PaymentGateway simulated = new SimulatedGateway();
    private final Map<String, PaymentOutcome> outcomes = new ConcurrentHashMap<>();
    private final Set<String> unpayable = ConcurrentHashMap.newKeySet();

    /** From now on, whether it is asked to charge or what became of it. */
    void says(String invoice, PaymentOutcome outcome) {
        outcomes.put(invoice, outcome);
    }

    void cannotPayBack(String creditNote) {
        unpayable.add(creditNote);
    }

    @Override
    public AttemptOutcome charge(PaymentDue payment) {
        return told(payment).orElseGet(() -> simulated.charge(payment));
    }

    @Override
    public Optional<AttemptOutcome> inquire(PaymentDue payment) {
        return told(payment).or(() -> simulated.inquire(payment));
    }

    private Optional<AttemptOutcome> told(PaymentDue payment) {
        return Optional.ofNullable(outcomes.get(payment.invoiceId().value()))
                .map(outcome -> AttemptOutcome.of(payment, outcome));
    }

    @Override
    public Optional<RefundOutcome> refund(RefundDue refund) {
        return unpayable.contains(refund.creditNote().value())
                ? Optional.of(new RefundOutcome.Failed("card_closed"))
                : simulated.refund(refund);
    }
}
