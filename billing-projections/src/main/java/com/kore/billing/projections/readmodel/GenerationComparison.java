package com.kore.billing.projections.readmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Compares two generations of a read model row by row, columns included. */
final class GenerationComparison {
    private final ReadModel<?, ?> model;
    private final JdbcTemplate jdbc;

    GenerationComparison(ReadModel<?, ?> model, JdbcTemplate jdbc) {
        this.model = model;
        this.jdbc = jdbc;
    }

    List<String> tables() {
        return Stream.concat(Stream.of(model.heads().name()), model.rows().map(Table::name).stream())
                .toList();
    }

    List<RowDifference> compare(long left, long right, int differencesMax) {
        List<RowDifference> all =
                new ArrayList<>(compare(model.heads(), "version", false, left, right, differencesMax));
        model.rows().ifPresent(rows -> all.addAll(compare(rows, "row_key", true, left, right, differencesMax)));
        return all;
    }

    /** Two outer joins, because H2 has no full one. */
    private List<RowDifference> compare(
            Table<?> table, String third, boolean keyed, long left, long right, int differencesMax) {
        String match = keyed
                ? "b.row_key = a.row_key AND b.generation = ?"
                : "b.subscription_id = a.subscription_id AND b.generation = ?";
        String same = Stream.concat(
                        Stream.of("subscription_id", third, "document"),
                        table.columns().stream().map(Table.Column::name))
                .map(column -> "a.%s IS NOT DISTINCT FROM b.%s".formatted(column, column))
                .reduce((one, other) -> one + " AND " + other)
                .orElseThrow();
        String sql = """
                SELECT * FROM (
                  SELECT a.subscription_id AS id, a.%1$s AS row_key, a.document AS l, b.document AS r
                  FROM %2$s a LEFT JOIN %2$s b ON %3$s
                  WHERE a.generation = ? AND (b.generation IS NULL OR NOT (%4$s))
                  UNION ALL
                  SELECT a.subscription_id, a.%1$s, b.document, a.document
                  FROM %2$s a LEFT JOIN %2$s b ON %3$s
                  WHERE a.generation = ? AND b.generation IS NULL) d
                ORDER BY id, row_key LIMIT ?""".formatted(keyed ? "row_key" : "subscription_id", table.name(), match, same);
        return jdbc.query(
                sql,
                (row, n) -> new RowDifference(
                        table.name(),
                        row.getString(1),
                        keyed ? row.getString(2) : "",
                        Optional.ofNullable(row.getString(3)),
                        Optional.ofNullable(row.getString(4))),
                right,
                left,
                left,
                right,
                differencesMax);
    }
}
