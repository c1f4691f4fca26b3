package com.kore.billing.projections.readmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.JacksonException;

/** Rows that were written before rows were sealed: writes them again, as they are written now. What answers stays as it is. */
public final class PlainRows {
    private static final int AT_ONCE = 1_000;

    private final JdbcTemplate jdbc;
    private final RowForm form;
    private final BiConsumer<String, String> altered;

    /** @param altered told the table and the subscription of a row that cannot be read */
    public PlainRows(JdbcTemplate jdbc, RowForm form, BiConsumer<String, String> altered) {
        this.jdbc = jdbc;
        this.form = form;
        this.altered = altered;
    }

    private record Plain(long generation, String subscriptionId, Object third, String document) {}

    /** Those of every generation, each read from plain text; in the transaction that is under way, while nobody else writes. */
    public void seal(ReadModel<?, ?> model) {
        seal(model.heads(), TableSql.Role.HEADS);
        model.rows().forEach(rows -> seal(rows, TableSql.Role.ROWS));
    }

    private <T> void seal(Table<T> table, TableSql.Role role) {
        TableSql<T> sql = new TableSql<>(table, role, jdbc, form);
        List<Plain> some = behind(table, role, "", 0);
        while (!some.isEmpty()) {
            some.stream()
                    .collect(Collectors.groupingBy(Plain::generation))
                    .forEach((generation, rows) -> seal(sql, role, generation, entries(table, role, rows)));
            some = behind(table, role, key(role, some.getLast()), some.getLast().generation());
        }
    }

    /** The first condition is implied by the second, and what the index of the primary key understands. */
    private List<Plain> behind(Table<?> table, TableSql.Role role, String key, long generation) {
        return jdbc.query(
                ("SELECT generation, subscription_id, %1$s, document FROM %2$s WHERE %3$s >= ? AND (%3$s, generation) > (?, ?)"
                                + " ORDER BY %3$s, generation LIMIT ?")
                        .formatted(role.third(), table.name(), role.key()),
                (row, n) -> new Plain(row.getLong(1), row.getString(2), row.getObject(3), row.getString(4)),
                key,
                key,
                generation,
                AT_ONCE);
    }

    private static String key(TableSql.Role role, Plain row) {
        return role == TableSql.Role.HEADS ? row.subscriptionId() : (String) row.third();
    }

    /** One that nobody could read before either, because somebody has altered it, does not go on standing there in plain text. */
    private <T> List<TableSql.Entry<T>> entries(Table<T> table, TableSql.Role role, List<Plain> rows) {
        List<TableSql.Entry<T>> entries = new ArrayList<>();
        for (Plain row : rows) {
            try {
                entries.add(
                        new TableSql.Entry<>(row.subscriptionId(), row.third(), form.readPlain(table, row.document())));
            } catch (JacksonException unreadable) {
                altered.accept(table.name(), row.subscriptionId());
                jdbc.update(
                        "UPDATE %s SET document = 'unreadable' WHERE %s = ? AND generation = ?"
                                .formatted(table.name(), role.key()),
                        key(role, row),
                        row.generation());
            }
        }
        return entries;
    }

    private static <T> void seal(
            TableSql<T> sql, TableSql.Role role, long generation, List<TableSql.Entry<T>> entries) {
        if (role == TableSql.Role.ROWS) {
            sql.updateRows(generation, entries);
        } else {
            sql.updateHeads(
                    generation,
                    entries.stream()
                            .map(entry -> new TableSql.HeadChange<>(entry, ((Number) entry.third()).longValue()))
                            .toList());
        }
    }
}
