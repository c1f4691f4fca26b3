package com.kore.billing.domain.subscription;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.Rate;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What a paid subscription is on.
 *
 * @param pricePerUser for one interval
 * @param catalogVersion the day from which the catalog version with that price is in force; empty for a price that a contract says
 */
public record Terms(
        PlanId plan,
        BillingInterval interval,
        int managedUsers,
        Money pricePerUser,
        Optional<LocalDate> catalogVersion) {

    public static Terms of(Rate rate, int managedUsers) {
        return new Terms(rate.plan(), rate.interval(), managedUsers, rate.perUser(), rate.catalogVersion());
    }

    public Rate rate() {
        return new Rate(plan, interval, pricePerUser, catalogVersion);
    }

    public Terms withManagedUsers(int users) {
        return new Terms(plan, interval, users, pricePerUser, catalogVersion);
    }

    /** Price times users, per interval. */
    public Money total() {
        return pricePerUser.multipliedBy(managedUsers);
    }
}
