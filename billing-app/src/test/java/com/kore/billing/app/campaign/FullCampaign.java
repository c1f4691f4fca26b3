package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.oracle.HouseRules;
import com.kore.billing.app.testing.Commit;
import com.kore.billing.app.testing.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * As many histories as asked for: {@code mvn -Pcampaign verify -Dcampaign.histories=20000}. Every batch has a seed of its own, a catalog, a
 * dunning schedule and a subject; it goes on after a disagreement, and fails in the end. Settings are system properties:
 *
 * <ul>
 *   <li>{@code campaign.on}: {@code memory} unless given; {@code h2} or {@code postgresql} for the whole service over HTTP
 *   <li>{@code campaign.histories}: how many, 20,000 of R7 and half as many of R6 unless given, and half of each again with contracts
 *   <li>{@code campaign.batch}: how many of them at most share a subject, 250 unless given
 *   <li>{@code campaign.seed}: of the first batch, the others count on; fresh unless given
 * </ul>
 */
class FullCampaign {
    private static final String ON = System.getProperty("campaign.on", "memory");
    private static final int HISTORIES = Integer.getInteger("campaign.histories", 20_000);
    private static final int BATCH = Integer.getInteger("campaign.batch", 250);
    private static final long FIRST_SEED = Long.getLong("campaign.seed", new Random().nextLong(1_000_000_000));

    /** Over HTTP a command that is refused payment-pending is answered only after 5 s. */
    private static final double PATIENCE = ON.equals("memory") ? 1 : 0.01;

    private final List<String> found = new ArrayList<>();
    private long steps;

    private static Subject subject(HouseRules rules, Instant from) {
        return ON.equals("memory")
                ? new MemorySubject(rules)
                : HttpSubject.start(Vendor.valueOf(ON.toUpperCase(Locale.ROOT)), rules, from);
    }

    /** Of a batch, some of which begin where clocks went back over midnight, years before the others. */
    private static String different(List<History> batch) {
        Instant from = batch.stream()
                .map(history -> history.steps().getFirst().at())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new Disagreements(rules -> subject(rules, from)).in(batch);
    }

    private interface Batches {
        Batch of(long seed, int size);
    }

    @Test
    void r7_service_and_oracle_agree() {
        play("R7", HISTORIES, (seed, size) -> Batch.of(seed, size, PATIENCE));
    }

    @Test
    void r7_service_and_oracle_agree_on_contracts() {
        play(
                "R7-contracts",
                HISTORIES / 2,
                (seed, size) -> Batch.of(seed, size, PATIENCE).withContracts());
    }

    @Test
    void r7_service_and_oracle_agree_on_contracts_where_clocks_go_back_over_midnight() {
        play(
                "R7-clocks-contracts",
                HISTORIES / 20,
                (seed, size) -> Batch.whereClocksGoBack(seed, size).withContracts());
    }

    @Test
    void r6_nothing_of_contracts_is_missed_or_doubled_while_the_service_is_down_again_and_again() {
        play(
                "R6-contracts",
                HISTORIES / 4,
                (seed, size) -> Batch.throughDowntimes(seed, size).withContracts());
    }

    @Test
    void r7_service_and_oracle_agree_where_clocks_go_back_over_midnight() {
        play("R7-clocks", HISTORIES / 10, Batch::whereClocksGoBack);
    }

    @Test
    void r6_nothing_is_missed_or_doubled_while_the_service_is_down_again_and_again() {
        play("R6", HISTORIES / 2, Batch::throughDowntimes);
    }

    private void play(String figure, int histories, Batches batches) {
        long begun = System.nanoTime();
        for (int done = 0; done < histories; done += BATCH) {
            long seed = FIRST_SEED + done / BATCH;
            List<History> batch =
                    batches.of(seed, Math.min(BATCH, histories - done)).generate();
            steps += batch.stream().mapToInt(history -> history.steps().size()).sum();
            String different = different(batch);
            if (!different.isEmpty()) {
                found.add(different);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s on=%s seed=%d commit=%s histories=%d steps=%d batches-that-differ=%d seconds=%d%n%s",
                    figure,
                    ON,
                    seed,
                    Commit.SHORT,
                    done + batch.size(),
                    steps,
                    found.size(),
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    different);
        }
        assertThat(found).isEmpty();
    }
}
