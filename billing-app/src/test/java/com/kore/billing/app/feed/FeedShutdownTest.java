package com.kore.billing.app.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.FeedStream;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.SlowReader;
import com.kore.billing.app.testing.SmallSocketBuffers;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of streams when the service stops. */
@ParameterizedClass
@EnumSource(Vendor.class)
class FeedShutdownTest {
    /** A stop that waits for a stream, or for its socket, waits for this long. */
    private static final Map<String, String> SETTINGS = Map.of(
            "spring.lifecycle.timeout-per-shutdown-phase", "10m",
            "server.tomcat.connection-timeout", "10m");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Far more than fits into the buffers of a socket. */
    private static final int EVENTS = 500;

    private static final int NOT_READ = 5;

    private final Vendor database;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<SlowReader> notRead = new ArrayList<>();

    @TempDir
    private Path dataDir;

    private RunningService service;

    FeedShutdownTest(Vendor database) {
        this.database = database;
    }

    @BeforeEach
    void start() {
        service = RunningService.start(database, dataDir, SETTINGS, SmallSocketBuffers.class);
    }

    @AfterEach
    void close() throws IOException {
        client.shutdownNow();
        for (SlowReader reader : notRead) {
            reader.close();
        }
        service.close();
    }

    /** Opens streams and stops reading them; what another has read after them is far more than they can take. */
    private void openWithoutReading() throws IOException {
        for (int i = 0; i < NOT_READ; i++) {
            SlowReader reader = new SlowReader(service);
            notRead.add(reader);
            reader.readUpTo(1);
        }
        try (FeedStream other = FeedStream.open(client, service, "/v1/events")) {
            IntStream.range(0, EVENTS).forEach(i -> other.next());
        }
    }

    @Test
    void a_stop_ends_every_stream_in_order_and_is_not_held_by_those_that_are_not_read() throws IOException {
        ManyEvents.write(service, EVENTS);
        openWithoutReading();
        FeedStream idle = FeedStream.open(client, service, "/v1/events?after=" + Long.MAX_VALUE);
        FeedStream reading = FeedStream.open(client, service, "/v1/events");
        idle.awaitBegun();
        reading.next();

        Thread stop = Thread.ofPlatform().daemon().start(service::close);

        assertThat(idle.awaitEnd()).isEmpty();
        assertThat(reading.awaitEnd()).isEmpty();
        await().atMost(PATIENCE).until(() -> !stop.isAlive());
    }
}
