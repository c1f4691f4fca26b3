package com.kore.billing.projections.accountsummary;

import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.Rate;
import com.kore.billing.domain.subscription.Terms;
import java.time.LocalDate;
import org.joda.money.CurrencyUnit;

/** What terms will cost from a day on, as far as the catalog says so today. */
record RenewalPrices(PlanCatalog catalog, CurrencyUnit currency) {

    /** The terms at the latest price in force on that day; at their own where no catalog version has one. */
    Terms priced(Terms terms, LocalDate on) {
        return catalog.renewalPrice(terms.plan(), terms.interval(), currency, on)
                .map(price -> Terms.of(Rate.of(terms.plan(), terms.interval(), price), terms.managedUsers()))
                .orElse(terms);
    }
}
