package com.kore.billing.app.journey;

import static com.kore.billing.app.testing.Verified.withoutDifferences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.eventstore.EventProcessors;
import com.kore.billing.app.proof.Checkpoint;
import com.kore.billing.app.proof.VerifyCommand;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ReadModelCheck;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.StoreFixture;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A store that was written when every event was at its first revision, as the service of then left it at noon of 15 January 2026.
 *
 * <p>Account {@code acme} has bought, been refunded and thought better of canceling; {@code many} has more than a hundred events and a
 * snapshot, and waits for the outcome of a payment; so does {@code sick}, but the event that says so is a dead letter; {@code gone} is
 * erased. A checkpoint was signed over all 129 events.
 */
abstract class FirstRevisionJourney {
    private static final StoreFixture STORE = StoreFixture.of("/stores/first-revision.ndjson");
    private static final String CHECKPOINT =
            StoreFixture.text("/stores/first-revision.checkpoint.json").strip();
    private static final String SCHEMA = "310";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private Path directory;
    private RunningService service;
    private Accounts accounts;

    abstract Vendor database();

    @BeforeEach
    void start(@TempDir Path dataDir) {
        directory = dataDir;
        TestDatabase database =
                database() == Vendor.POSTGRESQL ? TestDatabases.freshPostgres() : TestDatabases.h2In(directory);
        STORE.into(database, SCHEMA);
        Map<String, String> settings =
                new HashMap<>(Map.of("billing.clock", "sandbox", "billing.clock-start", "2026-01-15T12:00:00Z"));
        if (database() == Vendor.H2) {
            settings.put("billing.encryption.master-key", KEY);
        }
        service = RunningService.on(database, directory, settings);
        accounts = new Accounts(service);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private List<JsonNode> lines(String role, String path) {
        return service.get(role, path)
                .is(200)
                .response()
                .body()
                .lines()
                .<JsonNode>map(JSON::readTree)
                .toList();
    }

    private String summary(String id, String field) {
        return accounts.summary(id).at("/" + field);
    }

    @Test
    void its_accounts_are_read_as_they_stood_and_go_on() {
        assertThat(summary("acme", "accountName")).isEqualTo("Acme");
        assertThat(summary("acme", "managedUsers")).isEqualTo("5");
        assertThat(summary("gone", "accountName")).isEqualTo("erased");
        assertThat(summary("many", "version")).isEqualTo("106");
        assertThat(accounts.attempts("MANY-0001")).containsExactly("2026-01-15T12:00:00Z unknown");
        assertThat(accounts.invoice("ACME-0001").at("/creditNotes/0/reason")).isEqualTo("charged twice");

        Answer past = service.get("auditor", "/v1/audit/subscriptions/many?version=106")
                .is(200);
        assertThat(past.json()).isEqualTo(accounts.summary("many").json());
        Answer explained = service.get("auditor", "/v1/audit/invoices/MANY-0001/explanation")
                .is(200);
        assertThat(explained.at("/lines/0/explanation")).contains("31 of 31 days of Premium at $10.00 for 3 users");

        Answer preview =
                accounts.command("acme", "preview", "{\"command\":\"change-managed-users\",\"managedUsers\":6}");
        assertThat(preview.is(200).at("/amountDue/amount")).isEqualTo("1000");
        Answer repeated =
                accounts.command("acme", "change-managed-users", "{\"managedUsers\":5}", "Idempotency-Key", "order-1");
        assertThat(repeated.is(200).header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(repeated.at("/version")).isEqualTo("9");
        accounts.command("many", "cancel", "{}", "If-Match", "\"106\"").is(200);
        accounts.command("sick", "cancel", "{}", "If-Match", "\"106\"").isRefused(412, "version-conflict");
    }

    @Test
    void what_stood_in_its_rows_in_plain_text_is_sealed_and_found_as_before() {
        List<String> rows = Stream.of("account_summary", "invoice_head", "invoice")
                .flatMap(table ->
                        service.bean(JdbcClient.class).sql("SELECT * FROM " + table).query().listOfRows().stream())
                .map(Object::toString)
                .toList();

        assertThat(rows)
                .hasSize(STORE.rows("account_summary").size()
                        + STORE.rows("invoice_head").size()
                        + STORE.rows("invoice").size())
                .allSatisfy(row -> assertThat(row)
                        .contains("\"accountName\":\"row:1:")
                        .doesNotContain("Acme\"", "acme acme", "Ada", "ada@", "Main St", "charged twice"));
        assertThat(rows.toString()).contains("\"billingProfile\":\"row:1:", "\"reason\":\"row:1:");
        assertThat(found("CME")).containsExactlyInAnyOrder("acme", "many", "sick");
        assertThat(found("erase")).containsExactly("gone");
        assertThat(found("SIC")).containsExactly("sick");
    }

    private List<String> found(String text) {
        List<String> ids = new ArrayList<>();
        service.get("service", "/v1/account-summaries?q=" + text)
                .is(200)
                .json()
                .get("items")
                .forEach(item -> ids.add(item.get("subscriptionId").asString()));
        return ids;
    }

    @Test
    void what_was_open_is_settled_and_the_rows_are_those_that_the_events_lead_to() {
        assertThat(service.bean(EventProcessors.class).retryDeadLetters("read-models"))
                .isTrue();
        assertThat(accounts.attempts("SICK-0001")).containsExactly("2026-01-15T12:00:00Z unknown");

        accounts.advanceTo("2026-01-15T12:01:00Z");

        assertThat(accounts.invoices("many")).containsExactly("MANY-0001 2026-01-15 paid");
        assertThat(accounts.invoices("sick")).containsExactly("SICK-0001 2026-01-15 paid");
        withoutDifferences(service);
        ReadModelCheck.rowsEqualAFoldFromNothing(service);
    }

    @Test
    void other_services_are_told_its_events_as_they_are_written_today() {
        List<JsonNode> feed = lines("service", "/v1/events?limit=1000");

        List<JsonNode> stored = STORE.rows("event");
        assertThat(feed).hasSameSizeAs(stored);
        for (int i = 0; i < stored.size(); i++) {
            ObjectNode told =
                    (ObjectNode) JSON.readTree(stored.get(i).get("payload").asString());
            leaveOutSealed(told);
            if (feed.get(i).get("type").asString().equals("PaymentOutcomeUnknown")) {
                told.put("code", "timeout");
            }
            assertThat(feed.get(i).get("payload")).isEqualTo(told);
        }
        assertThat(feed.toString()).contains("\"code\":\"timeout\"").doesNotContain("sealed:");
    }

    private static void leaveOutSealed(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.removeIf(value -> value.isString() && value.stringValue().startsWith("sealed:"));
        }
        json.forEach(FirstRevisionJourney::leaveOutSealed);
    }

    @Test
    void what_is_stored_stays_as_it_was_so_that_what_was_signed_still_holds() throws IOException {
        accounts.changeCard("acme", "tok_timeout");
        accounts.command("acme", "change-managed-users", "{\"managedUsers\":6}").is(200);
        await().until(() -> lines("auditor", "/v1/audit/events").size() == 133);
        List<JsonNode> export = lines("auditor", "/v1/audit/events");

        List<JsonNode> stored = STORE.rows("event");
        List<JsonNode> leaves = STORE.rows("proof_leaf");
        for (int i = 0; i < stored.size(); i++) {
            assertThat(export.get(i).get("revision").asString()).isEqualTo("1");
            assertThat(export.get(i).get("leafHash")).isEqualTo(leaves.get(i).get("hash"));
            assertThat(export.get(i).get("payload").toString())
                    .isEqualTo(stored.get(i).get("payload").asString());
            assertThat(export.get(i).get("metadata").toString())
                    .isEqualTo(stored.get(i).get("meta_data").asString());
        }
        JsonNode unknown = export.getLast();
        assertThat(unknown.get("type").asString()).isEqualTo("PaymentOutcomeUnknown");
        assertThat(unknown.get("revision").asString()).isEqualTo("2");
        assertThat(unknown.at("/payload/code").asString()).isEqualTo("timeout");

        String checkpoint = service.get("auditor", "/v1/audit/checkpoint")
                .is(200)
                .response()
                .body();
        Checkpoint signed = Checkpoint.parse(CHECKPOINT);
        Checkpoint later = Checkpoint.parse(checkpoint);
        Answer consistency = service.get(
                        "auditor", "/v1/audit/consistency?from=%d&to=%d".formatted(signed.size(), later.size()))
                .is(200);
        assertThat(consistency.at("/fromRoot")).isEqualTo(signed.root().hex());
        assertThat(consistency.at("/toRoot")).isEqualTo(later.root().hex());
        assertThat(verified(CHECKPOINT)).contains("the first 129 events are what was signed; 4 after them are newer");
        assertThat(verified(checkpoint)).contains("the first 133 events are what was signed\n");
    }

    /** What the offline verifier says about an export of now. */
    private String verified(String checkpoint) throws IOException {
        Path export = Files.writeString(
                directory.resolve("export.ndjson"),
                service.get("auditor", "/v1/audit/events").is(200).response().body());
        Path kept = Files.writeString(directory.resolve("kept.json"), checkpoint);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        VerifyCommand.run(
                List.of(
                        export.toString(),
                        "--checkpoint",
                        kept.toString(),
                        "--key-id",
                        Checkpoint.parse(checkpoint).keyId()),
                new PrintStream(output, true, StandardCharsets.UTF_8));
        return output.toString(StandardCharsets.UTF_8);
    }

    /** What a later version may have written is not read as if it were what this one knows. */
    @Test
    void an_event_of_a_later_revision_is_left_alone_until_a_version_comes_that_reads_it() {
        JdbcClient jdbc = service.bean(JdbcClient.class);
        service.bean(EventProcessors.class).processor("read-models").shutDown();
        accounts.command("acme", "change-managed-users", "{\"managedUsers\":4}").is(200);
        jdbc.sql("UPDATE event SET payload_revision = '2' WHERE aggregate_identifier = 'acme' AND sequence_number = 14")
                .update();
        service.bean(EventProcessors.class).processor("read-models").start();
        Answer sound = accounts.command("many", "cancel", "{}").is(200);

        assertThat(service.summaryAfter(sound).at("/status")).isEqualTo("canceling");
        assertThat(summary("acme", "version")).isEqualTo("14");

        jdbc.sql("UPDATE event SET payload_revision = '1' WHERE aggregate_identifier = 'acme' AND sequence_number = 14")
                .update();
        while (service.bean(EventProcessors.class).retryDeadLetters("read-models")) {
            // Account by account.
        }
        assertThat(summary("acme", "version")).isEqualTo("15");
    }
}
