package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands at once, on one node and on two: on H2 both nodes are contexts of one process. */
@ParameterizedClass
@EnumSource(Vendor.class)
class RacesTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");

    private final Node one;
    private final Node other;

    RacesTest(Vendor vendor) {
        TestDatabase database = TestDatabases.fresh(vendor);
        one = Node.on(database);
        other = Node.on(database);
        one.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
    }

    @AfterEach
    void stop() {
        other.close();
        one.close();
    }

    @Test
    void of_sixteen_cancellations_at_once_one_succeeds_and_fifteen_are_told_so() {
        one.commands().dispatch(Samples.goPremium("acme"), Samples.by("jane"));

        List<Object> outcomes = AtOnce.run(16, i -> nodes(i).dispatch(Samples.cancel("acme"), Samples.by("jane")));

        assertThat(outcomes).filteredOn(DecidedCommand.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(CommandRejected.class::isInstance)
                .hasSize(15)
                .allSatisfy(refusal ->
                        assertThat(((CommandRejected) refusal).code()).isEqualTo("already-canceled"));
    }

    @Test
    void commands_at_once_are_decided_one_after_another_and_all_are_stored() {
        List<Object> outcomes =
                AtOnce.run(40, i -> nodes(i).dispatch(Samples.users("acme", 100 + i), Samples.by("jane")));

        assertThat(outcomes).hasOnlyElementsOfType(DecidedCommand.class);
        assertThat(one.events().ofSubscription(ACME))
                .extracting(StoredEvent::sequence)
                .containsExactlyElementsOf(
                        IntStream.range(0, 42).mapToObj(Long::valueOf).toList());
    }

    @Test
    void openings_at_once_in_any_case_open_one_subscription() {
        List<String> spellings = List.of("Riga", "RIGA", "riga", "rIga");

        List<Object> outcomes =
                AtOnce.run(16, i -> nodes(i).dispatch(Samples.open(spellings.get(i / 2 % 4)), Samples.by("jane")));

        assertThat(outcomes).filteredOn(DecidedCommand.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(CommandRejected.class::isInstance)
                .hasSize(15)
                .allSatisfy(refusal ->
                        assertThat(((CommandRejected) refusal).code()).isEqualTo("subscription-exists"));
    }

    @Test
    void sixteen_repeats_of_one_key_have_one_effect_and_one_answer() {
        for (int round = 0; round < 5; round++) {
            IdempotencyKey key = new IdempotencyKey("service", "key-" + round, "hash");
            int users = 10 + round;

            List<Object> outcomes = AtOnce.run(
                    16,
                    i -> nodes(i).dispatch(
                                    Samples.users("acme", users),
                                    Samples.by("jane").withIdempotencyKey(key)));

            assertThat(outcomes).hasOnlyElementsOfType(DecidedCommand.class);
            assertThat(outcomes.stream()
                            .map(DecidedCommand.class::cast)
                            .map(DecidedCommand::events)
                            .distinct())
                    .hasSize(1);
            assertThat(outcomes.stream().map(DecidedCommand.class::cast).filter(answer -> !answer.replayed()))
                    .hasSize(1);
        }
        assertThat(one.events().ofSubscription(ACME)).hasSize(7);
    }

    @Test
    void a_refusal_decided_on_a_stale_state_is_decided_again_from_the_store() {
        one.commands().dispatch(Samples.goPremium("acme"), Samples.by("jane"));
        one.commands().dispatch(Samples.cancel("acme"), Samples.by("jane"));
        assertThatExceptionOfType(CommandRejected.class)
                .isThrownBy(() -> other.commands().dispatch(Samples.cancel("acme"), Samples.by("jane")));
        other.bean(SubscriptionReader.class).ask(ACME, subscription -> "cached");
        one.commands().dispatch(Samples.withdrawCancellation("acme"), Samples.by("jane"));

        assertThat(other.commands()
                        .dispatch(Samples.cancel("acme"), Samples.by("jane"))
                        .version())
                .isEqualTo(8);
    }

    @Test
    void a_version_conflict_decided_on_a_stale_state_is_decided_again_from_the_store() {
        other.bean(SubscriptionReader.class).ask(ACME, subscription -> "cached");
        one.commands().dispatch(Samples.users("acme", 4), Samples.by("jane"));

        assertThat(other.commands()
                        .dispatch(Samples.users("acme", 5), Samples.by("jane").withExpectedVersion(3))
                        .version())
                .isEqualTo(4);
    }

    @Test
    void a_command_accepted_on_a_stale_state_is_overtaken_and_decided_again() {
        other.bean(SubscriptionReader.class).ask(ACME, subscription -> "cached");
        one.commands().dispatch(Samples.users("acme", 4), Samples.by("jane"));

        assertThat(other.commands()
                        .dispatch(Samples.users("acme", 5), Samples.by("jane"))
                        .version())
                .isEqualTo(4);
    }

    private CommandDispatcher nodes(int i) {
        return (i % 2 == 0 ? one : other).commands();
    }
}
