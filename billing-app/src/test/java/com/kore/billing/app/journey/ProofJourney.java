package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.proof.Checkpoint;
import com.kore.billing.app.proof.Hash;
import com.kore.billing.app.proof.ProofCheck;
import com.kore.billing.app.proof.VerifyCommand;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An auditor keeps a checkpoint and an export; somebody who can write to the database is at the events. The offline verifier says what they
 * did.
 */
abstract class ProofJourney {
    private static final String COLUMNS =
            "aggregate_identifier, sequence_number, type, event_identifier, payload_type, payload_revision, time_stamp, payload, meta_data";
    private static final int ACCOUNTS = 4;

    @TempDir
    private Path directory;

    private TestDatabase database;
    private RunningService service;

    ProofJourney(Vendor vendor) {
        database = TestDatabases.fresh(vendor);
    }

    @BeforeEach
    void a_little_history() {
        service = RunningService.on(database, directory, Map.of());
        for (int n = 0; n < ACCOUNTS; n++) {
            service.post("service", "/v1/subscriptions", """
                    {"subscriptionId":"audited-%d","accountName":"Acme","managedUsers":3}""".formatted(n)).is(201);
            for (int users = 5; users < 8; users++) {
                users(n, users);
            }
        }
    }

    private void users(int account, int users) {
        service.post(
                        "service",
                        "/v1/subscriptions/audited-" + account + "/change-managed-users",
                        "{\"managedUsers\":" + users + "}")
                .is(200);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Checkpoint checkpoint() {
        return Checkpoint.parse(service.get("auditor", "/v1/audit/checkpoint")
                .is(200)
                .response()
                .body());
    }

    private List<JsonNode> export(long after) {
        JsonMapper json = JsonMapper.builder().build();
        return service.get("auditor", "/v1/audit/events?after=" + after)
                .is(200)
                .response()
                .body()
                .lines()
                .map(json::readTree)
                .toList();
    }

    /** What the verifier prints about an export of now. */
    private String verified(Checkpoint checkpoint) throws IOException {
        Path export = Files.writeString(
                directory.resolve("export.ndjson"),
                service.get("auditor", "/v1/audit/events").is(200).response().body());
        Path kept = Files.writeString(
                directory.resolve("kept.json"), JsonMapper.builder().build().writeValueAsString(checkpoint));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int exit = VerifyCommand.run(
                List.of(export.toString(), "--checkpoint", kept.toString(), "--key-id", checkpoint.keyId()),
                new PrintStream(output, true, StandardCharsets.UTF_8));
        String printed = output.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(printed).isEqualTo(printed.contains("NOT VERIFIED") ? 1 : 0);
        return printed;
    }

    private JdbcClient sql() {
        return service.bean(JdbcClient.class);
    }

    private int leafOf(String account, int sequence) {
        return export(0).stream()
                .filter(event -> event.get("subscriptionId").asString("").equals(account)
                        && event.get("sequence").asInt() == sequence)
                .map(event -> event.get("leafIndex").asInt())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_history_that_nobody_was_at_is_verified_and_later_events_are_told_from_it() throws IOException {
        Checkpoint checkpoint = checkpoint();
        assertThat(checkpoint.size()).isEqualTo(4 * ACCOUNTS);
        assertThat(verified(checkpoint)).contains("VERIFIED      the first 16 events are what was signed\n");

        users(0, 9);

        assertThat(verified(checkpoint)).contains("the first 16 events are what was signed; 1 after them are newer");
        assertThat(verified(checkpoint())).contains("the first 17 events are what was signed\n");
    }

    @Test
    void one_altered_byte_is_found_and_named() throws IOException {
        Checkpoint checkpoint = checkpoint();
        int leaf = leafOf("audited-1", 2);
        sql().sql("UPDATE event SET payload = REPLACE(payload, '\"managedUsers\":6', '\"managedUsers\":7')"
                        + " WHERE aggregate_identifier = 'audited-1' AND sequence_number = 2")
                .update();

        assertThat(verified(checkpoint))
                .contains(
                        "NOT VERIFIED: 1 findings",
                        "leaf " + leaf + ", ManagedUsersChanged ",
                        "of audited-1 (event 2), was altered");
    }

    @Test
    void a_byte_that_leaves_no_json_or_says_something_twice_is_found_and_named_too() throws IOException {
        Checkpoint checkpoint = checkpoint();
        String[][] changes = {
            {"payload", "REPLACE(payload, '\"managedUsers\":6', '\"managedUsers\"%6')"},
            {"payload", "REPLACE(payload, '\"managedUsers\":6', '\"managedUsers\":9,\"managedUsers\":6')"},
            {"meta_data", "REPLACE(meta_data, '{', '[')"}
        };
        int leaf = leafOf("audited-1", 2);
        for (String[] change : changes) {
            String where = " WHERE aggregate_identifier = 'audited-1' AND sequence_number = 2";
            String before = sql().sql("SELECT " + change[0] + " FROM event" + where)
                    .query(String.class)
                    .single();
            assertThat(sql().sql("UPDATE event SET " + change[0] + " = " + change[1] + where)
                            .update())
                    .isOne();

            assertThat(verified(checkpoint))
                    .contains("NOT VERIFIED: 1 findings", "leaf " + leaf + ", ManagedUsersChanged ");
            service.get("auditor", "/v1/audit/subscriptions/audited-1/events").is(200);

            sql().sql("UPDATE event SET " + change[0] + " = ?" + where)
                    .param(before)
                    .update();
            assertThat(verified(checkpoint)).doesNotContain("NOT VERIFIED");
        }
    }

    @Test
    void an_erasure_changes_no_leaf() throws IOException {
        Checkpoint checkpoint = checkpoint();
        service.post("admin", "/v1/subscriptions/audited-1/erase-personal-data", "{}")
                .is(200);

        assertThat(verified(checkpoint)).contains("the first 16 events are what was signed; 1 after them are newer");
        assertThat(verified(checkpoint())).contains("the first 17 events are what was signed\n");
    }

    @Test
    void a_removed_event_is_found_and_named_also_the_last_one() throws IOException {
        Checkpoint checkpoint = checkpoint();
        int leaf = leafOf("audited-1", 2);
        int last = leafOf("audited-3", 3);
        sql().sql("DELETE FROM event WHERE aggregate_identifier = 'audited-1' AND sequence_number = 2")
                .update();
        sql().sql("DELETE FROM event WHERE aggregate_identifier = 'audited-3' AND sequence_number = 3")
                .update();

        assertThat(verified(checkpoint))
                .contains(
                        "leaf " + leaf + ": its event is gone from the store",
                        "event 2 of audited-1 was to come here",
                        "leaf " + last + ": its event is gone from the store");
    }

    @Test
    void two_swapped_events_are_found_and_named() throws IOException {
        Checkpoint checkpoint = checkpoint();
        int one = leafOf("audited-0", 1);
        int other = leafOf("audited-2", 1);
        swap("audited-0", "audited-2", 1);

        assertThat(verified(checkpoint))
                .contains(
                        "leaf " + one + " is out of place: it holds the event of leaf " + other,
                        "leaf " + other + " is out of place: it holds the event of leaf " + one);
    }

    private void swap(String account, String otherAccount, int sequence) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (String id : List.of(account, otherAccount)) {
            rows.add(row(id, sequence));
            sql().sql("DELETE FROM event WHERE aggregate_identifier = ? AND sequence_number = ?")
                    .params(id, sequence)
                    .update();
        }
        insertAt(rows.get(1).get("position"), rows.get(0));
        insertAt(rows.get(0).get("position"), rows.get(1));
    }

    private Map<String, @Nullable Object> row(String account, int sequence) {
        Map<String, @Nullable Object> row = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        row.putAll(sql().sql("SELECT position, " + COLUMNS
                        + " FROM event WHERE aggregate_identifier = ? AND sequence_number = ?")
                .params(account, sequence)
                .query()
                .singleRow());
        return row;
    }

    private void insertAt(@Nullable Object position, Map<String, @Nullable Object> row) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(position);
        for (String column : COLUMNS.split(", ", -1)) {
            values.add(row.get(column));
        }
        service.bean(JdbcTemplate.class)
                .update(
                        "INSERT INTO event (position, " + COLUMNS
                                + ") OVERRIDING SYSTEM VALUE VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        values.toArray());
    }

    @Test
    void an_event_that_somebody_put_before_all_others_is_found_and_named() throws IOException {
        Checkpoint checkpoint = checkpoint();
        Map<String, @Nullable Object> row = row("audited-1", 3);
        row.put("sequence_number", 4);
        row.put("event_identifier", "made-up");
        insertAt(-1, row);

        assertThat(verified(checkpoint))
                .contains("ManagedUsersChanged made-up of audited-1 (event 4) stands in the store and has no leaf");
    }

    @Test
    void every_event_is_proved_to_be_in_the_tree_of_a_checkpoint() {
        Checkpoint checkpoint = checkpoint();
        users(0, 9);
        for (JsonNode event : export(0)) {
            String path = "/v1/audit/events/" + event.get("eventId").asString() + "/proof";
            long leaf = event.get("leafIndex").asLong();
            Answer proof = service.get("auditor", path + "?size=" + checkpoint.size());
            if (leaf >= checkpoint.size()) {
                proof.isRefused(422, "invalid");
                proof = service.get("auditor", path);
            }
            proof.is(200);
            boolean covered = leaf < checkpoint.size();
            assertThat(proof.at("/leafHash")).isEqualTo(event.get("leafHash").asString());
            assertThat(ProofCheck.includes(
                            covered ? checkpoint.root() : checkpoint().root(),
                            covered ? checkpoint.size() : checkpoint().size(),
                            leaf,
                            new Hash(proof.at("/leafHash")),
                            hashes(proof.json().get("path"))))
                    .isTrue();
        }
    }

    private static List<Hash> hashes(JsonNode path) {
        return path.valueStream().map(hash -> new Hash(hash.asString())).toList();
    }

    @Test
    void a_later_checkpoint_is_proved_to_continue_an_earlier_one() throws IOException {
        Checkpoint earlier = checkpoint();
        users(0, 9);
        users(1, 9);
        Checkpoint later = checkpoint();

        Answer proof = service.get("auditor", "/v1/audit/consistency?from=" + earlier.size() + "&to=" + later.size())
                .is(200);

        assertThat(proof.at("/fromRoot")).isEqualTo(earlier.root().hex());
        assertThat(proof.at("/toRoot")).isEqualTo(later.root().hex());
        assertThat(ProofCheck.continues(
                        earlier.root(),
                        earlier.size(),
                        later.root(),
                        later.size(),
                        hashes(proof.json().get("path"))))
                .isTrue();
        service.get("auditor", "/v1/audit/consistency?from=19&to=18").isRefused(422, "invalid");
        service.get("auditor", "/v1/audit/consistency?from=1&to=1000").isRefused(422, "invalid");
        service.get("auditor", "/v1/audit/events/nobody/proof").isRefused(404, "not-found");
        assertThat(Files.readAllLines(directory.resolve("checkpoints.ndjson")).stream()
                        .map(Checkpoint::parse))
                .contains(earlier, later);
    }

    @Test
    void a_root_is_signed_once_and_with_the_same_key_after_a_restart() {
        Checkpoint before = checkpoint();
        assertThat(checkpoint()).isEqualTo(before);
        service.close();
        service = RunningService.on(database, directory, Map.of());

        assertThat(checkpoint()).isEqualTo(before);
        users(0, 9);
        assertThat(checkpoint().keyId()).isEqualTo(before.keyId());
        assertThat(checkpoint().size()).isEqualTo(before.size() + 1);
    }

    @Test
    void an_export_that_broke_off_goes_on_after_its_last_line() {
        List<JsonNode> all = export(0);
        assertThat(all).hasSize(16);
        for (int line : new int[] {0, 7, 14}) {
            assertThat(export(all.get(line).get("position").asLong())).isEqualTo(all.subList(line + 1, all.size()));
        }
        assertThat(export(all.getLast().get("position").asLong())).isEmpty();
        service.get("auditor", "/v1/audit/events?after=-1").isRefused(422, "invalid");
    }

    @Test
    void the_events_of_one_subscription_say_who_and_why_and_hold_no_plain_name() {
        Answer first = service.get("auditor", "/v1/audit/subscriptions/audited-1/events?limit=3")
                .is(200);
        assertThat(first.json().get("items")).hasSize(3);
        assertThat(first.at("/items/0/type")).isEqualTo("SubscriptionOpened");
        assertThat(first.at("/items/0/actor")).isEqualTo("service");
        assertThat(first.at("/items/0/actorKind")).isEqualTo("token");
        assertThat(first.at("/items/0/command")).isEqualTo("OpenSubscription");
        assertThat(first.at("/items/0/causationId")).isEqualTo("");
        assertThat(first.at("/items/0/payload/accountName"))
                .doesNotContain("Acme")
                .isNotBlank();
        assertThat(first.at("/hasMore")).isEqualTo("true");

        Answer second = service.get(
                        "auditor", "/v1/audit/subscriptions/audited-1/events?limit=3&cursor=" + first.at("/nextCursor"))
                .is(200);

        assertThat(second.json().get("items")).hasSize(1);
        assertThat(second.at("/items/0/sequence")).isEqualTo("3");
        assertThat(second.at("/hasMore")).isEqualTo("false");
        service.get("auditor", "/v1/audit/subscriptions/nobody/events").isRefused(404, "subscription-not-found");
        for (String role : List.of("service", "admin", "operator", "analyst")) {
            service.get(role, "/v1/audit/subscriptions/audited-1/events").isRefused(403, "forbidden");
            service.get(role, "/v1/audit/events").isRefused(403, "forbidden");
            service.get(role, "/v1/audit/checkpoint").isRefused(403, "forbidden");
        }
    }
}
