package com.kore.billing.projections;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The databases that every projection is tested on; one of each per JVM, with the read models' tables. */
public enum Database {
    H2,
    POSTGRESQL;

    private static final Map<Database, DataSource> STARTED = new ConcurrentHashMap<>();
    private static final List<String> TABLES = List.of(
            "account_summary",
            "billing_history_head",
            "billing_history",
            "invoice_head",
            "invoice",
            "due_work_head",
            "due_work",
            "analytics_subscription",
            "analytics_period",
            "analytics_mrr_movement",
            "analytics_invoice",
            "analytics_invoice_line",
            "analytics_payment",
            "analytics_credit",
            "analytics_revenue");

    private DataSource dataSource() {
        return STARTED.computeIfAbsent(this, Database::started);
    }

    private DataSource started() {
        DataSource dataSource = switch (this) {
            case H2 ->
                JdbcConnectionPool.create(
                        "jdbc:h2:mem:projections;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000;OPTIMIZE_REUSE_RESULTS=0",
                        "sa",
                        "");
            case POSTGRESQL -> postgres();
        };
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration/" + name().toLowerCase(Locale.ROOT))
                .load()
                .migrate();
        return dataSource;
    }

    private static DataSource postgres() {
        try {
            return EmbeddedPostgres.start().getPostgresDatabase();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JdbcTemplate jdbc() {
        return new JdbcTemplate(dataSource());
    }

    public JdbcClient client() {
        return JdbcClient.create(dataSource());
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource()));
    }

    /** Empty tables, of the first generation. */
    public Database emptied() {
        JdbcTemplate jdbc = jdbc();
        TABLES.forEach(table -> jdbc.update("DELETE FROM " + table));
        jdbc.update("UPDATE read_model SET generation = 1, newest = 1");
        return this;
    }

    /** As the upgrade that brings the billing history finds it on a store with accounts: without rows, and none that answer. */
    public void billingHistoryIsNew() {
        JdbcTemplate jdbc = jdbc();
        jdbc.update("DELETE FROM billing_history_head");
        jdbc.update("DELETE FROM billing_history");
        jdbc.update("UPDATE read_model SET generation = 0 WHERE name = 'billing_history'");
    }

    /** Everything that stands in the tables of a read model, one text per row, without the generation. */
    public List<String> rows(long generation) {
        return TABLES.stream()
                .flatMap(table -> rows(table, generation).stream())
                .toList();
    }

    private List<String> rows(String table, long generation) {
        return jdbc()
                .query(
                        "SELECT * FROM " + table + " WHERE generation = ?",
                        (row, n) -> table
                                + IntStream.rangeClosed(2, row.getMetaData().getColumnCount())
                                        .mapToObj(column -> text(row, column))
                                        .toList(),
                        generation)
                .stream()
                .sorted()
                .toList();
    }

    private static String text(ResultSet row, int column) {
        try {
            return String.valueOf(row.getObject(column));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
