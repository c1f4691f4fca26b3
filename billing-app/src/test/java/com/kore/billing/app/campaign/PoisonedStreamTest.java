package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.campaign.CommandStream.Trouble;
import com.kore.billing.app.testing.Commit;
import com.kore.billing.app.testing.Letters;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.app.testing.Verified;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * One in a hundred events of a stream cannot be taken by the read models (R5): some fail in code, some are refused by the database. Two
 * services, each on a database of its own, are sent the same commands, block by block in turn, so that whatever else the machine does meets
 * both; one of the databases is poisoned. What a {@link LagMeter} measures of sound accounts is printed as the medians of the blocks, and not
 * asserted, because a machine that does other things can make anything of it. Then the causes are mended, one after the other, and what waits
 * is retried over HTTP.
 *
 * <p>{@code mvn verify} sends 2,000 commands to each, {@code mvn -Pcampaign verify} 100,000; {@code -Dcampaign.poisoned} of how many one in a
 * hundred is another number, {@code -Dcampaign.pace} commands a second, {@code -Dcampaign.on=h2} or {@code postgresql} one database, {@code
 * -Dcampaign.seed} the same commands again.
 */
class PoisonedStreamTest {
    private static final int POISONED = Integer.getInteger("campaign.poisoned", 20);
    private static final int EVENTS = POISONED * CommandStream.ONE_POISONED_IN;
    private static final int PACE = Integer.getInteger("campaign.pace", 400);
    private static final long SEED = Long.getLong("campaign.seed", new Random().nextLong(1_000_000_000));
    private static final String ON = System.getProperty("campaign.on", "both");
    private static final int BLOCKS = 10;
    private static final int WARM_UP = Math.min(EVENTS / BLOCKS, 2000);
    private static final double RATIO_GOAL = 2.0;
    private static final double P50 = 0.50;
    private static final double P99 = 0.99;
    private static final int PAGE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Set<Trouble> BOTH = Set.of(Trouble.REFUSED, Trouble.UNREADABLE);

    @TempDir
    private Path directory;

    /** A service with its clients. */
    private static final class Side implements AutoCloseable {
        private final RunningService service;
        private final SteadyClients clients;
        private final CommandStream stream = new CommandStream(SEED, POISONED);
        private final List<Lags> blocks = new ArrayList<>();

        Side(RunningService service) {
            this.service = service;
            this.clients = new SteadyClients(service, PACE);
        }

        void warmUp() throws Exception {
            clients.open(stream.accounts().toList());
            clients.send(WARM_UP, stream::harmless);
        }

        @Override
        public void close() {
            clients.close();
        }

        void play() throws Exception {
            blocks.add(clients.send(EVENTS / BLOCKS, stream::next));
        }
    }

    static Stream<Vendor> databases() {
        return Arrays.stream(Vendor.values()).filter(vendor -> ON.equals("both") || ON.equalsIgnoreCase(vendor.name()));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void others_hardly_notice_them_and_what_waits_is_drained_in_order(Vendor vendor) throws Exception {
        try (RunningService cleanService = start(vendor, "clean");
                RunningService poisonedService = start(vendor, "poisoned");
                Side clean = new Side(cleanService);
                Side poisoned = new Side(poisonedService)) {
            Poison poison = new Poison(poisonedService, vendor);
            clean.warmUp();
            poisoned.warmUp();
            poison.spread();
            for (int block = 0; block < BLOCKS; block++) {
                for (Side side : block % 2 == 0 ? List.of(clean, poisoned) : List.of(poisoned, clean)) {
                    side.play();
                }
                tellBlock(vendor, block, clean, poisoned);
            }
            assertThatWhatWaitsIsPoisonedOrBehind(poisoned);
            tell(vendor, clean, poisoned);
            drain(vendor, poisoned, poison);
            assertThat(new Letters(cleanService).waiting()).isEmpty();
            Verified.withoutDifferences(cleanService);
        }
    }

    private RunningService start(Vendor vendor, String name) throws Exception {
        return RunningService.start(vendor, Files.createDirectory(directory.resolve(name)), Map.of());
    }

    private static void assertThatWhatWaitsIsPoisonedOrBehind(Side poisoned) {
        List<String> expected = poisoned.clients.sick().waiting(BOTH);
        Letters letters = new Letters(poisoned.service);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(letters.waiting()).isEqualTo(expected));
        List<String> listed = new ArrayList<>();
        Set<String> accounts = new HashSet<>();
        for (JsonNode letter : letters.all(PAGE)) {
            String account = letter.get("subscriptionId").asString();
            listed.add(account + " " + letter.get("sequence").asLong());
            assertThat(letter.get("cause").isNull())
                    .as("%s waits for one before it", letter)
                    .isEqualTo(!accounts.add(account));
        }
        assertThat(listed).isEqualTo(expected);
        assertThat(poisoned.clients.sick().count(BOTH)).isEqualTo(POISONED);
    }

