package com.kore.billing.projections.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/**
 * What accounts were on at the end of a month.
 *
 * @param subscriptions all, the free ones too; likewise the users
 * @param arr twelve times the MRR
 */
public record PlansReport(
        CurrencyUnit currency,
        YearMonth month,
        List<PlanFigures> plans,
        long subscriptions,
        long managedUsers,
        Total mrr,
        Total arr) {
    private static final int MONTHS_OF_A_YEAR = 12;

    /** Those on the same plan, interval and kind of account; the free plan has no interval. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record PlanFigures(
            PlanId plan,
            Optional<BillingInterval> interval,
            AccountKind accountKind,
            long subscriptions,
            long managedUsers,
            Total mrr) {}

    public PlansReport {
        plans = List.copyOf(plans);
    }

    static PlansReport of(CurrencyUnit currency, YearMonth month, List<PlanFigures> plans) {
        Total mrr = plans.stream().map(PlanFigures::mrr).reduce(Total.zero(currency), Total::plus);
        return new PlansReport(
                currency,
                month,
                plans,
                plans.stream().mapToLong(PlanFigures::subscriptions).sum(),
                plans.stream().mapToLong(PlanFigures::managedUsers).sum(),
                mrr,
                mrr.times(MONTHS_OF_A_YEAR));
    }
}
