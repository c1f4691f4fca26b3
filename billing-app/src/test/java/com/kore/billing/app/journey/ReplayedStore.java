package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.app.testing.Verified;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store whose read models an operator has made anew, with one account that has paid. */
abstract class ReplayedStore {
    static final String PROJECTIONS = "/v1/operations/projections";
    static final Map<String, String> SANDBOX =
            Map.of("billing.clock", "sandbox", "billing.clock-start", "2017-01-31T12:00:00Z");
    static final Map<String, List<String>> TABLES = Map.of(
            "account_summary", List.of("account_summary"),
            "billing_history", List.of("billing_history_head", "billing_history"),
            "invoice", List.of("invoice_head", "invoice"),
            "due_work", List.of("due_work_head", "due_work"),
            "analytics",
                    List.of(
                            "analytics_subscription",
                            "analytics_period",
                            "analytics_mrr_movement",
                            "analytics_invoice",
                            "analytics_invoice_line",
                            "analytics_payment",
                            "analytics_credit",
                            "analytics_revenue"));

    Path dataDir;
    TestDatabase stored;
    RunningService service;
    Accounts accounts;

    abstract Vendor database();

    @BeforeEach
    void start(@TempDir Path directory) {
        dataDir = directory;
        stored = database() == Vendor.POSTGRESQL ? TestDatabases.freshPostgres() : TestDatabases.h2In(directory);
        startAgain();
        accounts.openPaid("acme", "premium", "monthly");
    }

    final void startAgain() {
        service = RunningService.on(stored, dataDir, SANDBOX);
        accounts = new Accounts(service);
    }

    @AfterEach
    final void stop() {
        service.close();
    }

    final String requested(String projection) {
        return service.post("operator", PROJECTIONS + "/" + projection + "/replays", "")
                .is(202)
                .header("Location");
    }

    final Answer ended(String location) {
        return ended(location, "operator");
    }

    final Answer ended(String location, String role) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !service.get(role, location).is(200).at("/status").equals("running"));
        return service.get(role, location);
    }

    /** The database, whether or not the service runs. */
    final Connection connection() throws SQLException {
        String url = stored.url() + (database() == Vendor.H2 ? ";WRITE_DELAY=0" : "");
        return DriverManager.getConnection(url, stored.user(), stored.password());
    }

    final JdbcClient jdbc() {
        return service.bean(JdbcClient.class);
    }

    /** Accounts with enough events for two batches; the last one of them is the last one of all. */
    final void manyAccounts() {
        for (int number = 10; number < 34; number++) {
            accounts.openPaid("many-" + number, "premium", "monthly");
        }
        accounts.advanceTo("2020-02-01T00:00:00Z");
        assertThat(jdbc().sql("SELECT COUNT(*) FROM event").query(Long.class).single())
                .isGreaterThan(2_200);
    }

    /** The first batch is stored, the second one is held up. */
    final long doneOnce(String replay) {
        return doneOnce(service, replay);
    }

    static long doneOnce(ServiceClient node, String replay) {
        await().until(() -> Long.parseLong(node.get("operator", replay).at("/done")) >= 2_000);
        return Long.parseLong(node.get("operator", replay).at("/done"));
    }

    /** Nothing was folded twice and nothing left out: it has counted every event once. */
    final void hasGoneOn(String replay, long done) {
        Answer report = ended(replay);
        assertThat(report.at("/status")).isEqualTo("completed");
        assertThat(Long.parseLong(report.at("/done"))).isGreaterThan(done);
        assertThat(report.at("/done"))
                .isEqualTo(jdbc().sql("SELECT COUNT(*) FROM event")
                        .query(String.class)
                        .single());
        Verified.withoutDifferences(service);
        nothingIsLeftOfOtherGenerations();
    }

    /** A node that was killed might still be at it: it is taken for dead after that time of silence. */
    final void halfAMinutePasses() {
        await().until(() ->
                jdbc().sql("UPDATE replay SET seen_at = seen_at - INTERVAL '31' SECOND WHERE status = 'running'")
                                .update()
                        == 1);
    }

    final void nothingIsLeftOfOtherGenerations() {
        TABLES.forEach((model, tables) -> tables.forEach(table -> await().untilAsserted(() -> assertThat(jdbc().sql(
                                "SELECT COUNT(*) FROM %s WHERE generation <> (SELECT generation FROM read_model WHERE name = ?)"
                                        .formatted(table))
                        .param(model)
                        .query(Long.class)
                        .single())
                .as(table)
                .isZero())));
    }
}
