package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Commit;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.SubscriptionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One idempotency key from fifty threads, round after round; on PostgreSQL from three nodes. In full: {@code mvn -Pcampaign verify}, or
 * {@code -Dcampaign.rounds=1000} with this class.
 */
class IdempotencyRoundsTest {
    private static final int THREADS = 50;
    private static final int ROUNDS = Integer.getInteger("campaign.rounds", 20);
    private static final SubscriptionId ACME = new SubscriptionId("acme");

    @ParameterizedTest
    @EnumSource
    void every_round_has_one_effect_and_fifty_answers_alike(Vendor vendor) {
        TestDatabase database = TestDatabases.fresh(vendor);
        List<Node> nodes = new ArrayList<>(List.of(Node.on(database)));
        if (vendor == Vendor.POSTGRESQL) {
            nodes.add(Node.on(database));
            nodes.add(Node.on(database));
        }
        long begun = System.nanoTime();
        try {
            nodes.getFirst().commands().dispatch(Samples.open("acme"), Samples.by("jane"));
            int before = nodes.getFirst().events().ofSubscription(ACME).size();
            for (int round = 0; round < ROUNDS; round++) {
                play(nodes, round);
            }
            assertThat(nodes.getFirst().events().ofSubscription(ACME)).hasSize(before + ROUNDS);
            System.out.printf(
                    "R3 on=%s commit=%s nodes=%d threads=%d rounds=%d effects=%d seconds=%d%n",
                    vendor,
                    Commit.SHORT,
                    nodes.size(),
                    THREADS,
                    ROUNDS,
                    nodes.getFirst().events().ofSubscription(ACME).size() - before,
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        } finally {
            nodes.forEach(Node::close);
        }
    }

    private static void play(List<Node> nodes, int round) {
        // No round asks for the number of users that there are: three to begin with.
        int users = 4 + round;
        CommandContext context =
                Samples.by("jane").withIdempotencyKey(new IdempotencyKey("service", "round-" + round, "same"));
        List<DecidedCommand> answers = AtOnce.run(
                        THREADS,
                        thread -> nodes.get(thread % nodes.size())
                                .commands()
                                .dispatch(Samples.users("acme", users), context))
                .stream()
                .map(DecidedCommand.class::cast)
                .toList();

        assertThat(answers).filteredOn(answer -> !answer.replayed()).hasSize(1);
        assertThat(answers)
                .extracting(DecidedCommand::events)
                .allMatch(events -> events.equals(answers.getFirst().events()));
    }
}
