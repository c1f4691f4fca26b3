package com.kore.billing.projections.readmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        return Stream.concat(
                        Stream.of(model.heads().name()), model.rows().stream().map(Table::name))
                .toList();
    }

    List<RowDifference> compare(long left, long right, int differencesMax) {
        return compare(left, right, SubscriptionRange.ALL, differencesMax);
    }

    /** At most so many differences of each table. */
    List<RowDifference> compare(long left, long right, SubscriptionRange range, int differencesMax) {
        List<RowDifference> all =
                new ArrayList<>(compare(model.heads(), "version", false, left, right, range, differencesMax));
        model.rows().forEach(rows -> all.addAll(compare(rows, "row_key", true, left, right, range, differencesMax)));
        return all;
    }

    /** The version of each subscription, by its id. */
    Map<String, Long> versions(long generation, SubscriptionRange range) {
        Map<String, Long> versions = new HashMap<>();
        List<Object> parameters = new ArrayList<>(List.of(generation));
        parameters.addAll(range.parameters());
        jdbc.query(
                "SELECT subscription_id, version FROM " + model.heads().name() + " WHERE generation = ?"
                        + range.sql("subscription_id"),
                row -> {
                    versions.put(row.getString(1), row.getLong(2));
                },
                parameters.toArray());
        return versions;
    }

    /** Removes what a generation says of one subscription. */
    void delete(long generation, String subscriptionId) {
        tables().forEach(table -> jdbc.update(
                "DELETE FROM " + table + " WHERE generation = ? AND subscription_id = ?", generation, subscriptionId));
    }

    /** Two outer joins, because H2 has no full one. */
    private List<RowDifference> compare(
            Table<?> table,
            String third,
            boolean keyed,
            long left,
            long right,
            SubscriptionRange range,
            int differencesMax) {
        String key = keyed ? "row_key" : "subscription_id";
        String match = "b.%1$s = a.%1$s AND b.generation = ?".formatted(key);
        String same = Stream.of(
                        Stream.of("subscription_id", third),
                        table.columns().stream().map(Table.Column::name),
                        Stream.of("document").filter(any -> table.hasDocuments()))
                .flatMap(columns -> columns)
                .map(column -> "a.%s IS NOT DISTINCT FROM b.%s".formatted(column, column))
                .reduce((one, other) -> one + " AND " + other)
                .orElseThrow();
        String sql = """
                SELECT * FROM (
                  SELECT a.subscription_id AS id, a.%1$s AS row_key FROM %2$s a LEFT JOIN %2$s b ON %3$s
                  WHERE a.generation = ?%5$s AND (b.generation IS NULL OR NOT (%4$s))
                  UNION ALL
                  SELECT a.subscription_id, a.%1$s FROM %2$s a LEFT JOIN %2$s b ON %3$s
                  WHERE a.generation = ?%5$s AND b.generation IS NULL) d
                ORDER BY id, row_key LIMIT ?""".formatted(key, table.name(), match, same, range.sql("a.subscription_id"));
        List<Object> parameters = new ArrayList<>(List.of(right, left));
        parameters.addAll(range.parameters());
        parameters.addAll(List.of(left, right));
        parameters.addAll(range.parameters());
        parameters.add(differencesMax);
        List<Different> different =
                jdbc.query(sql, (row, n) -> new Different(row.getString(1), row.getString(2)), parameters.toArray());
        return different.stream()
                .map(row -> new RowDifference(
                        table.name(),
                        row.subscriptionId(),
                        keyed ? row.key() : "",
                        whole(table, key, left, row),
                        whole(table, key, right, row)))
                .toList();
    }

    private record Different(String subscriptionId, String key) {}

    private Optional<String> whole(Table<?> table, String key, long generation, Different row) {
        return jdbc
                .query(
                        "SELECT * FROM %s WHERE %s = ? AND generation = ?".formatted(table.name(), key),
                        (found, n) -> RowText.of(found),
                        row.key(),
                        generation)
                .stream()
                .findFirst();
    }
}
