package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.proof.Checkpoint;
import com.kore.billing.app.proof.Hash;
import com.kore.billing.app.proof.ProofCheck;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An auditor holds an export against checkpoints that were kept, and proofs against both. */
abstract class ProofJourney extends AuditedHistory {
    ProofJourney(Vendor vendor) {
        super(vendor);
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
    void an_erasure_changes_no_leaf() throws IOException {
        Checkpoint checkpoint = checkpoint();
        service()
                .post("admin", "/v1/subscriptions/audited-1/erase-personal-data", "{}")
                .is(200);

        assertThat(verified(checkpoint)).contains("the first 16 events are what was signed; 1 after them are newer");
        assertThat(verified(checkpoint())).contains("the first 17 events are what was signed\n");
    }

    @Test
    void every_event_is_proved_to_be_in_the_tree_of_a_checkpoint() {
        Checkpoint checkpoint = checkpoint();
        users(0, 9);
        for (JsonNode event : export(0)) {
            String path = "/v1/audit/events/" + event.get("eventId").asString() + "/proof";
            long leaf = event.get("leafIndex").asLong();
            Answer proof = service().get("auditor", path + "?size=" + checkpoint.size());
            if (leaf >= checkpoint.size()) {
                proof.isRefused(422, "invalid");
                proof = service().get("auditor", path);
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

        Answer proof = service()
                .get("auditor", "/v1/audit/consistency?from=" + earlier.size() + "&to=" + later.size())
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
        service().get("auditor", "/v1/audit/consistency?from=19&to=18").isRefused(422, "invalid");
        service().get("auditor", "/v1/audit/consistency?from=1&to=1000").isRefused(422, "invalid");
        service().get("auditor", "/v1/audit/events/nobody/proof").isRefused(404, "not-found");
        assertThat(Files.readAllLines(directory.resolve("checkpoints.ndjson")).stream()
                        .map(Checkpoint::parse))
                .contains(earlier, later);
    }

    @Test
    void a_root_is_signed_once_and_with_the_same_key_after_a_restart() {
        Checkpoint before = checkpoint();
        assertThat(checkpoint()).isEqualTo(before);
        restart();

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
        service().get("auditor", "/v1/audit/events?after=-1").isRefused(422, "invalid");
    }

    @Test
    void the_events_of_one_subscription_say_who_and_why_and_hold_no_plain_name() {
        Answer first = service()
                .get("auditor", "/v1/audit/subscriptions/audited-1/events?limit=3")
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

        Answer second = service()
                .get("auditor", "/v1/audit/subscriptions/audited-1/events?limit=3&cursor=" + first.at("/nextCursor"))
                .is(200);

        assertThat(second.json().get("items")).hasSize(1);
        assertThat(second.at("/items/0/sequence")).isEqualTo("3");
        assertThat(second.at("/hasMore")).isEqualTo("false");
        service().get("auditor", "/v1/audit/subscriptions/nobody/events").isRefused(404, "subscription-not-found");
        for (String role : List.of("service", "admin", "operator", "analyst")) {
            service().get(role, "/v1/audit/subscriptions/audited-1/events").isRefused(403, "forbidden");
            service().get(role, "/v1/audit/events").isRefused(403, "forbidden");
            service().get(role, "/v1/audit/checkpoint").isRefused(403, "forbidden");
        }
    }
}
