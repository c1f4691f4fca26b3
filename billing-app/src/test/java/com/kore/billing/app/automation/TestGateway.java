package com.kore.billing.app.automation;

import com.kore.billing.app.payments.AttemptOutcome;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.payments.SimulatedGateway;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.annotation.Primary;

/** A gateway that breaks for some accounts, and lets others wait. Without a stereotype, so that no other test finds it. */
@Primary
class TestGateway implements PaymentGateway {
    private final PaymentGateway simulated = new SimulatedGateway();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Set<String> slow = ConcurrentHashMap.newKeySet();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final CountDownLatch answers = new CountDownLatch(1);

    void breakFor(String subscription) {
        broken.add(subscription);
    }

    void mend() {
        broken.clear();
    }

    void makeWait(String subscription) {
        slow.add(subscription);
    }

    /** How many accounts have been asked for and wait. */
    int waiting() {
        return waiting.size();
    }

    void answerAll() {
        answers.countDown();
    }

    @Override
    public AttemptOutcome charge(PaymentDue payment) {
        String subscription = payment.subscriptionId().value();
        if (broken.contains(subscription)) {
            throw new IllegalStateException("no line to the acquirer");
        }
        if (slow.contains(subscription)) {
            waiting.add(subscription);
            await();
        }
        return simulated.charge(payment);
    }

    private void await() {
        try {
            answers.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<AttemptOutcome> inquire(PaymentDue payment) {
        return simulated.inquire(payment);
    }

    @Override
    public Optional<RefundOutcome> refund(RefundDue refund) {
        return simulated.refund(refund);
    }
}
