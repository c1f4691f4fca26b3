package com.kore.billing.app.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.kore.billing.app.payments.AttemptOutcome;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.ChangePolicy.Effective;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import com.kore.billing.projections.accountsummary.SubscriptionStatus;
import com.kore.billing.projections.invoices.InvoiceView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class PreviewTest {
    private static final String TODAY = "2026-02-01T12:00:00Z";

    /** Three users, Enterprise, billed monthly from 15 January 2026. */
    private static SimulatedSubscription enterprise(BillingInterval interval) {
        SimulatedSubscription acme = Acme.opened("2026-01-15T12:00:00Z", 3, new PaymentsAsTold());
        acme.play(Acme.goPaid("2026-01-15T12:00:00Z", "enterprise", interval, "tok_any"));
        acme.moveTo(Instant.parse(TODAY));
        return acme;
    }

    private static Preview preview(SubscriptionCommand command) {
        return Preview.of(enterprise(BillingInterval.MONTHLY), command);
    }

    private static void isEffective(Preview preview, Effective effective, String on) {
        assertThat(preview.effective()).isEqualTo(effective);
        assertThat(preview.effectiveOn()).isEqualTo(LocalDate.parse(on));
    }

    /** 14 of 31 days are left: 20.00 x 3 x 14/31 = 27.10 back, a year for 600.00. */
    @Test
    void a_change_to_annual_is_effective_now_and_says_what_is_charged() {
        Preview preview = preview(Acme.changeInterval(TODAY, BillingInterval.ANNUAL));

        isEffective(preview, Effective.NOW, "2026-02-01");
        assertThat(preview.lines()).extracting(InvoiceView.Line::amount).hasToString("[USD -27.10, USD 600.00]");
        assertThat(preview.amountDue()).hasToString("USD 572.90");
        assertThat(preview.creditApplied()).hasToString("USD 0.00");
        assertThat(preview.accountSummary().renewsOn()).contains(LocalDate.parse("2027-02-01"));
    }

    @Test
    void a_plan_down_waits_and_charges_nothing() {
        Preview preview = preview(Acme.changePlan(TODAY, "premium"));

        isEffective(preview, Effective.PERIOD_END, "2026-02-15");
        assertThat(preview.lines()).isEmpty();
        assertThat(preview.amountDue()).hasToString("USD 0.00");
        assertThat(preview.accountSummary().scheduledChange().orElseThrow().plan())
                .isEqualTo(new PlanId("premium"));
    }

    @Test
    void a_payment_method_that_comes_with_a_plan_down_does_not_make_it_immediate() {
        isEffective(
                preview(Acme.goPaid(TODAY, "premium", BillingInterval.MONTHLY, "tok_other")),
                Effective.PERIOD_END,
                "2026-02-15");
    }

    @Test
    void what_is_partly_immediate_is_effective_now_and_the_rest_is_scheduled() {
        Preview preview = preview(new ChangePlan(
                Acme.ID,
                Instant.parse(TODAY),
                new PlanId("premium"),
                Optional.empty(),
                Optional.of(5),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));

        isEffective(preview, Effective.NOW, "2026-02-01");
        assertThat(preview.accountSummary().managedUsers()).isEqualTo(5);
        assertThat(preview.accountSummary().scheduledChange().orElseThrow().plan())
                .isEqualTo(new PlanId("premium"));
    }

    @Test
    void a_cancellation_is_effective_at_the_periods_end() {
        Preview preview = preview(Acme.cancel(TODAY));

        isEffective(preview, Effective.PERIOD_END, "2026-02-15");
        assertThat(preview.accountSummary().status()).isEqualTo(SubscriptionStatus.CANCELING);
    }

    @Test
    void withdrawing_is_effective_now() {
        SimulatedSubscription acme = enterprise(BillingInterval.MONTHLY);
        acme.play(Acme.changePlan(TODAY, "premium"));

        Preview preview = Preview.of(acme, new WithdrawScheduledChange(Acme.ID, Instant.parse(TODAY)));

        isEffective(preview, Effective.NOW, "2026-02-01");
        assertThat(preview.accountSummary().scheduledChange()).isEmpty();
    }

    @Test
    void a_payment_method_is_effective_now() {
        isEffective(
                preview(new ChangePaymentMethod(Acme.ID, Instant.parse(TODAY), Acme.card("tok_other"))),
                Effective.NOW,
                "2026-02-01");
    }

    /** Of 25.00 the upgrade takes 27.10 - 13.55 = 13.55. */
    @Test
    void credits_pay_first_and_what_is_left_of_them_is_told() {
        SimulatedSubscription acme = Acme.opened("2026-01-15T12:00:00Z", 3, new PaymentsAsTold());
        acme.play(Acme.goPaid("2026-01-15T12:00:00Z", "premium", BillingInterval.MONTHLY, "tok_any"));
        acme.play(new GrantCredit(
                Acme.ID, Instant.parse(TODAY), CreditKind.GOODWILL, Money.parse("USD 25.00"), Optional.empty()));

        Preview up = Preview.of(acme, Acme.changePlan(TODAY, "enterprise"));

        assertThat(up.creditApplied()).hasToString("USD 13.55");
        assertThat(up.amountDue()).hasToString("USD 0.00");
        assertThat(up.creditBalanceAfter()).hasToString("USD 11.45");
    }

    /** A service that was down over the period's end: the command catches up, and its own charge is told apart from the renewal's. */
    @Test
    void a_renewal_that_the_command_catches_up_with_is_not_its_charge() {
        SimulatedSubscription acme = enterprise(BillingInterval.MONTHLY);

        Preview preview = Preview.of(
                SimulatedSubscription.after(
                        acme.happened(), Acme.RULES, new PaymentsAsTold(), Instant.parse("2026-02-15T09:00:00Z")),
                Acme.changeUsers("2026-02-15T09:00:00Z", 4));

        assertThat(preview.lines()).extracting(InvoiceView.Line::amount).hasToString("[USD 20.00]");
        assertThat(preview.accountSummary().renewsOn()).contains(LocalDate.parse("2026-03-15"));
        assertThat(preview.accountSummary().status()).isEqualTo(SubscriptionStatus.ACTIVE);
    }

    @Test
    void while_a_charge_is_open_a_charge_is_refused_as_the_command_is() {
        Silent gateway = new Silent();
        SimulatedSubscription acme = Acme.opened("2026-01-15T12:00:00Z", 3, gateway);
        acme.play(Acme.goPaid("2026-01-15T12:00:00Z", "premium", BillingInterval.MONTHLY, "tok_any"));
        SimulatedSubscription copy = SimulatedSubscription.after(
                acme.happened(), Acme.RULES, new PaymentsAsTold(), Instant.parse("2026-01-15T12:00:30Z"));

        assertThatExceptionOfType(CommandRejected.class)
                .isThrownBy(() -> Preview.of(copy, Acme.changePlan("2026-01-15T12:00:30Z", "enterprise")))
                .matches(refused -> refused.code().equals("payment-pending"));
    }

    /** Never says what became of a payment. */
    private static final class Silent implements PaymentGateway {
        @Override
        public AttemptOutcome charge(PaymentDue payment) {
            return AttemptOutcome.of(payment, new PaymentOutcome.Unknown("timeout"));
        }

        @Override
        public Optional<AttemptOutcome> inquire(PaymentDue payment) {
            return Optional.of(AttemptOutcome.of(payment, new PaymentOutcome.Unknown("timeout")));
        }

        @Override
        public Optional<RefundOutcome> refund(RefundDue refund) {
            return Optional.empty();
        }
    }
}
