package com.kore.billing.projections.readmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
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

    private record Plain(String subscriptionId, Object third, String document) {}

    /** Those of every generation, each read from plain text; in the transaction that is under way, while nobody else writes. */
    public void seal(ReadModel<?, ?> model) {
        seal(model.heads(), TableSql.Role.HEADS);
        model.rows().forEach(rows -> seal(rows, TableSql.Role.ROWS));
    }

    private <T> void seal(Table<T> table, TableSql.Role role) {
        TableSql<T> sql = new TableSql<>(table, role, jdbc, form);
        for (long generation : jdbc.queryForList("SELECT DISTINCT generation FROM " + table.name(), Long.class)) {
            List<Plain> some = behind(table, role, generation, "");
            while (!some.isEmpty()) {
                seal(sql, role, generation, entries(table, role, generation, some));
                some = behind(table, role, generation, key(role, some.getLast()));
            }
        }
    }

    private List<Plain> behind(Table<?> table, TableSql.Role role, long generation, String key) {
        return jdbc.query(
                "SELECT subscription_id, %1$s, document FROM %2$s WHERE generation = ? AND %3$s > ? ORDER BY %3$s LIMIT ?"
                        .formatted(role.third(), table.name(), role.key()),
                (row, n) -> new Plain(row.getString(1), row.getObject(2), row.getString(3)),
                generation,
                key,
                AT_ONCE);
    }

    private static String key(TableSql.Role role, Plain row) {
        return role == TableSql.Role.HEADS ? row.subscriptionId() : (String) row.third();
    }

    /** One that nobody could read before either, because somebody has altered it, does not go on standing there in plain text. */
    private <T> List<TableSql.Entry<T>> entries(Table<T> table, TableSql.Role role, long generation, List<Plain> rows) {
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
                        generation);
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
