package com.kore.billing.app.queries;

import com.kore.billing.app.web.ConditionalReads;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import io.swagger.v3.oas.annotations.Operation;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is, was and will be on offer. */
@RestController
final class CatalogController {
    private final PlanCatalog catalog;
    private final ConditionalReads reads;

    CatalogController(PlanCatalog catalog, ConditionalReads reads) {
        this.catalog = catalog;
        this.reads = reads;
    }

    /** All versions, the newest first. */
    record CatalogView(List<VersionView> versions) {}

    /** In force from its day until the next version's. */
    record VersionView(LocalDate effectiveFrom, List<PlanView> plans) {}

    /** A higher rank is a better plan; rank 0 is the free one. */
    record PlanView(PlanId id, String name, int rank, List<PriceView> prices) {

        static PlanView of(Plan plan) {
            return new PlanView(
                    plan.id(),
                    plan.name(),
                    plan.rank(),
                    plan.prices().stream()
                            .map(price -> new PriceView(price.interval(), price.perUser()))
                            .toList());
        }
    }

    /** For one user and one interval. */
    record PriceView(BillingInterval interval, Money perUser) {}

    @GetMapping(path = "/v1/catalog", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Every version of the catalog, the newest first")
    ResponseEntity<CatalogView> catalog() {
        return reads.of(new CatalogView(catalog.versions().stream()
                .map(version -> new VersionView(
                        version.effectiveFrom(),
                        version.plans().stream().map(PlanView::of).toList()))
                .toList()));
    }
}
