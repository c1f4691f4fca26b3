package com.kore.billing.app.eventstore;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/**
 * Which failures make a pool close the connection, besides those that it knows itself. H2 closes its database when it cannot write, for
 * want of space for example; a connection to it fails from then on, but calls itself valid, so that it would be handed out for good. A new
 * one opens the database again. A PostgreSQL that has become a standby lets nobody write; a new connection may find the primary.
 */
public final class UselessConnections implements SQLExceptionOverride {
    private static final String READ_ONLY_TRANSACTION = "25006";
    private static final String GENERAL_ERROR_OF_H2 = "HY000";
    private static final Set<String> CLOSED_OR_CANNOT_WRITE =
            Set.of(READ_ONLY_TRANSACTION, GENERAL_ERROR_OF_H2, "90028", "90031", "90098");

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        return CLOSED_OR_CANNOT_WRITE.contains(Objects.requireNonNullElse(failure.getSQLState(), ""))
                ? SQLExceptionOverride.Override.MUST_EVICT
                : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
