package com.kore.billing.app.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
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
    /**
     * How long the writer waits.
     *
     * @param connect for a connection
     * @param idleInTransaction how long the database keeps a transaction of which it hears nothing
     * @param lock for a lock; longer than that
     * @param socket for any answer; longer still
     */
    record Patience(Duration connect, Duration idleInTransaction, Duration lock, Duration socket) {
        static final Patience DEFAULT = new Patience(
                Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(12));
    }

    private final HikariDataSource pool;

    WriterConnections(DataSource everybodys, Patience patience) {
        HikariConfig config = PoolBeside.of(PoolBeside.everybodys(everybodys), "event-writer");
        config.setAutoCommit(false);
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(patience.connect().toMillis());
        if (config.getJdbcUrl().startsWith("jdbc:postgresql:")) {
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
            config.addDataSourceProperty(
                    "connectTimeout", Long.toString(patience.connect().toSeconds()));
            config.addDataSourceProperty(
                    "socketTimeout", Long.toString(patience.socket().toSeconds()));
            config.addDataSourceProperty("tcpKeepAlive", "true");
            // Details quote values.
            config.addDataSourceProperty("logServerErrorDetail", "false");
            // Or the settings would be part of the first transaction, and gone if that is rolled back.
            config.setIsolateInternalQueries(true);
            config.setConnectionInitSql("SET idle_in_transaction_session_timeout = %d; SET lock_timeout = %d"
                    .formatted(
                            patience.idleInTransaction().toMillis(),
                            patience.lock().toMillis()));
        }
        pool = PoolBeside.open(config);
    }

    /** As Spring Boot has everybody's pool measured; it is {@code event-writer} there. */
    void measuredBy(MeterRegistry meters) {
        pool.setMetricRegistry(meters);
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
