package com.kore.billing.domain.invoicing;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.catalog.QuotedPrice;
import java.time.LocalDate;
import org.joda.money.Money;

/** What one user of a plan costs for one interval, and which catalog version says so. */
public record Rate(PlanId plan, BillingInterval interval, Money perUser, LocalDate catalogVersion) {

    public static Rate of(PlanId plan, BillingInterval interval, QuotedPrice price) {
        return new Rate(plan, interval, price.perUser(), price.catalogVersion());
    }
}
