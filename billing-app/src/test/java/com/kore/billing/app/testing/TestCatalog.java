package com.kore.billing.app.testing;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.catalog.Price;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;

/** The plans of the default catalog, in US dollars. */
public final class TestCatalog {
    public static final PlanId PREMIUM = new PlanId("premium");
    public static final PlanCatalog CATALOG = new PlanCatalog(List.of(new PlanCatalog.Version(
            LocalDate.EPOCH,
            List.of(
                    new Plan(new PlanId("free"), "Free", 0, List.of()),
                    new Plan(PREMIUM, "Premium", 1, prices("10.00", "100.00")),
                    new Plan(new PlanId("enterprise"), "Enterprise", 2, prices("20.00", "200.00"))))));

    private TestCatalog() {}

    private static List<Price> prices(String monthly, String annual) {
        return List.of(
                new Price(BillingInterval.MONTHLY, Money.parse("USD " + monthly)),
                new Price(BillingInterval.ANNUAL, Money.parse("USD " + annual)));
    }
}
