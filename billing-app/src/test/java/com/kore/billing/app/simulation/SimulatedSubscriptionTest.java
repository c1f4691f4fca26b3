package com.kore.billing.app.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.kore.billing.app.eventstore.StoredNames;
import com.kore.billing.app.payments.AttemptOutcome;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.payments.SimulatedGateway;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import com.kore.billing.projections.accountsummary.SubscriptionStatus;
import com.kore.billing.projections.invoices.InvoiceView;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class SimulatedSubscriptionTest {

    private static List<String> story(List<StoredEvent> events) {
        return events.stream()
                .map(stored -> stored.event().at() + " " + StoredNames.of(stored.event()))
                .toList();
    }

    @Test
    void a_month_from_the_31st_renews_on_the_last_day_of_shorter_months() {
        SimulatedSubscription acme = Acme.opened("2024-01-31T12:00:00Z", 1, new SimulatedGateway());
        acme.play(Acme.goPaid("2024-01-31T12:00:00Z", "premium", BillingInterval.MONTHLY, "tok_visa"));

        acme.moveTo(Instant.parse("2024-05-01T00:00:00Z"));

        assertThat(Acme.invoices(acme.invoices()))
                .containsExactly(
                        "ACME-0001 2024-01-31 USD 10.00 paid",
                        "ACME-0002 2024-02-29 USD 10.00 paid",
                        "ACME-0003 2024-03-31 USD 10.00 paid",
                        "ACME-0004 2024-04-30 USD 10.00 paid");
        assertThat(acme.now()).isEqualTo("2024-05-01T00:00:00Z");
    }

    @Test
    void a_year_from_29_february_renews_on_the_28th_and_in_a_leap_year_on_the_29th() {
        SimulatedSubscription acme = Acme.opened("2024-02-29T12:00:00Z", 2, new SimulatedGateway());
        acme.play(Acme.goPaid("2024-02-29T12:00:00Z", "premium", BillingInterval.ANNUAL, "tok_visa"));

        acme.moveTo(Instant.parse("2028-02-29T00:00:00Z"));

        assertThat(Acme.invoices(acme.invoices()))
                .containsExactly(
                        "ACME-0001 2024-02-29 USD 200.00 paid",
                        "ACME-0002 2025-02-28 USD 200.00 paid",
                        "ACME-0003 2026-02-28 USD 200.00 paid",
                        "ACME-0004 2027-02-28 USD 200.00 paid",
                        "ACME-0005 2028-02-29 USD 200.00 paid");
    }

    /** The period [31 January, 29 February) has 29 days, 19 of them left: 30.00 x 19/29 = 19.655, 60.00 x 19/29 = 39.310. */
    @Test
    void an_upgrade_in_the_month_of_the_leap_day_is_prorated_by_its_29_days() {
        SimulatedSubscription acme = Acme.opened("2024-01-31T12:00:00Z", 3, new SimulatedGateway());
        acme.play(Acme.goPaid("2024-01-31T12:00:00Z", "premium", BillingInterval.MONTHLY, "tok_visa"));
        acme.play(Acme.changePlan("2024-02-10T12:00:00Z", "enterprise"));

        InvoiceView upgrade = acme.invoices().getLast();

        assertThat(upgrade.lines().orElseThrow())
                .extracting(line -> line.amount() + " " + line.days() + "/" + line.periodDays())
                .containsExactly("USD -19.66 19/29", "USD 39.31 19/29");
        assertThat(upgrade.amountDue()).hasToString("USD 19.65");
    }

    @Test
    void all_work_is_done_at_its_own_time_the_earliest_first() {
        SimulatedSubscription acme = Acme.opened("2026-01-31T12:00:00Z", 1, new SimulatedGateway());
        acme.play(Acme.goPaid("2026-01-31T12:00:00Z", "premium", BillingInterval.MONTHLY, "tok_timeout"));

        acme.moveTo(Instant.parse("2026-03-01T00:00:00Z"));

        assertThat(story(acme.happened()))
                .containsExactly(
                        "2026-01-31T12:00:00Z SubscriptionOpened",
                        "2026-01-31T12:00:00Z BillingProfileUpdated",
                        "2026-01-31T12:00:00Z PaymentMethodChanged",
                        "2026-01-31T12:00:00Z PlanChanged",
                        "2026-01-31T12:00:00Z InvoiceIssued",
                        "2026-01-31T12:00:00Z PaymentOutcomeUnknown",
                        "2026-01-31T12:01:00Z PaymentSucceeded",
                        "2026-02-28T00:00:00Z SubscriptionRenewed",
                        "2026-02-28T00:00:00Z InvoiceIssued",
                        "2026-02-28T00:00:00Z PaymentOutcomeUnknown",
                        "2026-02-28T00:01:00Z PaymentSucceeded");
    }

    /** A gateway of the caller's own, which remembers what it was asked. */
    private static final class Asked implements PaymentGateway {
        private final List<String> asked = new ArrayList<>();
        private PaymentOutcome outcome = new PaymentOutcome.Succeeded();

        @Override
        public AttemptOutcome charge(PaymentDue payment) {
            asked.add("charge " + PaymentGateway.idempotencyKey(payment));
            return AttemptOutcome.of(payment, outcome);
        }

        @Override
        public Optional<AttemptOutcome> inquire(PaymentDue payment) {
            asked.add("inquire " + PaymentGateway.idempotencyKey(payment));
            return Optional.of(AttemptOutcome.of(payment, outcome));
        }

        @Override
        public Optional<RefundOutcome> refund(RefundDue refund) {
            asked.add("refund " + refund.creditNote());
            return Optional.of(new RefundOutcome.Refunded());
        }
    }

    @Test
    void the_gateway_is_the_callers() {
        Asked gateway = new Asked();
        SimulatedSubscription acme = Acme.opened("2026-01-15T12:00:00Z", 1, gateway);
        gateway.outcome = new PaymentOutcome.Unknown("timeout");
        acme.play(Acme.goPaid("2026-01-15T12:00:00Z", "premium", BillingInterval.MONTHLY, "tok_any"));
        gateway.outcome = new PaymentOutcome.Declined("card_declined");

        acme.moveTo(Instant.parse("2026-01-15T12:01:00Z"));

        assertThat(gateway.asked).containsExactly("charge ACME-0001/1", "inquire ACME-0001/1");
        assertThat(acme.summary().status()).isEqualTo(SubscriptionStatus.FREE);
        assertThat(Acme.invoices(acme.invoices())).containsExactly("ACME-0001 2026-01-15 USD 10.00 void");
        assertThat(acme.billingHistory())
                .extracting(item -> item.details())
                .containsExactly("Payment declined (card_declined): Subscription to Premium, 1 user, billed monthly");
    }

    /**
     * Rule 10b: while the outcome of a command's charge is open, the period's end waits, and then counts for its own day. One day of 31
     * is left: 0.32 back, 0.65 charged.
     */
    @Test
    void a_renewal_that_waits_is_done_once_it_can_be() {
        Asked gateway = new Asked();
        SimulatedSubscription acme = Acme.opened("2026-01-15T12:00:00Z", 1, gateway);
        acme.play(Acme.goPaid("2026-01-15T12:00:00Z", "premium", BillingInterval.MONTHLY, "tok_any"));
        acme.moveTo(Instant.parse("2026-02-14T23:59:00Z"));
        gateway.outcome = new PaymentOutcome.Unknown("timeout");
        acme.play(Acme.changePlan("2026-02-14T23:59:00Z", "enterprise"));
        acme.moveTo(Instant.parse("2026-02-15T00:30:00Z"));
        assertThat(acme.invoices()).hasSize(2);

        gateway.outcome = new PaymentOutcome.Succeeded();
        acme.moveTo(Instant.parse("2026-02-15T02:00:00Z"));

        assertThat(Acme.invoices(acme.invoices()))
                .containsExactly(
                        "ACME-0001 2026-01-15 USD 10.00 paid",
                        "ACME-0002 2026-02-14 USD 0.33 paid",
                        "ACME-0003 2026-02-15 USD 20.00 paid");
    }

    @Test
    void a_refused_command_changes_nothing_but_what_was_due_is_done() {
        SimulatedSubscription acme = Acme.opened("2026-01-15T12:00:00Z", 1, new SimulatedGateway());
        acme.play(Acme.goPaid("2026-01-15T12:00:00Z", "premium", BillingInterval.MONTHLY, "tok_visa"));

        assertThatExceptionOfType(CommandRejected.class)
                .isThrownBy(() -> acme.play(Acme.changeUsers("2026-02-20T12:00:00Z", 1)))
                .matches(refused -> refused.code().equals("no-change"));

        assertThat(Acme.invoices(acme.invoices()))
                .containsExactly("ACME-0001 2026-01-15 USD 10.00 paid", "ACME-0002 2026-02-15 USD 10.00 paid");
        assertThat(acme.now()).isEqualTo("2026-02-20T12:00:00Z");
    }

    @Test
    void a_refund_is_paid_back_by_the_callers_gateway() {
        Asked gateway = new Asked();
        SimulatedSubscription acme = Acme.opened("2026-01-15T12:00:00Z", 3, gateway);
        acme.play(Acme.goPaid("2026-01-15T12:00:00Z", "premium", BillingInterval.MONTHLY, "tok_any"));

        acme.play(new RefundInvoice(
                Acme.ID,
                Instant.parse("2026-01-16T12:00:00Z"),
                InvoiceId.of(Acme.ID, 1),
                Optional.of(Money.parse("USD 10.00")),
                "Charged twice"));

        assertThat(gateway.asked).containsExactly("charge ACME-0001/1", "refund ACME-CN-0001");
        assertThat(acme.invoices().getFirst().amountRefunded()).hasToString("USD 10.00");
    }

    @Test
    void a_copy_goes_on_where_its_history_stands() {
        SimulatedSubscription acme = Acme.opened("2026-01-15T12:00:00Z", 4, new SimulatedGateway());
        acme.play(Acme.goPaid("2026-01-15T12:00:00Z", "enterprise", BillingInterval.MONTHLY, "tok_visa"));
        acme.play(Acme.changePlan("2026-01-20T12:00:00Z", "premium"));

        SimulatedSubscription copy =
                SimulatedSubscription.after(acme.happened(), Acme.RULES, new SimulatedGateway(), acme.now());

        assertThat(copy.happened()).isEmpty();
        assertThat(copy.version()).isEqualTo(acme.version());
        assertThat(copy.summary()).isEqualTo(acme.summary());
        Instant end = Instant.parse("2027-01-01T00:00:00Z");
        acme.moveTo(end);
        copy.moveTo(end);
        assertThat(copy.summary()).isEqualTo(acme.summary());
        assertThat(copy.invoices()).isEqualTo(acme.invoices()).hasSize(12);
        assertThat(copy.billingHistory()).isEqualTo(acme.billingHistory()).hasSize(12);
    }
}
