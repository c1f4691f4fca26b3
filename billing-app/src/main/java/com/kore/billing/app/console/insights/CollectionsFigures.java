package com.kore.billing.app.console.insights;

import com.kore.billing.app.console.insights.Figure.Chart;
import com.kore.billing.app.console.insights.Figure.Column;
import com.kore.billing.app.console.insights.Figure.Row;
import com.kore.billing.app.console.insights.Figure.Unit;
import com.kore.billing.projections.analytics.CollectionsReport;
import java.util.List;
import java.util.Optional;

/** What became of what was due, and of what was past due. */
final class CollectionsFigures {
    private CollectionsFigures() {}

    static List<Figure> of(CollectionsReport report) {
        return List.of(collected(report), dunned(report));
    }

    private static Figure collected(CollectionsReport report) {
        return new Figure(
                "collections",
                "What became of what was due",
                "By the month of the invoices, as of now. Due is what payment methods, or recorded payments, are to pay: after credits, and without"
                        + " invoices that are void because their change was undone. The collection rate is paid / due.",
                Chart.STACKED,
                "Stacked bars for each month: what is paid, what is open and what was given up; together what was due.",
                Unit.of(report.currency()),
                "Month",
                List.of(
                        Column.of("Invoices"),
                        Column.of("Due"),
                        Column.charted("Paid"),
                        Column.charted("Open"),
                        Column.charted("Uncollectible"),
                        Column.of("Collection rate"),
                        Column.of("Credits applied"),
                        Column.of("Void"),
                        Column.of("Refunded")),
                report.months().stream()
                        .map(month -> Row.of(
                                Cells.month(month.month()),
                                Cells.count(month.invoices()),
                                Cells.of(month.due()),
                                Cells.of(month.paid()),
                                Cells.of(month.open()),
                                Cells.of(month.uncollectible()),
                                Cells.rate(month.collectionRate()),
                                Cells.of(month.creditApplied()),
                                Cells.of(month.voided()),
                                Cells.of(month.refunded())))
                        .toList(),
                Optional.empty(),
                "What is refunded later was collected all the same.");
    }

    private static Figure dunned(CollectionsReport report) {
        return new Figure(
                "dunning",
                "Dunning recovery",
                "Of what was due for renewals that were past due at some time: paid / (paid + given up). What is still past due is in neither.",
                Chart.BARS,
                "Bars for each month: what was past due at some time, and what of it is paid by now.",
                Unit.of(report.currency()),
                "Month",
                List.of(
                        Column.charted("Past due at some time"),
                        Column.charted("Recovered"),
                        Column.of("Recovery rate")),
                report.months().stream()
                        .map(month -> Row.of(
                                Cells.month(month.month()),
                                Cells.of(month.dunned()),
                                Cells.of(month.recovered()),
                                Cells.rate(month.dunningRecoveryRate())))
                        .toList(),
                Optional.empty(),
                "");
    }
}
