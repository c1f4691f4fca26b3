package com.kore.billing.app.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.payments.AttemptOutcome;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.testing.TestCatalog;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.payment.DunningSchedule;
import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.BillingRules;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPaymentOutcome;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Attempts that were lost on the way to the gateway. */
@ExtendWith(OutputCaptureExtension.class)
class LostAttemptTest {
    private static final Instant BOUGHT = Instant.parse("2026-01-15T12:00:00Z");
    private static final BillingRules PATIENT =
            new BillingRules(TestCatalog.CATALOG, new DunningSchedule(List.of(10, 20, 40)));

    /** What is charged for some invoices never comes there; for others it is declined. */
    private static final class Lossy implements PaymentGateway {
        private final List<String> asked = new ArrayList<>();
        private final Set<String> lost = new HashSet<>(Set.of("ACME-0001"));
        private final Set<String> declined = new HashSet<>();
        private Consumer<PaymentDue> meanwhile = payment -> {};

        @Override
        public AttemptOutcome charge(PaymentDue payment) {
            String invoice = payment.invoiceId().value();
            asked.add("charge " + PaymentGateway.idempotencyKey(payment));
            meanwhile.accept(payment);
            if (lost.contains(invoice)) {
                return AttemptOutcome.of(payment, new Unknown(Unknown.TIMEOUT));
            }
            return AttemptOutcome.of(
                    payment, declined.contains(invoice) ? new Declined("card_declined") : new Succeeded());
        }

        @Override
        public Optional<AttemptOutcome> inquire(PaymentDue payment) {
            asked.add("inquire " + PaymentGateway.idempotencyKey(payment));
            return Optional.empty();
        }

        @Override
        public Optional<RefundOutcome> refund(RefundDue refund) {
            return Optional.empty();
        }
    }

    private static SimulatedSubscription opened(Lossy gateway) {
        SimulatedSubscription acme = SimulatedSubscription.unopened(PATIENT, gateway, BOUGHT);
        acme.play(new OpenSubscription(
                Acme.ID, BOUGHT, "Acme", CurrencyUnit.USD, ZoneId.of("UTC"), 3, Optional.of(Acme.PROFILE)));
        return acme;
    }

    private static SimulatedSubscription bought(Lossy gateway) {
        SimulatedSubscription acme = opened(gateway);
        acme.play(Acme.goPaid(BOUGHT.toString(), "premium", BillingInterval.MONTHLY, "tok_any"));
        gateway.lost.clear();
        acme.moveTo(Instant.parse("2026-01-15T12:05:00Z"));
        return acme;
    }

    /** Another node asks about the attempt too, and records what it was told before this one is answered. */
    private static SimulatedSubscription boughtWhileAnotherRecords(PaymentOutcome outcome) {
        Lossy gateway = new Lossy();
        gateway.lost.clear();
        SimulatedSubscription acme = opened(gateway);
        gateway.meanwhile = payment -> {
            gateway.meanwhile = other -> {};
            acme.decide(new RecordPaymentOutcome(
                    Acme.ID, BOUGHT, payment.invoiceId(), payment.attempt(), payment.paymentMethodNumber(), outcome));
        };
        acme.play(Acme.goPaid(BOUGHT.toString(), "premium", BillingInterval.MONTHLY, "tok_any"));
        return acme;
    }

    @Test
    void are_no_declines_but_made_again_as_the_same_attempt() {
        Lossy gateway = new Lossy();
        SimulatedSubscription acme = bought(gateway);

        assertThat(gateway.asked).containsExactly("charge ACME-0001/1", "inquire ACME-0001/1", "charge ACME-0001/1");
        assertThat(Acme.invoices(acme.invoices())).containsExactly("ACME-0001 2026-01-15 USD 30.00 paid");
    }

    /** As when another node finds no trace of an attempt, and records that, while this one still waits for the answer. */
    @Test
    void that_took_money_after_they_were_recorded_as_not_made_are_told_to_the_operator(CapturedOutput log) {
        SimulatedSubscription acme = boughtWhileAnotherRecords(new Declined("never_made"));

        assertThat(Acme.invoices(acme.invoices())).containsExactly("ACME-0001 2026-01-15 USD 30.00 void");
        assertThat(log.getOut())
                .contains("ERROR")
                .contains("Money was taken for attempt 1 of ACME-0001, by the gateway's name unknown");
    }

    @Test
    void that_another_node_recorded_as_paid_are_no_news(CapturedOutput log) {
        SimulatedSubscription acme = boughtWhileAnotherRecords(new Succeeded());

        assertThat(Acme.invoices(acme.invoices())).containsExactly("ACME-0001 2026-01-15 USD 30.00 paid");
        assertThat(log.getOut()).doesNotContain("Money was taken");
    }

    @Test
    void for_an_invoice_that_was_written_off_are_not_made_any_more() {
        Lossy gateway = new Lossy();
        SimulatedSubscription acme = bought(gateway);
        gateway.declined.add("ACME-0002");
        gateway.lost.add("ACME-0003");

        acme.moveTo(Instant.parse("2026-06-01T00:00:00Z"));

        assertThat(Acme.invoices(acme.invoices()))
                .containsExactly(
                        "ACME-0001 2026-01-15 USD 30.00 paid",
                        "ACME-0002 2026-02-15 USD 30.00 uncollectible",
                        "ACME-0003 2026-03-15 USD 30.00 uncollectible");
        assertThat(gateway.asked).endsWith("charge ACME-0002/4", "inquire ACME-0003/1");
        assertThat(acme.happened())
                .map(stored -> stored.event())
                .last()
                .isInstanceOfSatisfying(
                        PaymentDeclined.class, told -> assertThat(told.code()).isEqualTo("never_made"));
    }
}
