package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.app.testing.Verified;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * An operator has read models made anew, on a store where accounts renewed. Old rows are told from new ones by what is written into the old
 * ones before: there, the account is named Wrong.
 */
abstract class ReplayJourney {
    static final String PROJECTIONS = "/v1/operations/projections";
    static final Map<String, String> SANDBOX =
            Map.of("billing.clock", "sandbox", "billing.clock-start", "2017-01-31T12:00:00Z");
    private static final Map<String, List<String>> TABLES = Map.of(
            "account_summary", List.of("account_summary"),
            "billing_history", List.of("billing_history_head", "billing_history"),
            "invoice", List.of("invoice_head", "invoice"),
            "due_work", List.of("due_work_head", "due_work"));

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

    private JdbcClient jdbc() {
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

    private void nameIsWrongInTheOldRows() {
        assertThat(jdbc().sql("UPDATE account_summary SET document = REPLACE(document, '\"Acme\"', '\"Wrong\"')")
                        .update())
                .isPositive();
    }

    final String name() {
        return service.get("service", "/v1/subscriptions/acme").is(200).at("/accountName");
    }

    @Test
    void every_read_model_is_made_anew_while_clients_write_and_no_answer_ever_grows_older() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger read = new AtomicInteger();
        nameIsWrongInTheOldRows();
        try (ExecutorService clients = Executors.newFixedThreadPool(3)) {
            List<Future<?>> working = new ArrayList<>();
            for (String id : List.of("left", "right")) {
                working.add(clients.submit(() -> write(id, enough)));
            }
            working.add(clients.submit(() -> read(enough, read)));
            try {
                do {
                    for (String projection : TABLES.keySet().stream().sorted().toList()) {
                        Answer report = ended(requested(projection));

                        assertThat(report.at("/status"))
                                .as(report.json().toString())
                                .isEqualTo("completed");
                        assertThat(report.at("/done"))
                                .isEqualTo(report.at("/total"))
                                .isNotEqualTo("0");
                        assertThat(report.at("/requestedBy")).isEqualTo("operator");
                        assertThat(report.at("/finishedAt")).isNotEmpty();
                    }
                } while (read.get() < 10);
            } finally {
                enough.set(true);
            }
            for (Future<?> client : working) {
                client.get();
            }
        }

        assertThat(name()).isEqualTo("Acme");
        service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"PT1M\"}")
                .is(200);
        Verified.withoutDifferences(service);
        nothingIsLeftOfOtherGenerations();
    }

    private void write(String id, AtomicBoolean enough) {
        accounts.openPaid(id, "premium", "monthly");
        for (int users = 4; !enough.get(); users++) {
            accounts.command(id, "change-managed-users", "{\"managedUsers\":%d}".formatted(users), "Prefer", "wait=5")
                    .is(200);
        }
    }

    /** What everybody is told of an account that grows, again and again. */
    private void read(AtomicBoolean enough, AtomicInteger answers) {
        long version = 0;
        int invoices = 0;
        int history = 0;
        while (!enough.get()) {
            Answer summary = service.get("service", "/v1/subscriptions/left");
            if (summary.status() == 404 && version == 0) {
                continue;
            }
            long now = Long.parseLong(summary.is(200).at("/version"));
            int invoicesNow = accounts.invoices("left").size();
            int historyNow = accounts.history("left").size();
            assertThat(now).isGreaterThanOrEqualTo(version);
            // At most as many as a page has.
            assertThat(invoicesNow).isGreaterThanOrEqualTo(Math.min(100, invoices));
            assertThat(historyNow).isGreaterThanOrEqualTo(Math.min(100, history));
            version = now;
            invoices = invoicesNow;
            history = historyNow;
            answers.incrementAndGet();
        }
    }

    @Test
    void projections_tell_how_up_to_date_they_are_and_that_they_are_made_anew() throws SQLException {
        String replay;
        try (Connection blocking = holdingUp("acme")) {
            replay = requested("billing_history");
            hasCounted(replay, 6);
            assertThat(requested("billing_history")).isEqualTo(replay);
            JsonNode items = service.get("operator", PROJECTIONS).is(200).json().get("items");

            assertThat(items.valueStream()
                            .map(item -> item.get("name").asString() + " "
                                    + item.get("status").asString() + " "
                                    + item.get("lag").asLong() + " "
                                    + item.get("deadLetters").asLong()))
                    .containsExactly(
                            "account_summary running 0 0",
                            "billing_history replaying 0 0",
                            "due_work running 0 0",
                            "invoice running 0 0");
            JsonNode replayed = items.get(1);
            assertThat(replayed.get("position")).isEqualTo(replayed.get("head"));
            assertThat(replayed.at("/replay/id").asString()).isEqualTo(replay.substring(replay.lastIndexOf('/') + 1));
            assertThat(replayed.at("/replay/total").asLong()).isEqualTo(6);
            blocking.rollback();
        }
        assertThat(ended(replay).at("/status")).isEqualTo("completed");
        assertThat(requested("billing_history")).isNotEqualTo(replay);
        JsonNode replays = service.get("operator", PROJECTIONS + "/billing_history/replays?limit=1")
                .is(200)
                .json();
        assertThat(replays.get("hasMore").asBoolean()).isTrue();
        Answer older = service.get(
                "operator",
                PROJECTIONS + "/billing_history/replays?cursor="
                        + replays.get("nextCursor").asString());
        assertThat(PROJECTIONS + "/billing_history/replays/" + older.at("/items/0/id"))
                .isEqualTo(replay);
    }

    private void hasCounted(String replay, int events) {
        await().until(() -> service.get("operator", replay).at("/total").equals(String.valueOf(events)));
    }

    /** A row of this account that a new generation of the billing history needs stands in its way until this connection lets go. */
    final Connection holdingUp(String account) throws SQLException {
        String url = stored.url() + (database() == Vendor.H2 ? ";WRITE_DELAY=0" : "");
        String columns =
                "subscription_id, row_key, sequence, happened_on, happened_at, charge_type, currency, amount_minor,"
                        + " credit_balance_minor, document";
        Connection connection = DriverManager.getConnection(url, stored.user(), stored.password());
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO billing_history (generation, %1$s) SELECT m.newest + 1, %1$s FROM billing_history h JOIN read_model m"
                                .formatted(columns)
                        + " ON m.name = 'billing_history' AND m.generation = h.generation WHERE subscription_id = ?"
                        + " ORDER BY sequence LIMIT 1")) {
            statement.setString(1, account);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        return connection;
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
        await().until(() -> Long.parseLong(service.get("operator", replay).at("/done")) >= 2_000);
        return Long.parseLong(service.get("operator", replay).at("/done"));
    }

    @Test
    void one_whose_service_goes_away_is_gone_on_with_where_it_was() throws SQLException {
        manyAccounts();
        String replay;
        long done;
        try (Connection blocking = holdingUp("many-33")) {
            replay = requested("billing_history");
            done = doneOnce(replay);
            service.close();
            blocking.rollback();
        }
        startAgain();

        hasGoneOn(replay, done);
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

    @Test
    void one_that_would_make_answers_older_fails_says_why_and_leaves_the_old_rows() {
        accounts.command("acme", "change-managed-users", "{\"managedUsers\":4}", "Prefer", "wait=5")
                .is(200);
        await().until(() -> service.get("service", "/v1/subscriptions/acme")
                .at("/managedUsers")
                .equals("4"));
        nameIsWrongInTheOldRows();
        breaks("CONCAT('no JSON', payload)");

        Answer failed = ended(requested("account_summary"));

        assertThat(failed.at("/status")).isEqualTo("failed");
        assertThat(failed.at("/failure")).startsWith("acme cannot be folded as far as it is answered: ");
        assertThat(failed.at("/failure")).doesNotContain("no JSON").endsWith("see the log of the node");
        assertThat(name()).isEqualTo("Wrong");
        nothingIsLeftOfOtherGenerations();

        breaks("REPLACE(payload, 'no JSON', '')");
        assertThat(ended(requested("account_summary")).at("/status")).isEqualTo("completed");
        assertThat(name()).isEqualTo("Acme");
        assertThat(service.get("service", "/v1/subscriptions/acme").at("/managedUsers"))
                .isEqualTo("4");
    }

    private void breaks(String payload) {
        assertThat(jdbc().sql(
                                "UPDATE event SET payload = %s WHERE aggregate_identifier = 'acme' AND sequence_number = 3"
                                        .formatted(payload))
                        .update())
                .isEqualTo(1);
    }

    @Test
    void they_are_for_operators_who_are_remembered_and_of_no_other_name() {
        String replays = PROJECTIONS + "/invoice/replays";
        for (String role : List.of("service", "analyst", "auditor", "admin")) {
            service.post(role, replays, "").isRefused(403, "forbidden");
            service.get(role, PROJECTIONS).isRefused(403, "forbidden");
            service.get(role, "/v1/operations/actions").isRefused(403, "forbidden");
        }
        for (String name : List.of("invoices", "x", "INVOICE", "%20")) {
            Answer refused = service.post("operator", PROJECTIONS + "/" + name + "/replays", "");
            refused.isRefused(404, "not-found");
            assertThat(refused.at("/detail")).contains("account_summary, billing_history, due_work, invoice");
            service.get("operator", PROJECTIONS + "/" + name + "/replays").isRefused(404, "not-found");
        }
        for (String id : List.of("0", "-1", "x", "99999999999999999999", "1%20", "7")) {
            service.get("operator", replays + "/" + id).isRefused(404, "not-found");
        }
        service.get("operator", replays + "?cursor=x").isRefused(422, "invalid");
        String replay = requested("invoice");
        service.get("operator", replay.replace("invoice", "due_work")).isRefused(404, "not-found");
        ended(replay);

        Answer actions = service.get("operator", "/v1/operations/actions").is(200);

        assertThat(actions.json().get("items")).hasSize(1);
        assertThat(actions.at("/items/0/by")).isEqualTo("operator");
        assertThat(actions.at("/items/0/action")).isEqualTo("replay");
        assertThat(actions.at("/items/0/projection")).isEqualTo("invoice");
        assertThat(actions.at("/items/0/at")).isNotEmpty();
    }
}
