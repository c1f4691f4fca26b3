package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.Rate;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.ScheduledChangeWithdrawn;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A change of plan, interval or users on a paid plan (rules 3 to 7): what is effective now is charged, the rest is scheduled. */
final class TermsChanging {
    private final PaidSubscription before;
    private final Account account;
    private final Instant at;
    private final LocalDate today;
    private final Decision decision;
    private final PlanCatalog catalog;

    private TermsChanging(PaidSubscription before, Instant at, Decision decision, PlanCatalog catalog) {
        this.before = before;
        this.account = before.account();
        this.at = account.effective(at);
        this.today = account.dateOf(at);
        this.decision = decision;
        this.catalog = catalog;
    }

    /** @param onFile the command that may have brought a payment method and a billing profile along */
    static void decide(
            PaidSubscription before,
            Instant at,
            TermsChange requested,
            Optional<ChangePlan> onFile,
            Decision decision,
            PlanCatalog catalog) {
        if (before.canceling()) {
            throw new CommandRejected("canceling", "The subscription is canceled; withdraw the cancellation first.");
        }
        before.requirePeriodRunning(at);
        if (!requested.differsFrom(before.paid().terms()) && before.scheduled().isEmpty()) {
            throw Refusals.noChange();
        }
        onFile.ifPresent(change -> OnFile.takeFrom(change, before.account(), decision));
        new TermsChanging(before, at, decision, catalog).decide(requested);
    }

    private void decide(TermsChange requested) {
        TermsChange scheduled = before.scheduled().map(ScheduledChange::parts).orElse(TermsChange.NONE);
        ChangePolicy.Outcome outcome =
                ChangePolicy.decide(catalog, before.paid().terms(), scheduled, requested);
        requireOffered(requested, outcome);
        List<InvoiceLine> lines = outcome.now().isEmpty() ? List.of() : changeNow(outcome.now());
        schedule(outcome.later());
        if (!outcome.now().isEmpty()) {
            Refusals.requireChargeable(account);
            decision.issueInvoice(decision.account(), at, today, InvoiceOrigin.CHANGE, occasion(outcome.now()), lines);
            decision.requirePayable(today);
        }
    }

    /** What is chosen now must be on offer now, also what waits. */
    private void requireOffered(TermsChange requested, ChangePolicy.Outcome outcome) {
        if (requested.plan().isEmpty() && requested.interval().isEmpty()) {
            return;
        }
        Terms present = before.paid().terms();
        PlanId plan = outcome.later().plan().or(outcome.now()::plan).orElse(present.plan());
        BillingInterval interval =
                outcome.later().interval().or(outcome.now()::interval).orElse(present.interval());
        if (!plan.equals(present.plan()) || interval != present.interval()) {
            Refusals.requireOffer(catalog, plan, interval, account.currency(), today);
        }
    }

    private static InvoiceOccasion occasion(TermsChange now) {
        if (now.plan().isPresent()) {
            return InvoiceOccasion.PLAN_CHANGED;
        }
        return now.interval().isPresent() ? InvoiceOccasion.INTERVAL_CHANGED : InvoiceOccasion.USERS_ADDED;
    }

    private List<InvoiceLine> changeNow(TermsChange now) {
        PaidPeriod paid = before.paid();
        Terms present = paid.terms();
        int users = now.managedUsers().orElse(present.managedUsers());
        if (now.plan().isEmpty() && now.interval().isEmpty()) {
            decision.emit(new ManagedUsersChanged(account.id(), at, today, present.managedUsers(), users));
            return List.of(InvoiceLine.charge(present.rate(), users - present.managedUsers(), paid.period(), today));
        }
        PlanId plan = now.plan().orElse(present.plan());
        BillingInterval interval = now.interval().orElse(present.interval());
        Rate rate = Rate.of(plan, interval, Refusals.requireOffer(catalog, plan, interval, account.currency(), today));
        Terms terms = Terms.of(rate, users);
        PaidPeriod becomes = now.interval().isPresent() ? PaidPeriod.anchoredOn(today, terms) : paid.with(terms);
        decision.emit(
                now.plan().isPresent()
                        ? new PlanChanged(account.id(), at, today, present.plan(), becomes)
                        : new BillingIntervalChanged(account.id(), at, today, present.interval(), becomes));
        return List.of(
                InvoiceLine.credit(present.rate(), present.managedUsers(), paid.period(), today),
                InvoiceLine.charge(rate, users, becomes.period(), today));
    }

    /** What is scheduled from now on, priced anew as known today; nothing left is a withdrawal. */
    private void schedule(TermsChange later) {
        if (later.isEmpty()) {
            if (before.scheduled().isPresent()) {
                decision.emit(new ScheduledChangeWithdrawn(account.id(), at, today));
            }
            return;
        }
        decision.emit(new ChangeScheduled(
                account.id(), at, today, Renewal.scheduled(decision.paid(), later, account.currency(), catalog)));
    }
}
