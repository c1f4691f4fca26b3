package com.kore.billing.app.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.FeedStream;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.SlowReader;
import com.kore.billing.app.testing.SmallSocketBuffers;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeedShutdownTest {
    /** A stop that waits for a stream waits for this long. */
    private static final Map<String, String> SETTINGS = Map.of(
            "spring.lifecycle.timeout-per-shutdown-phase", "10m",
            "server.tomcat.connection-timeout", "10m",
            "billing.feed.followers-max", "2");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void a_stop_ends_streams_at_once_though_one_is_not_read(Vendor database, @TempDir Path dataDir) throws IOException {
        RunningService service = RunningService.start(database, dataDir, SETTINGS, SmallSocketBuffers.class);
        for (int i = 0; i < 100; i++) {
            service.post(
                            "service",
                            "/v1/subscriptions",
                            "{\"subscriptionId\":\"acme-%d\",\"accountName\":\"Acme\"}".formatted(i))
                    .is(201);
        }
        try (FeedStream idle = FeedStream.open(client, service, "/v1/events?after=1000");
                SlowReader stuck = new SlowReader(service)) {
            idle.awaitBegun();
            stuck.readUpTo(1);
            Answer third = service.get("service", "/v1/events", "Accept", "text/event-stream");
            third.isRefused(503, "unavailable");
            assertThat(third.header("Retry-After")).isNotEmpty();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(service::close);

            assertThat(idle.awaitEnd()).isEmpty();
            await().atMost(PATIENCE).until(stopped::isDone);
            stopped.join();
        } finally {
            client.shutdownNow();
        }
    }
}
