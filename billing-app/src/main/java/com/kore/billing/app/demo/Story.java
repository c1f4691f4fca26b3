package com.kore.billing.app.demo;

import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.simulation.SimulatedSubscription;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.BillingRules;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.invoices.InvoiceView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * What one account does in the year, rehearsed in memory while it is told: so that who tells it knows what there is to pay or to
 * change, under whatever prices and dunning schedule are set, and no command is sent that would be refused. What comes after the
 * year's end is not told any more.
 */
final class Story {
    private final Company company;
    private final Random chance;
    private final Instant end;
    private final SimulatedSubscription rehearsed;
    private final List<Step> steps = new ArrayList<>();
    private Instant now;

    Story(Company company, Random chance, Instant begin, Instant end, BillingRules rules, PaymentGateway gateway) {
        this.company = company;
        this.chance = chance;
        this.now = begin;
        this.end = end;
        this.rehearsed = SimulatedSubscription.unopened(rules, gateway, begin);
    }

    Company company() {
        return company;
    }

    /** From one number to another, both included. */
    int between(int min, int max) {
        return min + chance.nextInt(max - min + 1);
    }

    <T> T any(List<T> of) {
        return of.get(chance.nextInt(of.size()));
    }

    LocalDate today() {
        return now.atZone(company.zone()).toLocalDate();
    }

    LocalDate lastDay() {
        return end.atZone(company.zone()).toLocalDate();
    }

    boolean isOver() {
        return !now.isBefore(end);
    }

    /** Goes on some days later, or on the Monday after them. */
    Story later(int daysMin, int daysMax) {
        return on(today().plusDays(between(daysMin, daysMax)));
    }

    /** Goes on on a day, or on the Monday after it; tomorrow if it is past already. */
    Story on(LocalDate day) {
        LocalDate next = day.isAfter(today()) ? day : today().plusDays(1);
        now = company.workingTime(next.plusDays(
                switch (next.getDayOfWeek()) {
                    case SATURDAY -> 2;
                    case SUNDAY -> 1;
                    default -> 0;
                }));
        return this;
    }

    /** Whether it was accepted; the story goes on without it if not. */
    boolean customer(BiFunction<SubscriptionId, Instant, SubscriptionCommand> command) {
        return send(Step.Sender.CUSTOMER, command);
    }

    /** Whether it was accepted. */
    boolean staff(BiFunction<SubscriptionId, Instant, SubscriptionCommand> command) {
        return send(Step.Sender.STAFF, command);
    }

    private boolean send(Step.Sender sender, BiFunction<SubscriptionId, Instant, SubscriptionCommand> command) {
        if (isOver()) {
            return false;
        }
        Step step = new Step(sender, command.apply(company.id(), now));
        try {
            rehearsed.play(step.command());
        } catch (CommandRejected refused) {
            return false;
        }
        steps.add(step);
        return true;
    }

    AccountSummary summary() {
        rehearsed.moveTo(now);
        return rehearsed.summary();
    }

    List<InvoiceView> invoices() {
        rehearsed.moveTo(now);
        return rehearsed.invoices();
    }

    /** What was told, in the order of time. */
    List<Step> steps() {
        return List.copyOf(steps);
    }
}
