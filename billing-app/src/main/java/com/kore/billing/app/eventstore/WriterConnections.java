package com.kore.billing.app.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The writer's own connections: to the same database as everybody's, with settings that only the writer can bear.
 *
 * <p>Inserts of a batch are rewritten into one statement, which would break batches that update. A peer that falls silent is given up
 * after {@code socketTimeout}, and the database ends its half of such a transaction after {@code idle_in_transaction_session_timeout},
 * which frees its locks; a wait for those locks outlasts that, and is outlasted by the socket.
 */
final class WriterConnections implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(4);
    private static final Duration LOCK = Duration.ofSeconds(8);
    private static final Duration SOCKET = Duration.ofSeconds(12);

    private final HikariDataSource pool;

    WriterConnections(DataSource everybodys) {
        HikariConfig config = new HikariConfig();
        try {
            HikariDataSource present = everybodys.unwrap(HikariDataSource.class);
            config.setJdbcUrl(present.getJdbcUrl());
            config.setUsername(present.getUsername());
            config.setPassword(present.getPassword());
            present.getDataSourceProperties()
                    .forEach((name, value) -> config.addDataSourceProperty(name.toString(), value));
        } catch (SQLException e) {
            throw new IllegalStateException("the data source must be a Hikari pool", e);
        }
        config.setPoolName("event-writer");
        config.setAutoCommit(false);
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setInitializationFailTimeout(-1);
        if (config.getJdbcUrl().startsWith("jdbc:postgresql:")) {
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
            config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
            config.addDataSourceProperty("socketTimeout", Long.toString(SOCKET.toSeconds()));
            config.addDataSourceProperty("tcpKeepAlive", "true");
            // Details quote values.
            config.addDataSourceProperty("logServerErrorDetail", "false");
            config.setConnectionInitSql("SET idle_in_transaction_session_timeout = %d; SET lock_timeout = %d"
                    .formatted(IDLE_IN_TRANSACTION.toMillis(), LOCK.toMillis()));
        }
        pool = new HikariDataSource(config);
    }

    Connection get() throws SQLException {
        return pool.getConnection();
    }

    /** Closes a connection that may still be in a transaction, rather than giving it to the next. */
    void discard(Connection connection) {
        pool.evictConnection(connection);
    }

    @Override
    public void close() {
        pool.close();
    }
}
