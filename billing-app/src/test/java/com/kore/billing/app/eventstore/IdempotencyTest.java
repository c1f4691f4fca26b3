package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.CommandRejected;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Vendor.class)
class IdempotencyTest {
    private static final IdempotencyKey KEY = new IdempotencyKey("service", "key", "hash");
    private static final CommandContext WITH_KEY = Samples.by("jane").withIdempotencyKey(KEY);

    private final TestDatabase database;
    private Node node;

    IdempotencyTest(Vendor vendor) {
        database = TestDatabases.fresh(vendor);
        node = Node.on(database);
        node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_repeat_gives_the_stored_answer_and_has_no_effect_even_after_a_restart() {
        DecidedCommand first = node.commands().dispatch(Samples.users("acme", 7), WITH_KEY);
        node.commands().dispatch(Samples.users("acme", 8), Samples.by("jane"));
        node.close();
        node = Node.on(database);

        DecidedCommand repeat = node.commands().dispatch(Samples.users("acme", 7), WITH_KEY);

        assertThat(first.replayed()).isFalse();
        assertThat(repeat.replayed()).isTrue();
        assertThat(repeat.events()).isEqualTo(first.events());
        assertThat(repeat.version()).isEqualTo(first.version()).isEqualTo(3);
        assertThat(node.events().after(0, 10)).hasSize(4);
    }

    @Test
    void a_repeat_that_the_rules_would_refuse_by_now_gives_the_stored_answer() {
        node.commands().dispatch(Samples.goPremium("acme"), Samples.by("jane"));
        node.commands().dispatch(Samples.cancel("acme"), WITH_KEY);

        assertThat(node.commands().dispatch(Samples.cancel("acme"), WITH_KEY).replayed())
                .isTrue();
    }

    @Test
    void the_key_is_looked_up_before_the_expected_version() {
        CommandContext context = WITH_KEY.withExpectedVersion(2);
        node.commands().dispatch(Samples.users("acme", 7), context);

        assertThat(node.commands().dispatch(Samples.users("acme", 7), context).replayed())
                .isTrue();
    }

    @Test
    void a_repeated_opening_gives_the_stored_answer() {
        DecidedCommand first = node.commands().dispatch(Samples.open("new"), WITH_KEY);

        assertThat(node.commands().dispatch(Samples.open("new"), WITH_KEY).events())
                .isEqualTo(first.events());
    }

    @Test
    void another_request_with_the_same_key_is_refused_whether_the_rules_would_accept_it_or_not() {
        node.commands().dispatch(Samples.users("acme", 7), WITH_KEY);
        CommandContext another = Samples.by("jane").withIdempotencyKey(new IdempotencyKey("service", "key", "other"));

        assertThatExceptionOfType(IdempotencyKeyReused.class)
                .isThrownBy(() -> node.commands().dispatch(Samples.users("acme", 8), another));
        assertThatExceptionOfType(IdempotencyKeyReused.class)
                .isThrownBy(() -> node.commands().dispatch(Samples.cancel("acme"), another));
        assertThat(node.events().after(0, 10)).hasSize(3);
    }

    @Test
    void callers_do_not_share_keys() {
        node.commands().dispatch(Samples.users("acme", 7), WITH_KEY);
        IdempotencyKey others = new IdempotencyKey("another service", "key", "other");

        assertThat(node.commands()
                        .dispatch(Samples.users("acme", 8), Samples.by("joe").withIdempotencyKey(others))
                        .replayed())
                .isFalse();
    }

    @Test
    void a_refusal_is_decided_anew() {
        assertThatExceptionOfType(CommandRejected.class)
                .isThrownBy(() -> node.commands().dispatch(Samples.cancel("acme"), WITH_KEY));
        node.commands().dispatch(Samples.goPremium("acme"), Samples.by("jane"));

        assertThat(node.commands().dispatch(Samples.cancel("acme"), WITH_KEY).replayed())
                .isFalse();
    }

    @Test
    void keys_older_than_thirty_days_go_the_oldest_first_and_younger_ones_stay() {
        node.bean(IdempotencyKeyPurge.class).close();
        store(25, 31);
        store(3, 29);
        node.commands().dispatch(Samples.users("acme", 7), WITH_KEY);
        IdempotencyKeys keys = node.bean(IdempotencyKeys.class);

        assertThat(List.of(keys.forgetOld(10), keys.forgetOld(10), keys.forgetOld(10), keys.forgetOld(10)))
                .containsExactly(10, 10, 5, 0);

        assertThat(storedKeys()).containsExactlyInAnyOrder("29 days 1", "29 days 2", "29 days 3", "key");
        assertThat(node.commands().dispatch(Samples.users("acme", 7), WITH_KEY).replayed())
                .isTrue();
    }

    @Test
    void old_keys_are_forgotten_again_and_again_however_many_they_are() {
        node.bean(IdempotencyKeyPurge.class).close();
        store(2_500, 31);
        store(1, 29);
        IdempotencyKeyPurge purge = new IdempotencyKeyPurge(node.bean(IdempotencyKeys.class), Duration.ofMillis(10));
        try (purge) {
            await().until(() -> storedKeys().equals(List.of("29 days 1")));

            store(1, 40);

            await().until(() -> storedKeys().equals(List.of("29 days 1")));
        }
    }

    @Test
    void a_start_forgets_the_old_keys() {
        node.bean(IdempotencyKeyPurge.class).close();
        store(1, 31);
        node.close();
        node = Node.on(database);

        await().until(() -> storedKeys().isEmpty());
    }

    /** So many of an age, each a microsecond older than the one before. */
    private void store(int count, int days) {
        node.jdbc()
                .sql("""
                        INSERT INTO idempotency_key
                          (caller, idempotency_key, request_hash, subscription_id, first_sequence, last_sequence, stored_at)
                        SELECT 'service', CONCAT(CAST(:days AS INTEGER), ' days ', n), 'hash', 'acme', 0, 0,
                          CURRENT_TIMESTAMP - CAST(:days AS INTEGER) * INTERVAL '1' DAY - n * INTERVAL '0.000001' SECOND
                        FROM %s AS numbers (n)""".formatted(
                        database.vendor() == Vendor.H2 ? "SYSTEM_RANGE(1, :count)" : "generate_series(1, :count)"))
                .param("count", count)
                .param("days", days)
                .update();
    }

    private List<String> storedKeys() {
        return node.jdbc()
                .sql("SELECT idempotency_key FROM idempotency_key")
                .query((row, n) -> row.getString(1))
                .list();
    }
}
