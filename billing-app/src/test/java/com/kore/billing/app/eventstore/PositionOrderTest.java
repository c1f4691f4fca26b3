package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.TestDatabases;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two nodes write to one PostgreSQL, interleaved by hand. On H2 there is one process with one writer, so there is nothing to
 * interleave.
 */
class PositionOrderTest {
    private final HikariDataSource dataSource = TestDatabases.freshPostgres().open();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void a_later_position_becomes_visible_only_after_the_earlier_transaction_has_committed() throws SQLException {
        try (Connection first = transaction();
                Connection second = transaction()) {
            insert(first, "first");
            CompletableFuture<Void> inserted = insertAtOnce(second, "second");
            awaitWaiting();
            assertThat(visible()).isEmpty();
            assertThat(lastPositionDrawn())
                    .as("who waits has drawn no position yet")
                    .isOne();

            first.commit();
            inserted.join();

            assertThat(visible()).containsExactly("first");
            second.commit();
            assertThat(visible()).containsExactly("first", "second");
        }
    }

    @Test
    void a_transaction_that_is_rolled_back_leaves_a_gap_that_nobody_fills() throws SQLException {
        try (Connection first = transaction();
                Connection second = transaction()) {
            insert(first, "first");
            CompletableFuture<Void> inserted = insertAtOnce(second, "second");
            awaitWaiting();

            first.rollback();
            inserted.join();
            second.commit();

            insert(first, "third");
            first.commit();
            assertThat(visible()).containsExactly("second", "third");
        }
    }

    private Connection transaction() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void insert(Connection connection, String id) throws SQLException {
        AppendSql.insert(
                connection, List.of(EventWriterTest.append(id, UUID.randomUUID().toString())));
    }

    private static CompletableFuture<Void> insertAtOnce(Connection connection, String id) {
        return CompletableFuture.runAsync(() -> {
            try {
                insert(connection, id);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void awaitWaiting() {
        await().until(() ->
                jdbc.sql("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database ="
                                        + " (SELECT oid FROM pg_database WHERE datname = current_database())")
                                .query(Integer.class)
                                .single()
                        == 1);
    }

    private long lastPositionDrawn() {
        return jdbc.sql("SELECT last_value FROM event_position_seq")
                .query((row, number) -> row.getLong(1))
                .single();
    }

    private List<String> visible() {
        return jdbc.sql("SELECT aggregate_identifier FROM event WHERE position > 0 ORDER BY position")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