    /** First one cause is mended, so that accounts go on until they meet the other one; then that, while clients go on. */
    private static void drain(Vendor vendor, Side poisoned, Poison poison) throws Exception {
        Letters letters = new Letters(poisoned.service);
        int letterCount = letters.waiting().size();
        long begun = System.nanoTime();
        Lags meanwhile;
        try (DrainWatch watch = new DrainWatch(poisoned.service);
                ExecutorService clients = Executors.newSingleThreadExecutor()) {
            poison.mendRefused();
            List<String> unreadable = poisoned.clients.sick().waiting(Set.of(Trouble.UNREADABLE));
            retryUntil(() -> letters.waiting().equals(unreadable), letters);
            poison.mendUnreadable();
            Future<Lags> block =
                    clients.submit(() -> poisoned.clients.send(EVENTS / BLOCKS, poisoned.stream::harmless));
            retryUntil(() -> block.isDone() && letters.waiting().isEmpty(), letters);
            meanwhile = block.get();
            poisoned.clients.awaitAllSeen();
            assertThat(watch.end()).as("advances that were seen").isPositive();
        }
        System.out.printf(
                Locale.ROOT,
                "R5 on=%s seed=%d commit=%s drained=%d in-ms=%d p99-meanwhile-ms=%.1f%n",
                vendor,
                SEED,
                Commit.SHORT,
                letterCount,
                Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                meanwhile.millis(P99));
        Verified.withoutDifferences(poisoned.service);
    }

    private static void retryUntil(Callable<Boolean> done, Letters letters) {
        await().atMost(PATIENCE).until(() -> {
            letters.retry();
            return done.call();
        });
    }

    private static void tellBlock(Vendor vendor, int block, Side clean, Side poisoned) {
        System.out.printf(
                Locale.ROOT,
                "R5 on=%s block=%d p99-clean-ms=%.1f p99-poisoned-ms=%.1f%n",
                vendor,
                block + 1,
                clean.blocks.getLast().millis(P99),
                poisoned.blocks.getLast().millis(P99));
    }

    private static void tell(Vendor vendor, Side clean, Side poisoned) {
        System.out.printf(
                Locale.ROOT,
                "R5 on=%s seed=%d commit=%s events=%d poisoned=%d waiting=%d pace=%d p50-clean-ms=%.1f p50-poisoned-ms=%.1f"
                        + " p99-clean-ms=%.1f p99-poisoned-ms=%.1f ratio=%.2f goal=%.1f p99-of-all-clean-ms=%.1f p99-of-all-poisoned-ms=%.1f%n",
                vendor,
                SEED,
                Commit.SHORT,
                EVENTS,
                POISONED,
                poisoned.clients.sick().waiting(BOTH).size(),
                PACE,
                Lags.median(clean.blocks, P50),
                Lags.median(poisoned.blocks, P50),
                Lags.median(clean.blocks, P99),
                Lags.median(poisoned.blocks, P99),
                Lags.median(poisoned.blocks, P99) / Lags.median(clean.blocks, P99),
                RATIO_GOAL,
                Lags.of(clean.blocks).millis(P99),
                Lags.of(poisoned.blocks).millis(P99));
    }
}
