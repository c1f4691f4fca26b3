package com.kore.billing.app.console.insights;

import com.kore.billing.app.console.insights.Figure.Chart;
import com.kore.billing.app.console.insights.Figure.Column;
import com.kore.billing.app.console.insights.Figure.Row;
import com.kore.billing.app.console.insights.Figure.Unit;
import com.kore.billing.projections.analytics.RevenueReport;
import java.util.List;
import java.util.Optional;

/** Revenue by the days that it was paid for. */
final class RevenueFigures {
    private RevenueFigures() {}

    static List<Figure> of(RevenueReport report) {
        return List.of(new Figure(
                "revenue",
                "Recognized revenue",
                "Revenue is recognized by the day of the period that a line is for: of an amount for n days, amount x k / n after k of them.",
                Chart.BARS,
                "Bars for each month: the revenue that is recognized in it.",
                Unit.of(report.currency()),
                "Month",
                List.of(
                        Column.of("Charged"),
                        Column.of("Credited"),
                        Column.of("Refunded"),
                        Column.of("Written off"),
                        Column.charted("Recognized")),
                report.months().stream()
                        .map(month -> Row.of(
                                Cells.month(month.month()),
                                Cells.of(month.charged()),
                                Cells.negative(month.credited()),
                                Cells.negative(month.refunded()),
                                Cells.negative(month.writtenOff()),
                                Cells.of(month.recognized())))
                        .toList(),
                Optional.empty(),
                "Choose months to come, and they say what is deferred to them."));
    }
}
