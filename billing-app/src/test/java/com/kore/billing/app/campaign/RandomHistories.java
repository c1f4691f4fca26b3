package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Vendor;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random histories over HTTP against the oracle, on each database, that nobody has seen yet, and those that were kept. Few, as each step lets time pass for all;
 * {@link RandomHistoriesInMemoryTest} plays many, and {@link FullCampaign} as many as asked for.
 */
abstract class RandomHistories {
    private static final int HISTORIES = 12;

    /** Few, because a command that is refused payment-pending is answered only after 5 s. */
    private static final double PATIENCE = 0.02;

    abstract Vendor database();

    @Test
    void service_and_oracle_agree_on_a_fresh_seed() {
        agree(Batch.of(freshSeed(), HISTORIES, PATIENCE));
    }

    @Test
    void service_and_oracle_agree_on_contracts() {
        agree(Batch.of(freshSeed(), HISTORIES / 2, PATIENCE).withContracts());
    }

    @Test
    void nothing_is_missed_or_doubled_while_the_service_is_down_again_and_again() {
        agree(Batch.throughDowntimes(freshSeed(), HISTORIES));
    }

    @Test
    void service_and_oracle_agree_on_what_was_kept() {
        for (List<History> histories : KeptHistories.together()) {
            Instant from = histories.stream()
                    .map(history -> history.steps().getFirst().at())
                    .min(Instant::compareTo)
                    .orElseThrow();
            Disagreements disagreements = new Disagreements(rules -> HttpSubject.start(database(), rules, from));

            assertThat(disagreements.in(histories)).isEmpty();
        }
    }

    private static long freshSeed() {
        return new Random().nextLong(1_000_000_000);
    }

    private void agree(Batch batch) {
        System.out.println(batch);
        Disagreements disagreements = new Disagreements(rules -> HttpSubject.start(database(), rules, Batch.FROM));

        assertThat(disagreements.in(batch.generate())).isEmpty();
    }
}
