package com.kore.billing.domain.catalog;

import com.kore.billing.domain.calendar.BillingInterval;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What can be subscribed to. A higher rank is a better plan; rank 0 is the free one. */
public record Plan(PlanId id, String name, int rank, List<Price> prices) {

    public Plan {
        prices = List.copyOf(prices);
    }

    public boolean isFree() {
        return rank == 0;
    }

    /** The price of one user for one interval, if the plan is offered so. */
    public Optional<Money> perUser(BillingInterval interval, CurrencyUnit currency) {
        return prices.stream()
                .filter(price -> price.interval() == interval
                        && price.perUser().getCurrencyUnit().equals(currency))
                .map(Price::perUser)
                .findFirst();
    }
}
