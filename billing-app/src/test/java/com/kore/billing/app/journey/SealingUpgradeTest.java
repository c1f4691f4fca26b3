package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.DatabaseFiles;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.StoreFixture;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store whose rows stand in plain text is started by the version that seals them. */
class SealingUpgradeTest {
    private static final String OWN = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String OTHER = "AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    private Path directory;

    private TestDatabase database;

    @BeforeEach
    void lay() {
        database = TestDatabases.h2In(directory);
        StoreFixture.of("/stores/first-revision.ndjson").into(database, "310");
    }

    private RunningService started(String key) {
        return RunningService.on(
                database,
                directory,
                Map.of(
                        "billing.clock",
                        "sandbox",
                        "billing.clock-start",
                        "2026-01-15T12:00:00Z",
                        "billing.encryption.master-key",
                        key));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String name(RunningService service) {
        return service.get("service", "/v1/subscriptions/acme").is(200).at("/accountName");
    }

    @Test
    void under_a_key_that_is_not_the_stores_nothing_is_touched_and_the_right_one_finds_all_as_it_was()
            throws SQLException {
        assertThatThrownBy(() -> started(OTHER).close())
                .hasStackTraceContaining("is not the one that this store's personal data is encrypted under");
        execute("SELECT search_text FROM account_summary");

        try (RunningService service = started(OWN)) {
            assertThat(name(service)).isEqualTo("Acme");
        }
    }

    @Test
    void a_row_that_was_altered_holds_nobody_up_and_a_replay_makes_it_anew() throws SQLException {
        execute("UPDATE invoice SET document = '{\"billedTo\":{\"accountName\":\"Acme\"' WHERE row_key = 'ACME-0001'");

        try (RunningService service = started(OWN)) {
            assertThat(name(service)).isEqualTo("Acme");
            assertThat(service.bean(JdbcClient.class)
                            .sql("SELECT document FROM invoice WHERE row_key = 'ACME-0001'")
                            .query(String.class)
                            .single())
                    .isEqualTo("unreadable");
            service.post("operator", "/v1/operations/projections/invoice/replays", "")
                    .is(202);
            await().until(() -> service.get("service", "/v1/invoices/ACME-0001").status() == 200);
            assertThat(service.get("service", "/v1/invoices/ACME-0001").at("/billedTo/accountName"))
                    .isEqualTo("Acme");
        }
    }

    @Test
    void names_of_tokens_and_reasons_of_operators_are_sealed_and_read_as_before() throws SQLException {
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .locations("classpath:db/migration/h2")
                .target("420")
                .load()
                .migrate();
        execute(
                "INSERT INTO access_token (token_id, kind, name, scopes, created_at, created_by, expires_at, ends_at) VALUES ('t-1', 'token',"
                        + " 'Laptop of Ada', 'billing:read', CURRENT_TIMESTAMP, 'admin', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)");
        execute(
                "INSERT INTO operator_action (acted_at, actor, action, subscription_id, event_id, reason) VALUES (CURRENT_TIMESTAMP, 'operator',"
                        + " 'give_up', 'acme', 'e-1', 'Ada said so')");
        execute(
                "INSERT INTO operator_action (acted_at, actor, action) VALUES (CURRENT_TIMESTAMP, 'operator', 'retry')");

        try (RunningService service = started(OWN)) {
            JdbcClient jdbc = service.bean(JdbcClient.class);
            assertThat(jdbc.sql("SELECT name FROM access_token WHERE token_id = 't-1'")
                            .query(String.class)
                            .single())
                    .startsWith("row:1:");
            assertThat(jdbc.sql("SELECT reason FROM operator_action WHERE event_id = 'e-1'")
                            .query(String.class)
                            .single())
                    .startsWith("row:1:");
            assertThat(service.get("admin", "/v1/access-tokens")
                            .is(200)
                            .response()
                            .body())
                    .contains("Laptop of Ada");
            assertThat(service.get("operator", "/v1/operations/actions").is(200).at("/items/1/reason"))
                    .isEqualTo("Ada said so");
        }
    }

    /** As docs/operators.md says. */
    @Test
    void once_compacted_the_file_has_nothing_of_what_stood_there_before() throws SQLException {
        List<String> stoodThere = List.of("acme acme", "ada@acme.example", "charged twice");
        assertThat(DatabaseFiles.found(stoodThere, DatabaseFiles.of(database)))
                .containsExactlyInAnyOrderElementsOf(stoodThere);

        started(OWN).close();
        execute("SHUTDOWN COMPACT");

        assertThat(DatabaseFiles.found(stoodThere, DatabaseFiles.of(database))).isEmpty();
    }
}
