package com.kore.billing.app.eventstore;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.jspecify.annotations.Nullable;

/** What a database error means, by its SQLState, which both databases agree on. */
public enum SqlFailure {
    /** A unique constraint says no. */
    DUPLICATE,
    /** Two transactions were in each other's way; the same again may go through. */
    COLLISION,
    /** The statement itself is wrong, or a value does not fit; the same again fails again. */
    DATA,
    /** The database is away, out of space, shutting down, or lets nobody write. */
    UNAVAILABLE;

    private static final String UNIQUE_VIOLATION = "23505";

    /** H2 gives up waiting for a row that another transaction holds, after 2 s; PostgreSQL waits on. */
    private static final String LOCK_TIMEOUT = "HYT00";

    /** Somebody has taken a right from the service; nothing is wrong with what it asks. */
    private static final String NO_RIGHT = "42501";

    /** It has become a standby, or was told to let nobody write. */
    private static final String READ_ONLY = "25006";

    /** For Axon, whose own resolver does not recognize a duplicate key within a batch. */
    static final PersistenceExceptionResolver DUPLICATE_KEYS = exception -> {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && of(sql) == DUPLICATE) {
                return true;
            }
        }
        return false;
    };

    static SqlFailure of(SQLException exception) {
        if (exception instanceof SQLTransientConnectionException) {
            return UNAVAILABLE;
        }
        for (SQLException next = exception; next != null; next = next.getNextException()) {
            if (UNIQUE_VIOLATION.equals(next.getSQLState())) {
                return DUPLICATE;
            }
        }
        return ofState(exception.getSQLState());
    }

    private static SqlFailure ofState(@Nullable String state) {
        if (state == null) {
            return UNAVAILABLE;
        }
        if (state.equals(LOCK_TIMEOUT)) {
            return COLLISION;
        }
        if (state.equals(NO_RIGHT) || state.equals(READ_ONLY)) {
            return UNAVAILABLE;
        }
        return switch (state.length() < 2 ? state : state.substring(0, 2)) {
            case "40" -> COLLISION;
            case "0A", "21", "22", "23", "25", "42", "54" -> DATA;
            default -> UNAVAILABLE;
        };
    }

    /** Whether something failed because of the database's absence rather than because of what was asked of it. */
    public static boolean isUnavailable(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return of(sql) == UNAVAILABLE || of(sql) == COLLISION;
            }
        }
        return false;
    }
}
