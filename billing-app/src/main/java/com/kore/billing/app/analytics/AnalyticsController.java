package com.kore.billing.app.analytics;

import com.kore.billing.app.web.ConditionalReads;
import com.kore.billing.projections.analytics.Analytics;
import com.kore.billing.projections.analytics.CollectionsReport;
import com.kore.billing.projections.analytics.MrrReport;
import com.kore.billing.projections.analytics.PlansReport;
import com.kore.billing.projections.analytics.RetentionReport;
import com.kore.billing.projections.analytics.RevenueReport;
import io.swagger.v3.oas.annotations.Operation;
import java.time.YearMonth;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Figures over all accounts of a currency, month by month. */
@RestController
@RequestMapping(path = "/v1/analytics", produces = MediaType.APPLICATION_JSON_VALUE)
final class AnalyticsController {
    private static final String RANGE =
            "from and to are months such as 2026-01, at most 120 of them; without them the year that ends"
                    + " now. currency is required where accounts have several.";

    private final Analytics analytics;
    private final FiguresAsked asked;
    private final ConditionalReads reads;

    AnalyticsController(Analytics analytics, FiguresAsked asked, ConditionalReads reads) {
        this.analytics = analytics;
        this.asked = asked;
        this.reads = reads;
    }

    @GetMapping("/mrr")
    @Operation(
            summary = "Monthly recurring revenue, and how it moved",
            description =
                    "Movements of a month add up to its change exactly; contraction and churn are positive. " + RANGE)
    ResponseEntity<MrrReport> mrr(
            @RequestParam Optional<YearMonth> from,
            @RequestParam Optional<YearMonth> to,
            @RequestParam Optional<CurrencyUnit> currency) {
        return reads.of(analytics.mrr(asked.currency(currency), asked.range(from, to)));
    }

    @GetMapping("/retention")
    @Operation(
            summary = "Who stays, and with what",
            description = "Customers and retained revenue month by month, and the cohorts of those months. " + RANGE)
    ResponseEntity<RetentionReport> retention(
            @RequestParam Optional<YearMonth> from,
            @RequestParam Optional<YearMonth> to,
            @RequestParam Optional<CurrencyUnit> currency) {
        return reads.of(analytics.retention(asked.currency(currency), asked.range(from, to)));
    }

    @GetMapping("/plans")
    @Operation(
            summary = "What accounts were on at the end of a month",
            description = "Of this month unless another is named. currency is required where accounts have several.")
    ResponseEntity<PlansReport> plans(
            @RequestParam Optional<YearMonth> month, @RequestParam Optional<CurrencyUnit> currency) {
        return reads.of(analytics.plans(asked.currency(currency), asked.month(month)));
    }

    @GetMapping("/collections")
    @Operation(summary = "What became of what was due, by the month of the invoices", description = RANGE)
    ResponseEntity<CollectionsReport> collections(
            @RequestParam Optional<YearMonth> from,
            @RequestParam Optional<YearMonth> to,
            @RequestParam Optional<CurrencyUnit> currency) {
        return reads.of(analytics.collections(asked.currency(currency), asked.range(from, to)));
    }

    @GetMapping("/revenue")
    @Operation(
            summary = "Revenue by the days that it was paid for",
            description = "Months to come say what is deferred to them. " + RANGE)
    ResponseEntity<RevenueReport> revenue(
            @RequestParam Optional<YearMonth> from,
            @RequestParam Optional<YearMonth> to,
            @RequestParam Optional<CurrencyUnit> currency) {
        return reads.of(analytics.revenue(asked.currency(currency), asked.range(from, to)));
    }
}
