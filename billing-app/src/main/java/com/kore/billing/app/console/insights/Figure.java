package com.kore.billing.app.console.insights;

import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/**
 * Some figures with what they mean: a table, and a chart that is drawn from the cells of that table, so that the two cannot differ.
 *
 * @param id of its place on the page
 * @param definition what is counted, in a sentence
 * @param drawing what the chart shows, in a sentence, for whoever does not see it
 * @param unit of what is charted
 * @param note what else is to be known of the table; empty if nothing
 */
record Figure(
        String id,
        String title,
        String definition,
        Chart chart,
        String drawing,
        Unit unit,
        String rowsAre,
        List<Column> columns,
        List<Row> rows,
        Optional<Row> sum,
        String note) {

    /** How it is drawn. */
    enum Chart {
        /** A line for each charted column. */
        LINES,
        /** Bars beside each other. */
        BARS,
        /** Bars on top of each other, what is negative below zero. */
        STACKED,
        /** Bars from left to right, for names that are long. */
        ACROSS,
        /** A line for each row, along the charted columns. */
        ROWS
    }

    /** @param name as the script knows it: the code of a currency, {@code percent} or {@code count} */
    record Unit(String name) {
        static final Unit PERCENT = new Unit("percent");
        static final Unit COUNT = new Unit("count");

        static Unit of(CurrencyUnit currency) {
            return new Unit(currency.getCode());
        }
    }

    /** @param charted whether the chart shows it */
    record Column(String label, boolean charted) {
        static Column charted(String label) {
            return new Column(label, true);
        }

        static Column of(String label) {
            return new Column(label, false);
        }
    }

    /** @param charted whether the chart shows it, where it shows rows */
    record Row(String label, boolean charted, List<Cell> cells) {
        Row {
            cells = List.copyOf(cells);
        }

        static Row of(String label, Cell... cells) {
            return new Row(label, true, List.of(cells));
        }
    }

    /**
     * A figure.
     *
     * @param value the same for machines; empty where there is none, such as the rate of nothing
     * @param shade from 0 to 10, how strongly its place is tinted besides; empty for not at all
     */
    record Cell(String text, String value, String shade) {
        /** Not there at all. */
        static final Cell NONE = new Cell("", "", "");

        static Cell of(String text, String value) {
            return new Cell(text, value, "");
        }
    }

    Figure {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    public boolean isOfRows() {
        return chart == Chart.ROWS;
    }
}
