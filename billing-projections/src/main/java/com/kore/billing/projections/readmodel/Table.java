package com.kore.billing.projections.readmodel;

import java.util.List;
import java.util.function.Function;

/**
 * A table of a read model. What a row says stands whole, as JSON, in its column {@code document}, from which it is read back; the
 * columns named here repeat parts of it for the database to search and order by, and for people who ask in SQL. Nothing personal is repeated.
 *
 * <p>Besides these, a table of heads has the columns {@code generation, subscription_id, version}, a table of rows {@code generation,
 * subscription_id, row_key}, the key being unique among all subscriptions.
 *
 * @param type a record that the mapper of {@link com.kore.billing.projections.json.DomainJson} writes and reads back equal, if rows have
 *     documents; its components that say something about a person are {@link com.kore.billing.domain.Personal}
 * @param hasDocuments whether rows are read back; others are only ever added, or removed whole, and their columns are all that they say
 */
public record Table<T>(String name, Class<T> type, List<Column<T>> columns, boolean hasDocuments) {

    public Table {
        columns = List.copyOf(columns);
    }

    public Table(String name, Class<T> type, List<Column<T>> columns) {
        this(name, type, columns, true);
    }

    /** Of rows that no fold reads back. */
    public static <T> Table<T> ofColumns(String name, Class<T> type, List<Column<T>> columns) {
        return new Table<>(name, type, columns, false);
    }

    /**
     * A column of its own.
     *
     * @param value a string, number, date, instant, amount of money (kept in minor units), enum value (kept in lower snake case), id, or
     *     an {@link java.util.Optional} of one, kept as NULL when empty
     * @param isSought whether it is a personal text, of which the column holds what {@link RowForm#patterns} finds it by, and not the text
     */
    public record Column<T>(String name, Function<T, Object> value, boolean isSought) {}

    public static <T> Column<T> column(String name, Function<T, Object> value) {
        return new Column<>(name, value, false);
    }

    /** A column by which any part of a personal text is found, of one character or more. */
    public static <T> Column<T> sought(String name, Function<T, String> text) {
        return new Column<>(name, text::apply, true);
    }
}
