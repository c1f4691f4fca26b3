package com.kore.billing.domain.subscription;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import java.util.Optional;

/**
 * What may change, effective when (rules 3 to 7). The aggregate, the preview and the page ask this one place.
 *
 * <p>Each part follows its own rule: a plan up, monthly to annual and more users are effective now; a plan down, annual to monthly and
 * fewer users at the period's end. A plan down that waits makes a change to annual wait with it.
 */
public final class ChangePolicy {
    private ChangePolicy() {}

    /**
     * What becomes of a request.
     *
     * @param now the parts that take effect at once
     * @param later all that is scheduled afterwards, earlier choices that stay included
     */
    public record Outcome(TermsChange now, TermsChange later) {}

    /** When a change takes effect. */
    public enum Effective {
        NOW,
        PERIOD_END
    }

    /** Sorts a request into what happens now and what is scheduled; a later choice replaces the same part of an earlier one. */
    public static Outcome decide(PlanCatalog catalog, Terms present, TermsChange scheduled, TermsChange requested) {
        Optional<PlanId> planNow = requested.plan().filter(plan -> isUp(catalog, present, plan));
        Optional<PlanId> planLater = requested.plan().isPresent()
                ? requested.plan().filter(plan -> !plan.equals(present.plan()) && planNow.isEmpty())
                : scheduled.plan();

        boolean intervalWaits = planLater.isPresent();
        Optional<BillingInterval> asked = requested.interval().filter(interval -> interval != present.interval());
        Optional<BillingInterval> intervalNow =
                asked.filter(interval -> interval == BillingInterval.ANNUAL && !intervalWaits);
        Optional<BillingInterval> intervalLater = requested.interval().isPresent()
                ? asked.filter(interval -> intervalNow.isEmpty())
                : scheduled.interval();

        Optional<Integer> usersNow = requested.managedUsers().filter(users -> users > present.managedUsers());
        Optional<Integer> usersLater = requested.managedUsers().isPresent()
                ? requested.managedUsers().filter(users -> users < present.managedUsers())
                : scheduled.managedUsers();

        return new Outcome(
                new TermsChange(planNow, intervalNow, usersNow), new TermsChange(planLater, intervalLater, usersLater));
    }

    /** When a plan and interval would both be in effect, with nothing else asked for. */
    public static Effective effective(PlanCatalog catalog, Terms present, PlanId plan, BillingInterval interval) {
        Outcome outcome = decide(
                catalog,
                present,
                TermsChange.NONE,
                new TermsChange(Optional.of(plan), Optional.of(interval), Optional.empty()));
        return outcome.later().isEmpty() ? Effective.NOW : Effective.PERIOD_END;
    }

    /** Whether choosing a plan and interval, with nothing else asked for, changes and charges anything at once. */
    public static boolean chargesNow(PlanCatalog catalog, Terms present, PlanId plan, BillingInterval interval) {
        return !decide(
                        catalog,
                        present,
                        TermsChange.NONE,
                        new TermsChange(Optional.of(plan), Optional.of(interval), Optional.empty()))
                .now()
                .isEmpty();
    }

    private static boolean isUp(PlanCatalog catalog, Terms present, PlanId plan) {
        return catalog.rank(plan) > catalog.rank(present.plan());
    }
}
