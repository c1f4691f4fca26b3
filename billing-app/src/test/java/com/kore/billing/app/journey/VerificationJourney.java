package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.eventstore.EventProcessors;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An auditor has all read models compared with the events, on a store where accounts renewed, were declined and got money back. */
abstract class VerificationJourney {
    static final String PATH = "/v1/audit/verifications";
    private static final String PROCESSOR = "read-models";
    private static final int CLIENTS = 4;
    static final Map<String, String> SANDBOX =
            Map.of("billing.clock", "sandbox", "billing.clock-start", "2026-01-15T12:00:00Z");
    private static final Map<String, List<String>> TABLES = Map.of(
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
    private Accounts accounts;

    abstract Vendor database();

    @BeforeEach
    void start(@TempDir Path directory) {
        dataDir = directory;
        stored = database() == Vendor.POSTGRESQL ? TestDatabases.freshPostgres() : TestDatabases.h2In(directory);
        startAgain();
        for (String id : List.of("acme", "broke", "refunded", "free")) {
            if (id.equals("free")) {
                accounts.open(id);
            } else {
                accounts.openPaid(id, "premium", "monthly");
            }
        }
        accounts.changeCard("broke", "tok_decline");
        service.post("admin", "/v1/invoices/REFUNDED-0001/refund", "{\"reason\":\"Charged twice\"}", "Prefer", "wait=5")
                .is(200);
        accounts.advanceTo("2026-03-18T00:00:00Z");
    }

    final void startAgain() {
        service = RunningService.on(stored, dataDir, SANDBOX);
        accounts = new Accounts(service);
    }

    @AfterEach
    final void stop() {
        service.close();
    }

    private String requested() {
        return service.post("auditor", PATH, "").is(202).header("Location");
    }

    private Answer ended(String location) {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        !service.get("auditor", location).is(200).at("/status").equals("running"));
        return service.get("auditor", location);
    }

    /** Table, subscription, key, what is live and what is rebuilt, of each row that differs. */
    private static List<String> differences(Answer report) {
        assertThat(report.at("/status")).isEqualTo("completed");
        List<String> differences = new ArrayList<>();
        for (JsonNode model : report.json().get("projections")) {
            for (JsonNode row : model.get("differences")) {
                differences.add("%s %s '%s' live %s rebuilt %s"
                        .formatted(
                                row.get("table").asString(),
                                row.get("subscriptionId").asString(),
                                row.get("key").asString(),
                                row.get("live"),
                                row.get("rebuilt")));
            }
        }
        return differences;
    }

    private void update(String sql) {
        assertThat(service.bean(JdbcClient.class).sql(sql).update()).isEqualTo(1);
    }

    private void noRowsButThoseThatAnswer() {
        TABLES.forEach((model, tables) -> tables.forEach(table -> assertThat(service.bean(JdbcClient.class)
                        .sql(
                                "SELECT COUNT(*) FROM %s WHERE generation <> (SELECT generation FROM read_model WHERE name = ?)"
                                        .formatted(table))
                        .param(model)
                        .query(Long.class)
                        .single())
                .as(table)
                .isZero()));
    }

