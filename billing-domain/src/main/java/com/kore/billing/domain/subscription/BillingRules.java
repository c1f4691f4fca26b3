package com.kore.billing.domain.subscription;

import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.payment.DunningSchedule;

/** What the vendor has set and every decision rests on: prices, and when declined renewals are tried again. */
public record BillingRules(PlanCatalog catalog, DunningSchedule dunning) {

    /** With the schedule that applies where none is set. */
    public static BillingRules of(PlanCatalog catalog) {
        return new BillingRules(catalog, DunningSchedule.DEFAULT);
    }
}
