package com.kore.billing.app.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.CountedConnections;
import com.kore.billing.app.testing.FeedStream;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThousandFollowersTest {
    private static final int FOLLOWERS = 1_000;

    /** Far below one for each, and far above what a node asks on its own. */
    private static final long FEW = FOLLOWERS / 5;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpClient client = HttpClient.newBuilder().executor(threads).build();
    private final List<FeedStream> streams = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void a_thousand_idle_followers_cost_no_queries_and_no_threads_and_all_hear_of_an_event(
            Vendor database, @TempDir Path dataDir) {
        try (RunningService service = RunningService.start(
                database, dataDir, Map.of("billing.feed.heartbeat", "1s"), CountedConnections.class)) {
            CountedConnections.Count asked = service.bean(CountedConnections.Count.class);
            open(service, "first");
            int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();

            for (int i = 0; i < FOLLOWERS; i++) {
                streams.add(FeedStream.open(client, service, "/v1/events"));
            }
            awaitAll(stream -> stream.poll(Duration.ZERO).isPresent());
            assertThat(service.bean(EventTail.class).followers()).isEqualTo(FOLLOWERS);

            long askedBeforeIdling = asked.get();
            awaitAll(stream -> stream.heartbeats() >= 2);
            assertThat(asked.get() - askedBeforeIdling).isLessThan(FEW);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore)
                    .isLessThan(FOLLOWERS / 10);

            long askedBeforeTheEvent = asked.get();
            open(service, "second");
            awaitAll(stream -> stream.poll(Duration.ZERO)
                    .filter(item -> item.data().contains("\"second\""))
                    .isPresent());
            assertThat(asked.get() - askedBeforeTheEvent).isLessThan(FEW);

            streams.forEach(FeedStream::close);
            await().atMost(PATIENCE).until(() -> service.bean(EventTail.class).followers() == 0);
        } finally {
            client.shutdownNow();
            threads.shutdown();
        }
    }

    private static void open(RunningService service, String id) {
        service.post(
                        "service",
                        "/v1/subscriptions",
                        "{\"subscriptionId\":\"%s\",\"accountName\":\"Acme\"}".formatted(id))
                .is(201);
    }

    private void awaitAll(Predicate<FeedStream> arrived) {
        List<FeedStream> missing = new ArrayList<>(streams);
        await().atMost(PATIENCE).until(() -> {
            missing.removeIf(arrived);
            return missing.isEmpty();
        });
    }
}
