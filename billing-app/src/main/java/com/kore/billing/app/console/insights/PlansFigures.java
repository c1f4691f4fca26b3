package com.kore.billing.app.console.insights;

import com.kore.billing.app.console.Words;
import com.kore.billing.app.console.insights.Figure.Cell;
import com.kore.billing.app.console.insights.Figure.Chart;
import com.kore.billing.app.console.insights.Figure.Column;
import com.kore.billing.app.console.insights.Figure.Row;
import com.kore.billing.app.console.insights.Figure.Unit;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.analytics.PlansReport;
import com.kore.billing.projections.analytics.PlansReport.PlanFigures;
import com.kore.billing.projections.analytics.Total;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What accounts were on at the end of a month. */
final class PlansFigures {
    private static final int RATE_DECIMALS = 4;

    private PlansFigures() {}

    static List<Figure> of(PlansReport report, PlanCatalog catalog) {
        return List.of(revenue(report, catalog), subscriptions(report, catalog));
    }

    private static Figure revenue(PlansReport report, PlanCatalog catalog) {
        return new Figure(
                "plan-revenue",
                "Recurring revenue by plan",
                "MRR of the terms in force at the end of %s, by plan, interval and kind of account. The free plan has none."
                        .formatted(Cells.monthInFull(report.month())),
                Chart.ACROSS,
                "Bar chart: the MRR of each plan, interval and kind of account.",
                Unit.of(report.currency()),
                "Plan",
                List.of(Column.charted("MRR"), Column.of("Share")),
                report.plans().stream()
                        .filter(plan -> plan.mrr().amount().signum() != 0)
                        .map(plan -> Row.of(
                                name(plan, report, catalog), Cells.of(plan.mrr()), share(plan.mrr(), report.mrr())))
                        .toList(),
                Optional.of(Row.of("All", Cells.of(report.mrr()), share(report.mrr(), report.mrr()))),
                "Twelve times as much, the ARR, is %s.".formatted(Cells.words(report.arr())));
    }

    private static Figure subscriptions(PlansReport report, PlanCatalog catalog) {
        return new Figure(
                "plan-subscriptions",
                "Subscriptions and users by plan",
                "All accounts at the end of %s, the free ones too, and the users that they pay for or have."
                        .formatted(Cells.monthInFull(report.month())),
                Chart.ACROSS,
                "Bar chart: the subscriptions and the users of each plan, interval and kind of account.",
                Unit.COUNT,
                "Plan",
                List.of(Column.charted("Subscriptions"), Column.charted("Users")),
                report.plans().stream()
                        .map(plan -> Row.of(
                                name(plan, report, catalog),
                                Cells.count(plan.subscriptions()),
                                Cells.count(plan.managedUsers())))
                        .toList(),
                Optional.of(Row.of("All", Cells.count(report.subscriptions()), Cells.count(report.managedUsers()))),
                "");
    }

    private static String name(PlanFigures plan, PlansReport report, PlanCatalog catalog) {
        String name = catalog.name(plan.plan(), report.month().atEndOfMonth());
        return "%s (%s)"
                .formatted(
                        plan.interval()
                                .map(interval -> Words.terms(name, interval))
                                .orElse(name),
                        Words.of(plan.accountKind()).toLowerCase(Locale.ROOT));
    }

    private static Cell share(Total part, Total whole) {
        return Cells.rate(
                whole.amount().signum() == 0
                        ? Optional.empty()
                        : Optional.of(new BigDecimal(part.amount())
                                .divide(new BigDecimal(whole.amount()), RATE_DECIMALS, RoundingMode.HALF_UP)));
    }
}
