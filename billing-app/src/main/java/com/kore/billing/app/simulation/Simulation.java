package com.kore.billing.app.simulation;

import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.app.web.Violation;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.invoices.InvoiceRow;
import com.kore.billing.projections.invoices.InvoiceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a scenario would lead to.
 *
 * @param events in their order
 * @param invoices those that were issued, or settled, with everything, in the order of issue
 * @param refusals the steps whose commands would be refused; the others are played all the same, as they would be
 * @param accountSummary at the end
 */
public record Simulation(
        List<SimulatedEvent> events,
        List<InvoiceView> invoices,
        List<Refusal> refusals,
        AccountSummary accountSummary) {
    /** Ten years of monthly renewals are some 400. */
    static final int EVENTS_MAX = 5_000;

    /**
     * A step's command that the rules refuse; it changes nothing.
     *
     * @param step counted from 0
     * @param violations the fields that it is about, if it is about some
     */
    public record Refusal(
            int step, Instant at, String command, String code, String detail, List<Violation> violations) {
        static Refusal of(int step, Scenario.Step refused, String command, CommandRejected refusal) {
            String detail = Objects.requireNonNull(refusal.getMessage());
            return new Refusal(
                    step,
                    refused.at(),
                    command,
                    refusal.code(),
                    detail,
                    refusal.field().map(field -> new Violation("steps[%d].%s".formatted(step, field), detail)).stream()
                            .toList());
        }
    }

    /**
     * Plays a scenario.
     *
     * @param payments the subscription's own gateway
     * @throws RequestRefused {@code invalid} if it leads to more events than anyone can want to read
     */
    public static Simulation of(SimulatedSubscription subscription, PaymentsAsTold payments, Scenario scenario) {
        return of(subscription, payments, scenario, EVENTS_MAX);
    }

    static Simulation of(
            SimulatedSubscription subscription, PaymentsAsTold payments, Scenario scenario, int eventsMax) {
        Map<String, InvoiceRow> before = Map.copyOf(subscription.invoiceRows());
        List<Refusal> refusals = new ArrayList<>();
        for (int index = 0; index < scenario.steps().size(); index++) {
            Scenario.Step step = scenario.steps().get(index);
            // What is due at this very instant is paid as this step says.
            moveTo(step.at().minusNanos(1), subscription, eventsMax);
            step.payments().ifPresent(payments::fromNowOn);
            moveTo(step.at(), subscription, eventsMax);
            if (step.command().isPresent()) {
                Scenario.Planned planned = step.command().get();
                try {
                    subscription.decide(planned.command());
                } catch (CommandRejected refusal) {
                    refusals.add(Refusal.of(index, step, planned.name(), refusal));
                }
                moveTo(step.at(), subscription, eventsMax);
            }
        }
        moveTo(scenario.until(), subscription, eventsMax);
        return new Simulation(
                subscription.happened().stream().map(SimulatedEvent::of).toList(),
                subscription.views(subscription.invoiceRows().entrySet().stream()
                        .filter(row -> !row.getValue().equals(before.get(row.getKey())))
                        .map(Map.Entry::getValue)
                        .toList()),
                refusals,
                subscription.summary());
    }

    private static void moveTo(Instant end, SimulatedSubscription subscription, int eventsMax) {
        while (subscription.doNextDue(end)) {
            if (subscription.happenedCount() > eventsMax) {
                throw RequestRefused.invalid(
                        "until",
                        "leads to more than %d events, by %s already; ask for an earlier one"
                                .formatted(eventsMax, subscription.now()));
            }
        }
        subscription.moveTo(end);
    }
}
