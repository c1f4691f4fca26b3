package com.kore.billing.projections.readmodel;

import com.kore.billing.projections.json.DomainJson;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The statements of one table of a read model: the same on every database, because what exists is known before it is written. */
final class TableSql<T> {
    private static final JsonMapper JSON = DomainJson.mapperBuilder().build();

    /** The third fixed column: the version of a head, the key of a row. */
    enum Role {
        HEADS("version"),
        ROWS("row_key");

        private final String column;

        Role(String column) {
            this.column = column;
        }
    }

    /** What stands in a table: {@code third} is a head's version or a row's key. */
    record Entry<T>(String subscriptionId, Object third, T value) {}

    private final Table<T> table;
    private final Role role;
    private final JdbcTemplate jdbc;

    TableSql(Table<T> table, Role role, JdbcTemplate jdbc) {
        this.table = table;
        this.role = role;
        this.jdbc = jdbc;
    }

    List<Entry<T>> load(long generation, Collection<String> subscriptionIds) {
        return jdbc.query(
                select() + " WHERE generation = ? AND subscription_id = ANY(?)",
                (row, n) -> entry(row.getString(1), row.getObject(2), row.getString(3)),
                generation,
                subscriptionIds.toArray(String[]::new));
    }

    /** Rows of these subscriptions with these keys: each key of each subscription, which may be more than was asked for. */
    List<Entry<T>> load(long generation, Collection<String> subscriptionIds, Collection<String> keys) {
        return jdbc.query(
                select() + " WHERE generation = ? AND subscription_id = ANY(?) AND row_key = ANY(?)",
                (row, n) -> entry(row.getString(1), row.getObject(2), row.getString(3)),
                generation,
                subscriptionIds.toArray(String[]::new),
                keys.toArray(String[]::new));
    }

    private String select() {
        return "SELECT subscription_id, %s, document FROM %s".formatted(role.column, table.name());
    }

    private Entry<T> entry(String subscriptionId, Object third, String document) {
        return new Entry<>(subscriptionId, third, read(table, document));
    }

    static <T> T read(Table<T> table, String document) {
        return JSON.readValue(document, table.type());
    }

    void insert(long generation, List<Entry<T>> entries) {
        String columns = Stream.concat(
                        Stream.of("generation", "subscription_id", role.column),
                        table.columns().stream().map(Table.Column::name))
                .collect(Collectors.joining(", "));
        String values = "?, ".repeat(table.columns().size() + 3);
        batch(
                "INSERT INTO %s (%s, document) VALUES (%s?)".formatted(table.name(), columns, values),
                entries.stream()
                        .map(entry -> {
                            List<@Nullable Object> arguments = new ArrayList<>();
                            arguments.add(generation);
                            arguments.add(entry.subscriptionId());
                            arguments.add(entry.third());
                            addValues(arguments, entry.value());
                            return arguments;
                        })
                        .toList());
    }

    /**
     * Replaces heads.
     *
     * @param versionsBefore the versions that were loaded, in the order of the entries
     * @throws OptimisticLockingFailureException if a head has another version by now: somebody else is folding this subscription too
     */
    void updateHeads(long generation, List<Entry<T>> entries, List<Long> versionsBefore) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            List<@Nullable Object> arguments = new ArrayList<>();
            arguments.add(entries.get(i).third());
            addValues(arguments, entries.get(i).value());
            arguments.add(generation);
            arguments.add(entries.get(i).subscriptionId());
            arguments.add(versionsBefore.get(i));
            rows.add(arguments);
        }
        requireAllHit(batch(
                "UPDATE %s SET version = ?, %s WHERE generation = ? AND subscription_id = ? AND version = ?"
                        .formatted(table.name(), assignments()),
                rows));
    }

    void updateRows(long generation, List<Entry<T>> entries) {
        requireAllHit(batch(
                "UPDATE %s SET %s WHERE generation = ? AND subscription_id = ? AND row_key = ?"
                        .formatted(table.name(), assignments()),
                entries.stream()
                        .map(entry -> {
                            List<@Nullable Object> arguments = new ArrayList<>();
                            addValues(arguments, entry.value());
                            arguments.add(generation);
                            arguments.add(entry.subscriptionId());
                            arguments.add(entry.third());
                            return arguments;
                        })
                        .toList()));
    }

    void deleteRows(long generation, List<Entry<T>> entries) {
        requireAllHit(batch(
                "DELETE FROM %s WHERE generation = ? AND subscription_id = ? AND row_key = ?".formatted(table.name()),
                entries.stream()
                        .map(entry -> List.<@Nullable Object>of(generation, entry.subscriptionId(), entry.third()))
                        .toList()));
    }

    private String assignments() {
        return table.columns().stream().map(column -> column.name() + " = ?, ").collect(Collectors.joining())
                + "document = ?";
    }

    private void addValues(List<@Nullable Object> arguments, T value) {
        table.columns().forEach(column -> arguments.add(forColumn(column.value().apply(value))));
        arguments.add(JSON.writeValueAsString(value));
    }

    private int[] batch(String sql, List<List<@Nullable Object>> rows) {
        return rows.isEmpty()
                ? new int[0]
                : jdbc.batchUpdate(sql, rows.stream().map(List::toArray).toList());
    }

    private void requireAllHit(int[] counts) {
        for (int count : counts) {
            if (count != 1) {
                throw new OptimisticLockingFailureException(
                        table.name() + ": a row was changed by somebody else since it was loaded");
            }
        }
    }

    private static @Nullable Object forColumn(Object value) {
        return value instanceof Optional<?> optional
                ? optional.map(TableSql::present).orElse(null)
                : present(value);
    }

    /** What the driver understands. */
    static Object present(Object value) {
        return switch (value) {
            case Money money -> money.getAmountMinorLong();
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            case Number number -> number;
            case LocalDate date -> date;
            default -> value.toString();
        };
    }
}
