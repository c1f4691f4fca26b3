package com.kore.billing.domain.catalog;

import com.kore.billing.domain.calendar.BillingInterval;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;

/**
 * Every version of what is on offer. Immutable; a version is in force from its day until the next one's.
 *
 * <p>What is bought or changed to today must stand in the version in force today ({@link #offer}); a renewal takes the latest
 * price there is ({@link #renewalPrice}), so that a plan that is no longer sold goes on for those who have it.
 */
public final class PlanCatalog {
    private final List<Version> newestFirst;
    private final Map<PlanId, Integer> ranks = new HashMap<>();
    private final Plan freePlan;

    /** What is in force from a day on. */
    public record Version(LocalDate effectiveFrom, List<Plan> plans) {
        public Version {
            plans = List.copyOf(plans);
        }

        Optional<Plan> plan(PlanId id) {
            return plans.stream().filter(plan -> plan.id().equals(id)).findFirst();
        }
    }

    /**
     * @throws IllegalArgumentException with the reason, if there is no version, two are of one day, a plan or rank stands twice in one
     *     version, a version does not have exactly one plan of rank 0, that plan has a price or another id than before, a plan's rank
     *     differs between versions, or a price stands twice or is not positive
     */
    public PlanCatalog(List<Version> versions) {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a catalog needs at least one version");
        }
        newestFirst = versions.stream()
                .sorted(Comparator.comparing(Version::effectiveFrom).reversed())
                .toList();
        Set<LocalDate> days = new HashSet<>();
        Map<Integer, PlanId> plansByRank = new HashMap<>();
        for (Version version : newestFirst) {
            if (!days.add(version.effectiveFrom())) {
                throw new IllegalArgumentException("two versions are in force from " + version.effectiveFrom());
            }
            check(version, plansByRank);
        }
        freePlan = newestFirst.getFirst().plans().stream()
                .filter(Plan::isFree)
                .findFirst()
                .orElseThrow();
    }

    private void check(Version version, Map<Integer, PlanId> plansByRank) {
        String where = "version " + version.effectiveFrom() + ": ";
        Set<PlanId> ids = new HashSet<>();
        for (Plan plan : version.plans()) {
            if (!ids.add(plan.id())) {
                throw new IllegalArgumentException(where + "plan " + plan.id() + " stands twice");
            }
            Integer rankElsewhere = ranks.putIfAbsent(plan.id(), plan.rank());
            if (rankElsewhere != null && rankElsewhere != plan.rank()) {
                throw new IllegalArgumentException(where + "plan " + plan.id() + " has rank " + plan.rank()
                        + " here and " + rankElsewhere + " elsewhere");
            }
            PlanId sameRank = plansByRank.putIfAbsent(plan.rank(), plan.id());
            if (sameRank != null && !sameRank.equals(plan.id())) {
                throw new IllegalArgumentException(
                        where + "rank " + plan.rank() + " belongs to " + sameRank + " and to " + plan.id());
            }
            checkPrices(where, plan);
        }
        if (version.plans().stream().noneMatch(Plan::isFree)) {
            throw new IllegalArgumentException(where + "no plan of rank 0, the free one");
        }
    }

    private static void checkPrices(String where, Plan plan) {
        if (plan.rank() < 0) {
            throw new IllegalArgumentException(where + "plan " + plan.id() + " has a negative rank");
        }
        if (plan.isFree() && !plan.prices().isEmpty()) {
            throw new IllegalArgumentException(where + "the free plan " + plan.id() + " has a price");
        }
        Set<String> seen = new HashSet<>();
        for (Price price : plan.prices()) {
            if (!price.perUser().isPositive()) {
                throw new IllegalArgumentException(where + "plan " + plan.id() + " has a price that is not above zero");
            }
            if (!seen.add(price.interval() + " " + price.perUser().getCurrencyUnit())) {
                throw new IllegalArgumentException(where + "plan " + plan.id() + " has two "
                        + price.perUser().getCurrencyUnit() + " prices for one interval");
            }
        }
    }

    /** All versions, the newest first. */
    public List<Version> versions() {
        return newestFirst;
    }

    /** The plan of rank 0. */
    public PlanId freePlan() {
        return freePlan.id();
    }

    public boolean isKnown(PlanId id) {
        return ranks.containsKey(id);
    }

    /** A plan's rank, or -1 for one that no version knows. */
    public int rank(PlanId id) {
        return ranks.getOrDefault(id, -1);
    }

    /** The name as of a day; the id for a plan that no version knows. */
    public String name(PlanId id, LocalDate on) {
        return newestFirst.stream()
                .sorted(Comparator.comparing(version -> version.effectiveFrom().isAfter(on)))
                .flatMap(version -> version.plan(id).stream())
                .map(Plan::name)
                .findFirst()
                .orElse(id.value());
    }

    /** Whether any version has a price in this currency. */
    public boolean prices(CurrencyUnit currency) {
        return newestFirst.stream()
                .flatMap(version -> version.plans().stream())
                .flatMap(plan -> plan.prices().stream())
                .anyMatch(price -> price.perUser().getCurrencyUnit().equals(currency));
    }

    /** The version in force on a day; none before the first. */
    public Optional<Version> inForceOn(LocalDate on) {
        return newestFirst.stream()
                .filter(version -> !version.effectiveFrom().isAfter(on))
                .findFirst();
    }

    /** What a purchase or change of this day costs per user and interval; empty if it is not offered. */
    public Optional<QuotedPrice> offer(PlanId plan, BillingInterval interval, CurrencyUnit currency, LocalDate on) {
        return inForceOn(on).flatMap(version -> quote(version, plan, interval, currency));
    }

    /** What a period that starts on this day costs: the latest price in force that there is. */
    public Optional<QuotedPrice> renewalPrice(
            PlanId plan, BillingInterval interval, CurrencyUnit currency, LocalDate on) {
        return newestFirst.stream()
                .filter(version -> !version.effectiveFrom().isAfter(on))
                .flatMap(version -> quote(version, plan, interval, currency).stream())
                .findFirst();
    }

    private static Optional<QuotedPrice> quote(
            Version version, PlanId plan, BillingInterval interval, CurrencyUnit currency) {
        return version.plan(plan)
                .flatMap(offered -> offered.perUser(interval, currency))
                .map(price -> new QuotedPrice(price, version.effectiveFrom()));
    }
}
