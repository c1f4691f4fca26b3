package com.kore.billing.app.eventstore;

import com.kore.billing.domain.CommandRejected;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer's transactions: many appends at once, or one of them until it is known what became of it. */
final class AppendTransaction implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppendTransaction.class);
    private static final int ATTEMPTS_MAX = 4;

    private final WriterConnections connections;

    AppendTransaction(WriterConnections connections) {
        this.connections = connections;
    }

    /** Stores all of these appends or none. */
    void commit(List<Append> appends) throws AppendFailed {
        Connection connection = connect();
        try (connection) {
            insert(connection, appends);
            commit(connection);
        } catch (SQLException closing) {
            LOG.debug("a connection could not be given back", closing);
        }
    }

    private void insert(Connection connection, List<Append> appends) throws AppendFailed {
        try {
            AppendSql.insert(connection, appends);
        } catch (SQLException e) {
            rollBack(connection);
            throw new AppendFailed(e, AppendFailed.Stage.INSERTING);
        }
    }

    private void commit(Connection connection) throws AppendFailed {
        try {
            connection.commit();
        } catch (SQLException e) {
            connections.discard(connection);
            throw new AppendFailed(e, AppendFailed.Stage.COMMITTING);
        }
    }

    /**
     * Runs one append until it is known what became of it. On PostgreSQL an insert waits for the lock that every earlier attempt of it
     * holds until it has ended, so what is found afterwards is final; on H2 a connection is lost only with the whole database.
     *
     * @param uncertain whether an earlier attempt may have gone through
     * @throws RuntimeException what the sender of the command is told, if it is not stored
     * @throws AppendFailed if the database is away
     */
    void settle(Append append, boolean uncertain) throws AppendFailed {
        boolean mayBeStored = uncertain;
        for (int attempt = 1; ; attempt++) {
            try {
                commit(List.of(append));
                return;
            } catch (AppendFailed failed) {
                mayBeStored |= failed.stage() == AppendFailed.Stage.COMMITTING;
                AppendFailed latest = failed;
                try {
                    if (failed.kind() == SqlFailure.DUPLICATE && isStored(append)) {
                        return;
                    }
                } catch (AppendFailed unseen) {
                    // What stands in its way may be its own.
                    latest = unseen;
                }
                if (latest.kind() == SqlFailure.DATA || attempt == ATTEMPTS_MAX) {
                    throw mayBeStored ? latest.afterUncertainCommit() : latest;
                }
            }
        }
    }

    /** Whether its own events stand in its way; if anything else does, that is thrown. */
    private boolean isStored(Append append) throws AppendFailed {
        return switch (find(append)) {
            case STORED -> true;
            case ABSENT -> {
                LOG.info("what stood in the way of {} is gone", append.subscriptionId());
                yield false;
            }
            case OVERTAKEN -> throw new Overtaken(append);
            case KEY_TAKEN ->
                throw new IdempotencyKeyTaken(append.idempotencyKey().orElseThrow());
            case ID_TAKEN ->
                throw new CommandRejected(
                        "subscription-exists",
                        "There is a subscription whose id differs only in case; choose another.");
        };
    }

    private AppendSql.Finding find(Append append) throws AppendFailed {
        Connection connection = connect();
        try (connection) {
            AppendSql.Finding finding = AppendSql.find(connection, append);
            connection.rollback();
            return finding;
        } catch (SQLException e) {
            throw new AppendFailed(e, AppendFailed.Stage.INSERTING);
        }
    }

    private Connection connect() throws AppendFailed {
        try {
            return connections.get();
        } catch (SQLException e) {
            throw new AppendFailed(e, AppendFailed.Stage.CONNECTING);
        }
    }

    private void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("a transaction could not be rolled back; its connection is closed", e);
            connections.discard(connection);
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