    @Test
    void a_healthy_store_has_no_differences_while_clients_keep_writing() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        int written = 0;
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Integer>> writing = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String name = "client-" + client;
                writing.add(clients.submit(() -> write(name, enough)));
            }
            try {
                for (int round = 0; round < 10; round++) {
                    assertThat(differences(ended(requested()))).isEmpty();
                }
            } finally {
                enough.set(true);
            }
            for (Future<Integer> client : writing) {
                written += client.get();
            }
        }
        assertThat(written).isGreaterThan(CLIENTS);
        // The last charges are collected after their commands are answered.
        service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"PT1M\"}")
                .is(200);

        Answer report = ended(requested());

        assertThat(differences(report)).isEmpty();
        assertThat(report.json()
                        .get("projections")
                        .valueStream()
                        .map(model -> model.get("name").asString()))
                .containsExactlyInAnyOrderElementsOf(TABLES.keySet());
        assertThat(report.json()
                        .get("projections")
                        .valueStream()
                        .map(model -> model.get("rows").asLong()))
                .allMatch(rows -> rows > CLIENTS);
        assertThat(report.at("/requestedBy")).isEqualTo("auditor");
        assertThat(report.at("/done")).isEqualTo(report.at("/total"));
        assertThat(report.at("/done"))
                .isEqualTo(service.bean(JdbcClient.class)
                        .sql("SELECT COUNT(*) FROM event")
                        .query(String.class)
                        .single());
        assertThat(report.at("/finishedAt")).isNotEmpty();
        assertThat(report.at("/remainingSeconds")).isEmpty();
        noRowsButThoseThatAnswer();
    }

    /** Accounts that are opened, go paid and change; how many answers there were. */
    private int write(String name, AtomicBoolean enough) {
        int answers = 0;
        for (int account = 0; !enough.get(); account++) {
            String id = name + "-" + account;
            accounts.openPaid(id, "premium", "monthly");
            answers++;
            for (int users = 4; users < 8 && !enough.get(); users++) {
                accounts.command(id, "change-managed-users", "{\"managedUsers\":%d}".formatted(users))
                        .is(200);
                answers++;
            }
        }
        return answers;
    }

    @Test
    void whatever_is_altered_in_the_database_is_found_and_named() {
        update("UPDATE invoice SET amount_paid_minor = 1 WHERE row_key = 'ACME-0001'");
        update("UPDATE account_summary SET document = REPLACE(document, '\"managedUsers\":3', '\"managedUsers\":4')"
                + " WHERE subscription_id = 'free'");
        update("DELETE FROM due_work WHERE row_key = 'acme/renewal'");
        update("DELETE FROM billing_history_head WHERE subscription_id = 'refunded'");
        update(
                "INSERT INTO invoice_head (generation, subscription_id, version, document) VALUES (1, 'ghost', 1, '{\"a\":1}')");
        update("UPDATE due_work_head SET version = 9 WHERE subscription_id = 'free'");

        List<String> differences = differences(ended(requested()));

        assertThat(differences).hasSize(6);
        assertThat(differences.get(0))
                .isEqualTo("account_summary free '' live {\"document\":{\"holding\":{\"managedUsers\":4}}}"
                        + " rebuilt {\"document\":{\"holding\":{\"managedUsers\":3}}}");
        assertThat(differences.get(1))
                .startsWith("billing_history_head refunded '' live null rebuilt {\"subscription_id\":\"refunded\",");
        assertThat(differences.get(2))
                .isEqualTo(
                        "invoice_head ghost '' live {\"subscription_id\":\"ghost\",\"version\":1,\"document\":{\"a\":1}}"
                                + " rebuilt null");
        assertThat(differences.get(3))
                .isEqualTo(
                        "invoice acme 'ACME-0001' live {\"amount_paid_minor\":1} rebuilt {\"amount_paid_minor\":3000}");
        assertThat(differences.get(4)).isEqualTo("due_work_head free '' live {\"version\":9} rebuilt {\"version\":2}");
        assertThat(differences.get(5))
                .startsWith("due_work acme 'acme/renewal' live null rebuilt {")
                .contains("\"due_at\":\"2026-04-15T00:00:00Z\"");
        noRowsButThoseThatAnswer();
    }

    @Test
    void a_report_keeps_no_personal_values() {
        update("DELETE FROM account_summary WHERE subscription_id = 'acme'");
        update("DELETE FROM invoice WHERE row_key = 'REFUNDED-0001'");
        update("DELETE FROM invoice_head WHERE subscription_id = 'acme'");
        update(
                "UPDATE account_summary SET document = REPLACE(document, '\"billingProfile\":\"', '\"billingProfile\":\"Eve ')"
                        + " WHERE subscription_id = 'free'");

        List<String> differences = differences(ended(requested()));

        assertThat(differences).hasSize(4);
        assertThat(differences.get(1))
                .isEqualTo("account_summary free '' live {\"document\":{\"billingProfile\":\"(personal)\"}}"
                        + " rebuilt {\"document\":{\"billingProfile\":\"(personal)\"}}");
        String kept = service.bean(JdbcClient.class)
                .sql("SELECT projections FROM verification")
                .query(String.class)
                .single();
        assertThat(kept)
                .contains("(personal)")
                .doesNotContain("row:1:", "Ada", "Eve", "ada@", "Acme", "Main St", "Charged twice", "tok_");
    }

    @Test
    void an_event_that_cannot_be_read_fails_it_and_an_account_that_waits_for_one_differs() {
        EventProcessors processors = service.bean(EventProcessors.class);
        processors.processor(PROCESSOR).shutDown();
        accounts.command("free", "change-managed-users", "{\"managedUsers\":7}").is(200);
        update(
                "UPDATE event SET payload = CONCAT('no JSON', payload) WHERE aggregate_identifier = 'free' AND sequence_number = 2");
        processors.processor(PROCESSOR).start();
        await().until(() -> service.bean(JdbcClient.class)
                        .sql("SELECT COUNT(*) FROM dead_letter")
                        .query(Long.class)
                        .single()
                == 1);

        assertThat(ended(requested()).at("/status")).isEqualTo("failed");
        noRowsButThoseThatAnswer();

        update(
                "UPDATE event SET payload = REPLACE(payload, 'no JSON', '') WHERE aggregate_identifier = 'free' AND sequence_number = 2");
        List<String> waiting = differences(ended(requested()));
        assertThat(waiting).isNotEmpty().allMatch(row -> row.contains(" free "));
        assertThat(waiting.getFirst()).contains("{\"managedUsers\":3}", "{\"managedUsers\":7}");

        assertThat(processors.retryDeadLetters(PROCESSOR)).isTrue();
        assertThat(differences(ended(requested()))).isEmpty();
    }

    @Test
    void one_runs_at_a_time_and_whoever_asks_meanwhile_is_led_to_it() throws SQLException {
        String running;
        try (Connection held = holdingUpTheComparison()) {
            running = requested();
            Answer second = service.post("auditor", PATH, "").is(202);

            assertThat(second.header("Location")).isEqualTo(running);
            assertThat(second.at("/status")).isEqualTo("running");
            assertThat(second.at("/finishedAt")).isEmpty();
            noRowsButThoseThatAnswer();
            held.rollback();
        }
        assertThat(differences(ended(running))).isEmpty();
        assertThat(requested()).isNotEqualTo(running);
    }

    @Test
    void one_whose_service_goes_away_has_failed_and_leaves_no_rows() throws SQLException {
        String running;
        try (Connection held = holdingUpTheComparison()) {
            running = requested();
            service.close();
            held.rollback();
        }
        startAgain();
        if (database() == Vendor.POSTGRESQL) {
            aMinutePasses();
        }

        hasFailed(running);
    }

    /** Another node might still run it: it is taken for dead after a minute of silence. */
    final void aMinutePasses() {
        update("UPDATE verification SET seen_at = seen_at - INTERVAL '61' SECOND");
    }

    final void hasFailed(String verification) {
        assertThat(service.get("auditor", verification).is(200).at("/status")).isEqualTo("failed");
        assertThat(service.get("auditor", verification).at("/finishedAt")).isNotEmpty();
        noRowsButThoseThatAnswer();
        assertThat(differences(ended(requested()))).isEmpty();
    }

    /** Nothing is compared while this connection is open, because it writes rows that answer, so to speak. */
    final Connection holdingUpTheComparison() throws SQLException {
        String url = stored.url() + (database() == Vendor.H2 ? ";WRITE_DELAY=0" : "");
        Connection connection = DriverManager.getConnection(url, stored.user(), stored.password());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT stripe FROM read_model_stripe WHERE stripe = 15 FOR UPDATE");
        }
        return connection;
    }

    @Test
    void it_is_for_auditors_and_of_no_other_id() {
        for (String role : List.of("service", "analyst", "operator", "admin")) {
            service.post(role, PATH, "").isRefused(403, "forbidden");
            service.get(role, PATH + "/1").isRefused(403, "forbidden");
        }
        for (String id : List.of("1", "0", "-1", "x", "99999999999999999999", "1%20")) {
            service.get("auditor", PATH + "/" + id).isRefused(404, "not-found");
        }
    }
}
