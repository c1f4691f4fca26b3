package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
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
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        !service.get("operator", location).is(200).at("/status").equals("running"));
        return service.get("operator", location);
    }

    final JdbcClient jdbc() {
        return service.bean(JdbcClient.class);
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
