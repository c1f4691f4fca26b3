package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.CuttingProxy;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The line to PostgreSQL is cut at the commit. H2 has no line. */
class LostConnectionTest {
    private static final WriterConnections.Patience LITTLE = new WriterConnections.Patience(
            Duration.ofMillis(500), Duration.ofMillis(400), Duration.ofSeconds(1), Duration.ofSeconds(2));

    private final TestDatabase direct = TestDatabases.freshPostgres();
    private final HikariDataSource truth = direct.open();
    private final CuttingProxy proxy = new CuttingProxy(direct);
    private final HikariDataSource cuttable = proxy.through(direct).open();
    private final EventWriter writer = new EventWriter(
            new AppendTransaction(new WriterConnections(cuttable, LITTLE)),
            new AppendSignal(),
            new WriterMeters(new SimpleMeterRegistry()),
            Spans.none());

    @AfterEach
    void close() {
        writer.close();
        cuttable.close();
        proxy.close();
        truth.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = CuttingProxy.Cut.class,
            names = {"BEFORE_COMMIT", "AFTER_COMMIT", "SILENCE_BEFORE_COMMIT", "SILENCE_AFTER_COMMIT"})
    void a_commit_that_was_cut_off_is_settled_and_its_events_stand_once(CuttingProxy.Cut cut) {
        writer.write(EventWriterTest.append("before"));
        proxy.cut(cut);

        writer.write(EventWriterTest.append("acme"));

        assertThat(proxy.wasCut()).isTrue();
        assertThat(stored()).containsExactly("before", "acme");
    }

    /** The settings that end it must be there whatever the connection was used for first. */
    @Test
    void a_connection_whose_first_transaction_is_rolled_back_holds_its_locks_no_longer_than_others()
            throws SQLException {
        try (WriterConnections connections = new WriterConnections(truth, LITTLE);
                Connection connection = connections.get()) {
            connection.rollback();

            assertThat(setting(connection, "idle_in_transaction_session_timeout"))
                    .isEqualTo("400ms");
            assertThat(setting(connection, "lock_timeout")).isEqualTo("1s");
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The second insert meets its own events, and who put them there can be asked of nobody. */
    @Test
    void an_own_event_that_cannot_be_looked_at_leaves_it_unknown_what_became_of_the_commit() {
        writer.write(EventWriterTest.append("before"));
        proxy.cut(CuttingProxy.Cut.AFTER_COMMIT);
        proxy.awayAt("SELECT event_identifier FROM event");

        Append append = EventWriterTest.append("acme");
        assertThatThrownBy(() -> writer.write(append)).isInstanceOf(OutcomeUnknown.class);

        assertThat(stored()).containsExactly("before", "acme");
    }

    @Test
    void while_nobody_gets_through_the_outcome_of_a_commit_is_unknown_and_it_may_have_gone_through() {
        Append append = EventWriterTest.append("acme");
        proxy.cut(CuttingProxy.Cut.AFTER_COMMIT_FOR_GOOD);

        assertThatThrownBy(() -> writer.write(append)).isInstanceOf(OutcomeUnknown.class);

        proxy.away(false);
        await().untilAsserted(() -> assertThatThrownBy(() -> writer.write(EventWriterTest.append("acme")))
                .isInstanceOf(Overtaken.class));
        assertThat(stored()).containsExactly("acme");
    }

    @Test
    void while_the_database_is_away_nothing_is_stored_and_the_sender_is_told_so() {
        writer.write(EventWriterTest.append("before"));
        proxy.away(true);

        assertThatThrownBy(() -> writer.write(EventWriterTest.append("meanwhile")))
                .isInstanceOf(StoreUnavailable.class);

        proxy.away(false);
        Append after = EventWriterTest.append("after");
        await().ignoreExceptionsInstanceOf(StoreUnavailable.class).until(() -> {
            writer.write(after);
            return true;
        });
        assertThat(stored()).containsExactly("before", "after");
    }

    @Test
    void a_repeat_with_the_same_key_finds_what_an_unknown_commit_stored() {
        try (Node node = Node.on(proxy.through(direct))) {
            IdempotencyKey key = new IdempotencyKey("service", "key", "hash");
            CommandContext context = Samples.by("jane").withIdempotencyKey(key);
            proxy.cut(CuttingProxy.Cut.AFTER_COMMIT_FOR_GOOD);

            assertThatThrownBy(() -> node.commands().dispatch(Samples.open("acme"), context))
                    .isInstanceOf(OutcomeUnknown.class);
            assertThatThrownBy(() -> node.commands().dispatch(Samples.open("other"), Samples.by("jane")))
                    .isInstanceOf(StoreUnavailable.class);

            proxy.away(false);
            await().ignoreExceptionsInstanceOf(StoreUnavailable.class)
                    .until(() -> node.commands()
                            .dispatch(Samples.open("acme"), context)
                            .replayed());
        }
        assertThat(stored()).containsExactly("acme", "acme");
    }

    private List<String> stored() {
        return JdbcClient.create(truth)
                .sql("SELECT aggregate_identifier FROM event ORDER BY position")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
