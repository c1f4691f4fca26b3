package com.kore.billing.app.console.insights;

import com.kore.billing.app.console.insights.Figure.Cell;
import com.kore.billing.app.console.insights.Figure.Chart;
import com.kore.billing.app.console.insights.Figure.Column;
import com.kore.billing.app.console.insights.Figure.Row;
import com.kore.billing.app.console.insights.Figure.Unit;
import com.kore.billing.projections.analytics.RetentionReport;
import com.kore.billing.projections.analytics.RetentionReport.Cohort;
import com.kore.billing.projections.analytics.RetentionReport.CohortMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Who stays, and with what. */
final class RetentionFigures {
    /** As many lines as can be told apart. */
    private static final int LINES_MAX = 6;

    private RetentionFigures() {}

    static List<Figure> of(RetentionReport report) {
        return List.of(
                months(report),
                cohorts(
                        report,
                        "cohort-customers",
                        "Cohorts: customers who stay",
                        "A cohort is the customers who were new in the same month; this is how many of them are customers at the end of each month since."
                                + " Whoever returns counts again.",
                        month -> Cells.shadedRate(month.customerRetention())),
                cohorts(
                        report,
                        "cohort-revenue",
                        "Cohorts: revenue that stays",
                        "The cohort's MRR at the end of each month since, against what its customers joined with. It is above 100% where those who"
                                + " stay pay more than was lost with the others.",
                        month -> Cells.shadedRate(month.revenueRetention())));
    }

    private static Figure months(RetentionReport report) {
        return new Figure(
                "retention",
                "Customers and retained revenue",
                "A customer is an account with MRR. Gross revenue retention is what is left of the MRR at the month's start after contraction and"
                        + " churn; net revenue retention adds expansion and reactivation. Logo churn is customers lost, against those at the start.",
                Chart.LINES,
                "Line chart: gross and net revenue retention of each month, in percent.",
                Unit.PERCENT,
                "Month",
                List.of(
                        Column.of("Customers at the start"),
                        Column.of("New"),
                        Column.of("Reactivated"),
                        Column.of("Lost"),
                        Column.of("At the end"),
                        Column.of("Logo churn"),
                        Column.charted("Gross revenue retention"),
                        Column.charted("Net revenue retention")),
                report.months().stream()
                        .map(month -> Row.of(
                                Cells.month(month.month()),
                                Cells.count(month.starting()),
                                Cells.count(month.joined()),
                                Cells.count(month.reactivated()),
                                Cells.count(month.churned()),
                                Cells.count(month.ending()),
                                Cells.rate(month.logoChurnRate()),
                                Cells.rate(month.grossRevenueRetention()),
                                Cells.rate(month.netRevenueRetention())))
                        .toList(),
                Optional.empty(),
                "");
    }

    private static Figure cohorts(
            RetentionReport report, String id, String title, String definition, Function<CohortMonth, Cell> cell) {
        int longest = report.cohorts().stream()
                .mapToInt(cohort -> cohort.months().size())
                .max()
                .orElse(0);
        List<Column> columns = new ArrayList<>(List.of(Column.of("Customers"), Column.of("Joined with")));
        for (int month = 0; month < longest; month++) {
            columns.add(Column.charted(month == 0 ? "Then" : "+%d".formatted(month)));
        }
        List<Row> rows = new ArrayList<>();
        for (Cohort cohort : report.cohorts()) {
            List<Cell> cells = new ArrayList<>(List.of(Cells.count(cohort.customers()), Cells.of(cohort.mrr())));
            cohort.months().stream().map(cell).forEach(cells::add);
            while (cells.size() < columns.size()) {
                cells.add(Cell.NONE);
            }
            rows.add(new Row(Cells.month(cohort.month()), rows.size() < LINES_MAX, cells));
        }
        boolean some = rows.size() > LINES_MAX;
        return new Figure(
                id,
                title,
                definition,
                Chart.ROWS,
                "Line chart: a line for each%s cohort, in percent, month by month since its customers joined."
                        .formatted(some ? " of the oldest %d".formatted(LINES_MAX) : ""),
                Unit.PERCENT,
                "New in",
                columns,
                rows,
                Optional.empty(),
                some
                        ? "The chart shows the oldest %d cohorts, the table all. +1 is a month later."
                                .formatted(LINES_MAX)
                        : "+1 is a month later.");
    }
}
