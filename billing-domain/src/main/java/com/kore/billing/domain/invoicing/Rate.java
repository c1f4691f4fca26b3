package com.kore.billing.domain.invoicing;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.catalog.QuotedPrice;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What one user of a plan costs for one interval.
 *
 * @param catalogVersion the day from which the catalog version that says so is in force; empty for a price that a contract says
 */
public record Rate(PlanId plan, BillingInterval interval, Money perUser, Optional<LocalDate> catalogVersion) {

    public static Rate of(PlanId plan, BillingInterval interval, QuotedPrice price) {
        return new Rate(plan, interval, price.perUser(), Optional.of(price.catalogVersion()));
    }
}
