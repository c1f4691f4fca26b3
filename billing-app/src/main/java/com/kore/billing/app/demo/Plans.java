package com.kore.billing.app.demo;

import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** The two plans that the year is about: the first paid one of whatever catalog is set, and the next better one if there is any. */
record Plans(PlanId standard, PlanId better) {

    /** Of those on offer on a day; where none is paid, all accounts stay free. */
    static Plans of(PlanCatalog catalog, LocalDate on) {
        List<PlanId> paid = catalog.inForceOn(on).stream()
                .flatMap(version -> version.plans().stream())
                .filter(plan -> !plan.prices().isEmpty())
                .sorted(Comparator.comparingInt(Plan::rank))
                .map(Plan::id)
                .toList();
        return paid.isEmpty()
                ? new Plans(catalog.freePlan(), catalog.freePlan())
                : new Plans(paid.getFirst(), paid.get(Math.min(1, paid.size() - 1)));
    }
}
