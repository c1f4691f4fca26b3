package com.kore.billing.projections.readmodel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements of one table of a read model: the same on every database, because what exists is known before it is written. */
final class TableSql<T> {
    /** The third fixed column: the version of a head, the key of a row. */
    enum Role {
        HEADS("version", "subscription_id"),
        ROWS("row_key", "row_key");

        private final String third;
        private final String key;

        Role(String third, String key) {
            this.third = third;
            this.key = key;
        }
    }

    /** What stands in a table: {@code third} is a head's version or a row's key. */
    record Entry<T>(String subscriptionId, Object third, T value) {}

    /** A head and the version that it had when it was loaded. */
    record HeadChange<T>(Entry<T> after, long versionBefore) {}

    private final Table<T> table;
    private final Role role;
    private final JdbcTemplate jdbc;
    private final RowForm form;

    TableSql(Table<T> table, Role role, JdbcTemplate jdbc, RowForm form) {
        this.table = table;
        this.role = role;
        this.jdbc = jdbc;
        this.form = form;
    }

    Class<T> type() {
        return table.type();
    }

    boolean hasDocuments() {
        return table.hasDocuments();
    }

    /**
     * A join, because H2 compares each row that {@code = ANY} finds with the whole list again.
     *
     * @param keys subscription ids of heads, keys of rows
     */
    List<Entry<T>> load(long generation, Collection<String> keys) {
        return jdbc.query(
                "SELECT t.subscription_id, t.%s, t.document FROM UNNEST(CAST(? AS VARCHAR ARRAY)) AS wanted (k) JOIN %s t ON t.%s = wanted.k AND t.generation = ?"
                        .formatted(role.third, table.name(), role.key),
                (row, n) -> new Entry<>(
                        row.getString(1), row.getObject(2), form.read(table, row.getString(1), row.getString(3))),
                keys.toArray(String[]::new),
                generation);
    }

    void insert(long generation, List<Entry<T>> entries) {
        List<String> columns = Stream.of(
                        Stream.of("generation", "subscription_id", role.third),
                        table.columns().stream().map(Table.Column::name),
                        Stream.of("document").filter(any -> table.hasDocuments()))
                .flatMap(names -> names)
                .toList();
        batch(
                "INSERT INTO %s (%s) VALUES (%s)"
                        .formatted(
                                table.name(),
                                String.join(", ", columns),
                                String.join(", ", Collections.nCopies(columns.size(), "?"))),
                entries.stream()
                        .map(entry -> {
                            List<@Nullable Object> arguments = new ArrayList<>();
                            arguments.add(generation);
                            arguments.add(entry.subscriptionId());
                            arguments.add(entry.third());
                            addValues(arguments, entry);
                            return arguments;
                        })
                        .toList());
    }

    /**
     * Replaces heads.
     *
     * @throws OptimisticLockingFailureException if a head has another version by now: somebody else is folding this subscription too
     */
    void updateHeads(long generation, List<HeadChange<T>> changes) {
        requireAllHit(batch(
                "UPDATE %s SET version = ?, %s WHERE generation = ? AND subscription_id = ? AND version = ?"
                        .formatted(table.name(), assignments()),
                changes.stream()
                        .map(change -> {
                            List<@Nullable Object> arguments = new ArrayList<>();
                            arguments.add(change.after().third());
                            addValues(arguments, change.after());
                            arguments.add(generation);
                            arguments.add(change.after().subscriptionId());
                            arguments.add(change.versionBefore());
                            return arguments;
                        })
                        .toList()));
    }

    /** The same for heads of which only the version is another: the most frequent change of all, so it is one statement for a batch. */
    void updateVersions(long generation, List<HeadChange<T>> changes) {
        if (changes.isEmpty()) {
            return;
        }
        requireAllHit(
                jdbc.update(
                        ("MERGE INTO %s t USING (SELECT id, present, next FROM UNNEST(CAST(? AS VARCHAR ARRAY), CAST(? AS BIGINT ARRAY),"
                                        + " CAST(? AS BIGINT ARRAY)) AS change (id, present, next)) c"
                                        + " ON t.subscription_id = c.id AND t.generation = ? AND t.version = c.present"
                                        + " WHEN MATCHED THEN UPDATE SET version = c.next")
                                .formatted(table.name()),
                        changes.stream()
                                .map(change -> change.after().subscriptionId())
                                .toArray(String[]::new),
                        changes.stream().map(HeadChange::versionBefore).toArray(Long[]::new),
                        changes.stream()
                                .map(change -> (Long) change.after().third())
                                .toArray(Long[]::new),
                        generation),
                changes.size());
    }

    /** Of a table whose rows have documents. */
    void updateRows(long generation, List<Entry<T>> entries) {
        requireAllHit(batch(
                "UPDATE %s SET %s WHERE row_key = ? AND generation = ?".formatted(table.name(), assignments()),
                entries.stream()
                        .map(entry -> {
                            List<@Nullable Object> arguments = new ArrayList<>();
                            addValues(arguments, entry);
                            arguments.add(entry.third());
                            arguments.add(generation);
                            return arguments;
                        })
                        .toList()));
    }

    void deleteRows(long generation, List<String> keys) {
        requireAllHit(batch(
                "DELETE FROM %s WHERE row_key = ? AND generation = ?".formatted(table.name()),
                keys.stream()
                        .map(key -> List.<@Nullable Object>of(key, generation))
                        .toList()));
    }

    List<Long> otherGenerations(long generation, String subscriptionId) {
        return jdbc.query(
                "SELECT generation FROM %s WHERE subscription_id = ? AND generation <> ?".formatted(table.name()),
                (row, n) -> row.getLong(1),
                subscriptionId,
                generation);
    }

    void delete(long generation, String subscriptionId) {
        jdbc.update(
                "DELETE FROM %s WHERE generation = ? AND subscription_id = ?".formatted(table.name()),
                generation,
                subscriptionId);
    }

    private String assignments() {
        return table.columns().stream().map(column -> column.name() + " = ?, ").collect(Collectors.joining())
                + "document = ?";
    }

    private void addValues(List<@Nullable Object> arguments, Entry<T> entry) {
        for (Table.Column<T> column : table.columns()) {
            Object value = column.value().apply(entry.value());
            arguments.add(column.isSought() ? form.index(value.toString()) : forColumn(value));
        }
        if (table.hasDocuments()) {
            arguments.add(form.write(table, entry.subscriptionId(), entry.value()));
        }
    }

    private int[] batch(String sql, List<List<@Nullable Object>> rows) {
        return rows.isEmpty()
                ? new int[0]
                : jdbc.batchUpdate(sql, rows.stream().map(List::toArray).toList());
    }

    private void requireAllHit(int[] counts) {
        for (int count : counts) {
            requireAllHit(count, 1);
        }
    }

    private void requireAllHit(int count, int expected) {
        if (count != expected) {
            throw new OptimisticLockingFailureException(
                    table.name() + ": a row was changed by somebody else since it was loaded");
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
            case Boolean truth -> truth;
            default -> value.toString();
        };
    }
}
