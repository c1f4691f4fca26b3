package com.kore.billing.app.console.insights;

import com.kore.billing.app.console.insights.Figure.Chart;
import com.kore.billing.app.console.insights.Figure.Column;
import com.kore.billing.app.console.insights.Figure.Row;
import com.kore.billing.app.console.insights.Figure.Unit;
import com.kore.billing.projections.analytics.MrrReport;
import com.kore.billing.projections.analytics.MrrReport.MrrMonth;
import com.kore.billing.projections.analytics.Total;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Monthly recurring revenue, and how it moved. */
final class MrrFigures {
    private static final BigInteger MONTHS_OF_A_YEAR = BigInteger.valueOf(12);

    private MrrFigures() {}

    static List<Figure> of(MrrReport report) {
        return List.of(level(report), movements(report));
    }

    private static Figure level(MrrReport report) {
        MrrMonth first = report.months().getFirst();
        MrrMonth last = report.months().getLast();
        return new Figure(
                "mrr",
                "Monthly recurring revenue",
                "MRR of an account is price x users of its paid terms, a year's divided by twelve. ARR is twelve times the MRR.",
                Chart.LINES,
                "Line chart: MRR at each month's end, from %s in %s to %s in %s."
                        .formatted(
                                Cells.words(first.ending()),
                                Cells.monthInFull(first.month()),
                                Cells.words(last.ending()),
                                Cells.monthInFull(last.month())),
                Unit.of(report.currency()),
                "Month",
                List.of(
                        Column.of("At the start"),
                        Column.charted("At the end"),
                        Column.of("Gross churn rate"),
                        Column.of("Net churn rate")),
                report.months().stream()
                        .map(month -> Row.of(
                                Cells.month(month.month()),
                                Cells.of(month.starting()),
                                Cells.of(month.ending()),
                                Cells.rate(month.grossChurnRate()),
                                Cells.rate(month.netChurnRate())))
                        .toList(),
                Optional.empty(),
                "At the end of %s the ARR is %s. Gross churn is contraction and churn against the MRR at the start; net churn is that less expansion and reactivation."
                        .formatted(Cells.monthInFull(last.month()), Cells.words(yearly(last.ending()))));
    }

    private static Total yearly(Total monthly) {
        return new Total(monthly.amount().multiply(MONTHS_OF_A_YEAR), monthly.currency());
    }

    private static Figure movements(MrrReport report) {
        return new Figure(
                "movements",
                "Movements",
                "Each change of an account's MRR, on the account's day: what is new, more, less, none any more, or some again."
                        + " They add up to the change of the month exactly.",
                Chart.STACKED,
                "Stacked bars for each month: new, expansion and reactivation above zero, contraction and churn below.",
                Unit.of(report.currency()),
                "Month",
                List.of(
                        Column.charted("New"),
                        Column.charted("Expansion"),
                        Column.charted("Reactivation"),
                        Column.charted("Contraction"),
                        Column.charted("Churn")),
                report.months().stream()
                        .map(month -> Row.of(
                                Cells.month(month.month()),
                                Cells.of(month.joined()),
                                Cells.of(month.expansion()),
                                Cells.of(month.reactivation()),
                                Cells.negative(month.contraction()),
                                Cells.negative(month.churn())))
                        .toList(),
                Optional.empty(),
                "");
    }
}
