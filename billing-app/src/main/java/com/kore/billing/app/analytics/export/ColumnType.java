package com.kore.billing.app.analytics.export;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What stands in a column: a {@link String}, {@link Integer}, {@link Long}, {@link Boolean}, {@link LocalDate} or {@link Instant}. */
enum ColumnType {
    TEXT(String.class),
    INT(Integer.class),
    BIGINT(Long.class),
    BOOLEAN(Boolean.class),
    DATE(LocalDate.class),
    INSTANT(OffsetDateTime.class);

    private final Class<?> read;

    ColumnType(Class<?> read) {
        this.read = read;
    }

    /** The value of a row; null if there is none. */
    @Nullable
    Object of(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column, read);
        return value instanceof OffsetDateTime moment ? moment.toInstant() : value;
    }
}
