package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories in memory against the oracle: fixed seeds, some that nobody has seen yet, and those that were kept. */
class RandomHistoriesInMemoryTest {
    private static final int HISTORIES = 50;
    private static final int FRESH_SEEDS = 10;

    /** Memory does not wait, so commands may be refused payment-pending in any of them. */
    private static final double PATIENCE = 1;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 13})
    void service_and_oracle_agree_on_fixed_seeds(long seed) {
        agree(Batch.of(seed, HISTORIES, PATIENCE));
        agree(Batch.throughDowntimes(seed, HISTORIES));
        agree(Batch.whereClocksGoBack(seed, HISTORIES));
    }

    @Test
    void service_and_oracle_agree_on_fresh_seeds() {
        long first = new Random().nextLong(1_000_000_000);
        for (long seed = first; seed < first + FRESH_SEEDS; seed++) {
            agree(Batch.of(seed, HISTORIES, PATIENCE));
            agree(Batch.throughDowntimes(seed, HISTORIES));
            agree(Batch.whereClocksGoBack(seed, HISTORIES));
        }
    }

    static List<History> kept() {
        return KeptHistories.all();
    }

    @ParameterizedTest
    @MethodSource("kept")
    void service_and_oracle_agree_on_what_was_kept(History history) {
        assertThat(new Disagreements(MemorySubject::new).in(List.of(history))).isEmpty();
    }

    /** On the like with contracts too. */
    private static void agree(Batch batch) {
        for (Batch each : List.of(batch, batch.withContracts())) {
            System.out.println(each);

            assertThat(new Disagreements(MemorySubject::new).in(each.generate()))
                    .isEmpty();
        }
    }
}
