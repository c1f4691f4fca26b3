package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.proof.Checkpoint;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Somebody who can write to the database is at the events, or at the tree over them. The offline verifier says what they did. */
abstract class AlterationJourney extends AuditedHistory {
    private static final String COLUMNS =
            "aggregate_identifier, sequence_number, type, event_identifier, payload_type, payload_revision, time_stamp, payload, meta_data";

    AlterationJourney(Vendor vendor) {
        super(vendor);
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
            {"payload", "REPLACE(payload, '\"managedUsers\":6', '\"managedUsers\":6,\"half\":\"\\ud800\"')"},
            {"payload", "REPLACE(payload, '\"managedUsers\":6', '\"managedUsers\":6.0')"},
            {"payload", "REPLACE(payload, '\"managedUsers\":6', '\"managedUsers\":1e999999999')"},
            {"payload", "REPLACE(payload, '\"managedUsers\":6', '\"managedUsers\":9007199254740993')"},
            {"payload", "REPEAT('[', 100000)"},
            {"payload", "''"},
            {"meta_data", "REPLACE(meta_data, '{', '[')"},
            {"meta_data", "'null'"},
            {"payload_type", "'no such event'"},
            {"payload_revision", "'-1'"},
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
                    .as(String.join(" = ", change))
                    .contains(
                            "NOT VERIFIED: 1 findings", "leaf " + leaf + ", ", " of audited-1 (event 2), was altered");
            service().get("auditor", "/v1/audit/subscriptions/audited-1/events").is(200);

            sql().sql("UPDATE event SET " + change[0] + " = ?" + where)
                    .param(before)
                    .update();
            assertThat(verified(checkpoint)).doesNotContain("NOT VERIFIED");
        }
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
    void no_past_is_made_up_for_a_history_that_was_altered() {
        sql().sql("DELETE FROM event WHERE aggregate_identifier = 'audited-1' AND sequence_number = 2")
                .update();
        sql().sql("UPDATE event SET payload = '{' WHERE aggregate_identifier = 'audited-2' AND sequence_number = 2")
                .update();
        for (String account : List.of("audited-1", "audited-2")) {
            for (String question : List.of("", "/explanation", "?version=4")) {
                Answer refused = service().get("auditor", "/v1/audit/subscriptions/" + account + question);
                refused.isRefused(503, "unavailable");
                assertThat(refused.at("/detail"))
                        .startsWith(
                                "The history of " + account + " was altered in the database: version 2 is known, and ");
            }
            service()
                    .get("auditor", "/v1/audit/subscriptions/" + account + "?version=2")
                    .is(200);
        }
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
        service()
                .bean(JdbcTemplate.class)
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
    void an_account_id_that_is_none_is_exported_as_it_stands_and_its_event_named() throws IOException {
        Checkpoint checkpoint = checkpoint();
        int leaf = leafOf("audited-1", 2);
        for (String id : List.of("bad#id", "", "x".repeat(64), "audited-1 ", "\u202Eacme")) {
            assertThat(sql().sql("UPDATE event SET aggregate_identifier = ? WHERE event_identifier = ?")
                            .params(id, eventOf(leaf))
                            .update())
                    .isOne();

            assertThat(verified(checkpoint))
                    .contains(
                            "leaf " + leaf + ", ManagedUsersChanged " + eventOf(leaf) + " of " + id
                                    + " (event 2), was altered",
                            "event 2 of audited-1 was to come here");
            // Nor does the tree stand still, nor the account's own history.
            users(0, 20 + id.length());
            checkpoint();
            service().get("auditor", "/v1/audit/subscriptions/audited-1/events").is(200);
        }
    }

    private String eventOf(int leaf) {
        return export(0).get(leaf).get("eventId").asString();
    }

    @Test
    void what_the_tree_remembers_is_part_of_what_is_checked() throws IOException {
        Checkpoint checkpoint = checkpoint();
        sql().sql("UPDATE proof_leaf SET hash = 'no hash at all' WHERE leaf_index = 5")
                .update();

        assertThat(verified(checkpoint))
                .contains("NOT VERIFIED: 1 findings", "leaf 5 has no hash: the tree was altered there");
        users(0, 9);
        assertThat(verified(checkpoint)).contains("leaf 5 has no hash", "stands in the store and has no leaf");
        service().get("auditor", "/v1/audit/checkpoint").isRefused(503, "unavailable");
        service().get("auditor", "/v1/audit/consistency?from=3").isRefused(503, "unavailable");
        service()
                .get("auditor", "/v1/audit/events/" + eventOf(5) + "/proof?size=16")
                .isRefused(503, "unavailable");
    }
}
