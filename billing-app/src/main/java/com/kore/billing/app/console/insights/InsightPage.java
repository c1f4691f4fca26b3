package com.kore.billing.app.console.insights;

import java.util.Arrays;
import java.util.List;

/**
 * A page of figures.
 *
 * @param tabs all pages, for the same months
 * @param exports the views that its figures are summed up from, as files
 * @param anything whether there is a figure that is not zero
 */
record InsightPage(
        Insight insight,
        FiguresForm form,
        List<Tab> tabs,
        List<Figure> figures,
        List<Export> exports,
        boolean anything) {

    /** @param current whether it is this page */
    record Tab(String label, String href, boolean current) {}

    /** @param files each by its name, which is where it is too */
    record Export(String view, List<String> files) {}

    InsightPage {
        figures = List.copyOf(figures);
    }

    static InsightPage of(Insight insight, FiguresForm form, List<Figure> figures, List<String> formats) {
        return new InsightPage(
                insight,
                form,
                Arrays.stream(Insight.values())
                        .map(each -> new Tab(each.title(), form.address(each.path()), each == insight))
                        .toList(),
                figures,
                insight.views().stream()
                        .map(view -> new Export(
                                view,
                                formats.stream()
                                        .map(format -> view + "." + format)
                                        .toList()))
                        .toList(),
                figures.stream()
                        .flatMap(figure -> figure.rows().stream())
                        .flatMap(row -> row.cells().stream())
                        .anyMatch(cell -> cell.value().chars().anyMatch(digit -> digit > '0' && digit <= '9')));
    }

    /** Where the form leads. */
    public String address() {
        return insight.path();
    }

    public boolean ofOneMonth() {
        return insight.isOfOneMonth();
    }
}
