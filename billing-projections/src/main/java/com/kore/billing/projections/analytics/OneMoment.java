package com.kore.billing.projections.analytics;

import java.sql.Connection;
import java.time.Duration;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A read-only transaction that sees one state of the database throughout, and may take long. It holds up no writer. */
public final class OneMoment {
    private final JdbcTemplate jdbc;
    private final PlatformTransactionManager transactions;
    private final Duration patience;

    /** @param patience how long a statement, or a pause between two, may take: longer than what other reads are given */
    public OneMoment(JdbcTemplate jdbc, PlatformTransactionManager transactions, Duration patience) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.patience = patience;
    }

    /** Does something in it, on one connection. */
    public void within(Runnable use) {
        boolean postgresql = isPostgresql();
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
        // H2 sees rows that come anew in repeatable read; what it calls serializable is a snapshot.
        transaction.setIsolationLevel(
                postgresql
                        ? TransactionDefinition.ISOLATION_REPEATABLE_READ
                        : TransactionDefinition.ISOLATION_SERIALIZABLE);
        transaction.executeWithoutResult(status -> {
            if (postgresql) {
                bePatient();
            }
            use.run();
        });
    }

    public boolean isPostgresql() {
        return Objects.equals(
                jdbc.execute((Connection connection) -> connection.getMetaData().getDatabaseProductName()),
                "PostgreSQL");
    }

    /** Both the database, which ends transactions that do nothing, and the driver. */
    private void bePatient() {
        jdbc.execute("SET LOCAL idle_in_transaction_session_timeout = " + patience.toMillis());
        // The pool has the former patience again when the connection comes back to it.
        jdbc.execute((Connection connection) -> {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
            return true;
        });
    }
}
