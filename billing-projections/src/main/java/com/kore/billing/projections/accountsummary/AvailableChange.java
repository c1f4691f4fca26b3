package com.kore.billing.projections.accountsummary;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.subscription.ChangePolicy;
import com.kore.billing.domain.subscription.ChangePolicy.Effective;
import com.kore.billing.domain.subscription.PaidPeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A plan and interval that could be chosen today, other than the present ones. Nothing can be chosen while a cancellation is scheduled or a contract is signed,
 * and nothing that charges at once while a renewal is past due.
 *
 * @param effective when plan and interval are both in effect: a higher plan billed monthly instead of annually is used at once, at its
 *     annual price, but is what was chosen only from the period's end on
 * @param pricePerUser for one interval: what is charged today, or the price known today for the day that it takes effect
 * @param savingPercent what a year costs less than twelve months of the same plan, in whole percent, rounded half up; 0 for monthly
 *     billing, and where there is no monthly price or nothing is saved
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AvailableChange(
        PlanId plan,
        BillingInterval interval,
        Money pricePerUser,
        int savingPercent,
        Effective effective,
        LocalDate effectiveOn) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static List<AvailableChange> of(SummaryRow row, PlanCatalog catalog, LocalDate today) {
        if (row.holding().contracts().isPresent() || row.holding().canceling()) {
            return List.of();
        }
        return catalog.inForceOn(today).stream()
                .flatMap(version -> version.plans().stream())
                .sorted(Comparator.comparingInt(Plan::rank))
                .flatMap(plan -> Arrays.stream(BillingInterval.values())
                        .flatMap(interval -> choice(row, catalog, plan, interval, today)))
                .filter(change -> row.status() != SubscriptionStatus.PAST_DUE || !change.chargesNow(row, catalog))
                .toList();
    }

    private boolean chargesNow(SummaryRow row, PlanCatalog catalog) {
        return row.holding()
                .paid()
                .map(paid -> ChangePolicy.chargesNow(catalog, paid.terms(), plan, interval))
                .orElse(true);
    }

    private static Stream<AvailableChange> choice(
            SummaryRow row, PlanCatalog catalog, Plan plan, BillingInterval interval, LocalDate today) {
        CurrencyUnit currency = row.opening().currency();
        Optional<PaidPeriod> paid = row.holding().paid();
        if (paid.map(PaidPeriod::terms)
                .filter(terms -> terms.plan().equals(plan.id()) && terms.interval() == interval)
                .isPresent()) {
            return Stream.empty();
        }
        Effective effective = paid.map(PaidPeriod::terms)
                .map(terms -> ChangePolicy.effective(catalog, terms, plan.id(), interval))
                .orElse(Effective.NOW);
        LocalDate effectiveOn = paid.filter(ignored -> effective == Effective.PERIOD_END)
                .map(period -> period.period().end())
                .orElse(today);
        return catalog
                .offer(plan.id(), interval, currency, today)
                .flatMap(offer -> effective == Effective.NOW
                        ? Optional.of(offer)
                        : catalog.renewalPrice(plan.id(), interval, currency, effectiveOn))
                .map(price -> new AvailableChange(
                        plan.id(),
                        interval,
                        price.perUser(),
                        savingPercent(plan, interval, price.perUser(), currency),
                        effective,
                        effectiveOn))
                .stream();
    }

    private static int savingPercent(Plan plan, BillingInterval interval, Money annual, CurrencyUnit currency) {
        if (interval != BillingInterval.ANNUAL) {
            return 0;
        }
        return plan.perUser(BillingInterval.MONTHLY, currency)
                .map(monthly -> monthly.multipliedBy(BillingInterval.ANNUAL.months()))
                .map(year -> year.minus(annual)
                        .getAmount()
                        .multiply(HUNDRED)
                        .divide(year.getAmount(), 0, RoundingMode.HALF_UP)
                        .intValueExact())
                .filter(percent -> percent > 0)
                .orElse(0);
    }
}
