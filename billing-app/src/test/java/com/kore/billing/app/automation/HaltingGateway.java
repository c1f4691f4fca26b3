package com.kore.billing.app.automation;

import com.kore.billing.app.BillingApplication;
import com.kore.billing.app.payments.AttemptOutcome;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.payments.SimulatedGateway;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * A gateway that keeps books of its own (see {@link Takings}), and in a process of its own takes the money of some payments and then never
 * answers again; it says so on the process's output, which is to be killed. Without a stereotype, so that no other test finds it.
 */
class HaltingGateway {
    static final String HALTED = "the gateway has halted";
    static final String HALTS_AFTER = "test.gateway.halts-after";
    static final String BOOKS = "test.gateway.books";

    /** Its arguments are those of the service. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(BillingApplication.class, HaltingGateway.class).run(arguments);
    }

    @Bean
    @Primary
    PaymentGateway haltsAfterSome(Environment environment) {
        AtomicInteger left = new AtomicInteger(environment.getProperty(HALTS_AFTER, Integer.class, Integer.MAX_VALUE));
        Takings takings = new Takings(Path.of(environment.getRequiredProperty(BOOKS)));
        PaymentGateway simulated = new SimulatedGateway();
        return new PaymentGateway() {
            @Override
            public AttemptOutcome charge(PaymentDue payment) {
                // What it tells when asked is what it has done.
                if (simulated.inquire(payment).orElseThrow().outcome() instanceof Succeeded) {
                    takings.take(payment);
                }
                if (left.decrementAndGet() == 0) {
                    System.out.println(HALTED);
                    System.out.flush();
                }
                if (left.get() <= 0) {
                    never();
                }
                return simulated.charge(payment);
            }

            @Override
            public Optional<AttemptOutcome> inquire(PaymentDue payment) {
                return simulated.inquire(payment);
            }

            @Override
            public Optional<RefundOutcome> refund(RefundDue refund) {
                return simulated.refund(refund);
            }
        };
    }

    private static void never() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
