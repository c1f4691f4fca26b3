package com.kore.billing.app.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.kore.billing.app.simulation.PaymentsAsTold.Payments;
import com.kore.billing.app.simulation.Scenario.Planned;
import com.kore.billing.app.simulation.Scenario.Step;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.projections.accountsummary.SubscriptionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private final PaymentsAsTold payments = new PaymentsAsTold();

    /** Three users, Premium, billed monthly from 15 January 2026. */
    private SimulatedSubscription premium() {
        SimulatedSubscription acme = Acme.opened("2026-01-15T12:00:00Z", 3, payments);
        acme.play(Acme.goPaid("2026-01-15T12:00:00Z", "premium", BillingInterval.MONTHLY, "tok_any"));
        return SimulatedSubscription.after(acme.happened(), Acme.RULES, payments, acme.now());
    }

    private Simulation play(String until, Step... steps) {
        return Simulation.of(premium(), payments, new Scenario(List.of(steps), Instant.parse(until)));
    }

    private static Step step(SubscriptionCommand command) {
        return new Step(
                command.at(), Optional.of(new Planned(command.getClass().getSimpleName(), command)), Optional.empty());
    }

    private static Step pay(String at, Payments payments) {
        return new Step(Instant.parse(at), Optional.empty(), Optional.of(payments));
    }

    private static List<String> types(Simulation simulation) {
        return simulation.events().stream().map(SimulatedEvent::type).toList();
    }

    @Test
    void without_a_step_it_is_what_would_come_anyway() {
        Simulation simulation = play("2026-04-01T00:00:00Z");

        assertThat(Acme.invoices(simulation.invoices()))
                .containsExactly("ACME-0002 2026-02-15 USD 30.00 paid", "ACME-0003 2026-03-15 USD 30.00 paid");
        assertThat(types(simulation))
                .containsExactly(
                        "SubscriptionRenewed",
                        "InvoiceIssued",
                        "PaymentSucceeded",
                        "SubscriptionRenewed",
                        "InvoiceIssued",
                        "PaymentSucceeded");
        assertThat(simulation.events()).extracting(SimulatedEvent::version).containsExactly(7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(simulation.refusals()).isEmpty();
    }

    /**
     * To annual on the day of the purchase: 30.00 back, 300.00 for the year. To monthly on 1 June waits for 15 January 2027; then three
     * months are billed until the end.
     */
    @Test
    void annual_on_15_january_and_monthly_on_1_june_is_one_year_and_then_months() {
        Simulation simulation = play(
                "2027-03-31T00:00:00Z",
                step(Acme.changeInterval("2026-01-15T12:00:00Z", BillingInterval.ANNUAL)),
                step(Acme.changeInterval("2026-06-01T00:00:00Z", BillingInterval.MONTHLY)));

        assertThat(Acme.invoices(simulation.invoices()))
                .containsExactly(
                        "ACME-0002 2026-01-15 USD 270.00 paid",
                        "ACME-0003 2027-01-15 USD 30.00 paid",
                        "ACME-0004 2027-02-15 USD 30.00 paid",
                        "ACME-0005 2027-03-15 USD 30.00 paid");
        assertThat(simulation.accountSummary().interval()).contains(BillingInterval.MONTHLY);
    }

    @Test
    void payments_decline_from_the_instant_that_a_step_names_itself_included() {
        Simulation simulation = play("2026-02-15T06:00:00Z", pay("2026-02-15T00:00:00Z", Payments.DECLINE));

        assertThat(Acme.invoices(simulation.invoices())).containsExactly("ACME-0002 2026-02-15 USD 30.00 past_due");
        assertThat(simulation.accountSummary().status()).isEqualTo(SubscriptionStatus.PAST_DUE);
    }

    @Test
    void what_is_paid_before_that_instant_stays_paid() {
        Simulation simulation = play("2026-02-15T06:00:00Z", pay("2026-02-15T00:00:00.000001Z", Payments.DECLINE));

        assertThat(Acme.invoices(simulation.invoices())).containsExactly("ACME-0002 2026-02-15 USD 30.00 paid");
    }

    @Test
    void steps_of_one_instant_happen_in_their_order() {
        String at = "2026-02-01T00:00:00Z";

        Simulation paidFirst = play(at, step(Acme.changePlan(at, "enterprise")), pay(at, Payments.DECLINE));
        payments.fromNowOn(Payments.SUCCEED);
        Simulation declinedFirst = play(at, pay(at, Payments.DECLINE), step(Acme.changePlan(at, "enterprise")));

        assertThat(Acme.invoices(paidFirst.invoices())).containsExactly("ACME-0002 2026-02-01 USD 13.55 paid");
        assertThat(Acme.invoices(declinedFirst.invoices())).containsExactly("ACME-0002 2026-02-01 USD 13.55 void");
    }

    @Test
    void a_refused_step_is_listed_and_the_rest_is_played() {
        Simulation simulation = play(
                "2026-03-01T00:00:00Z",
                step(Acme.cancel("2026-01-20T00:00:00Z")),
                step(Acme.changePlan("2026-01-21T00:00:00Z", "gold")),
                step(Acme.cancel("2026-01-22T00:00:00Z")),
                step(Acme.changeUsers("2026-02-20T00:00:00Z", 9)));

        assertThat(simulation.refusals())
                .extracting(refusal -> refusal.step() + " " + refusal.at() + " " + refusal.code())
                .containsExactly("1 2026-01-21T00:00:00Z plan-unknown", "2 2026-01-22T00:00:00Z already-canceled");
        assertThat(simulation.refusals().getFirst().violations())
                .extracting(violation -> violation.field())
                .containsExactly("steps[1].plan");
        assertThat(simulation.accountSummary().status()).isEqualTo(SubscriptionStatus.FREE);
        assertThat(simulation.accountSummary().managedUsers()).isEqualTo(9);
    }

    @Test
    void an_invoice_of_the_history_that_gets_settled_is_listed_too() {
        SimulatedSubscription acme = Acme.opened("2026-01-15T12:00:00Z", 3, payments);
        acme.decide(Acme.goPaid("2026-01-15T12:00:00Z", "premium", BillingInterval.MONTHLY, "tok_any"));
        SimulatedSubscription copy = SimulatedSubscription.after(acme.happened(), Acme.RULES, payments, acme.now());

        Simulation simulation = Simulation.of(copy, payments, new Scenario(List.of(), acme.now()));

        assertThat(Acme.invoices(simulation.invoices())).containsExactly("ACME-0001 2026-01-15 USD 30.00 paid");
    }

    @Test
    void no_event_shows_a_token_or_who_somebody_is() {
        Simulation simulation = Simulation.of(
                Acme.opened("2026-01-15T12:00:00Z", 3, payments),
                payments,
                new Scenario(
                        List.of(step(
                                Acme.goPaid("2026-01-15T12:00:00Z", "premium", BillingInterval.MONTHLY, "tok_secret"))),
                        Instant.parse("2026-01-16T00:00:00Z")));

        assertThat(types(simulation)).contains("SubscriptionOpened", "BillingProfileUpdated", "PaymentMethodChanged");
        assertThat(simulation.events().toString())
                .contains("4242")
                .doesNotContain("tok_secret", "Ada", "ada@acme.example", "Acme");
    }

    @Test
    void more_events_than_anyone_reads_are_refused() {
        assertThatExceptionOfType(RequestRefused.class)
                .isThrownBy(() -> Simulation.of(
                        premium(), payments, new Scenario(List.of(), Instant.parse("2030-01-01T00:00:00Z")), 6))
                .matches(refused -> refused.violations().getFirst().field().equals("until"))
                .withMessageContaining("2026-04-15");
    }
}
