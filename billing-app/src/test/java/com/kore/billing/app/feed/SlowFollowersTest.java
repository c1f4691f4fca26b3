package com.kore.billing.app.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.testing.FeedStream;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.SlowReader;
import com.kore.billing.app.testing.SmallSocketBuffers;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Followers that read slowly, not at all, or not any more. */
@ParameterizedClass
@EnumSource(Vendor.class)
class SlowFollowersTest {
    /** Far more than fits into the buffers of a socket, the window and a page. */
    private static final int EVENTS = RecentFrames.FRAMES_MAX + 500;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Vendor database;
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path dataDir;

    SlowFollowersTest(Vendor database) {
        this.database = database;
    }

    @AfterEach
    void close() {
        client.close();
    }

    private RunningService service(Map<String, String> settings) {
        return RunningService.start(database, dataDir, settings, SmallSocketBuffers.class);
    }

    private static List<Long> stored(RunningService service) {
        return service.bean(EventReader.class).after(0, 2 * EVENTS).stream()
                .map(StoredEvent::position)
                .toList();
    }

    @Test
    void one_that_does_not_read_holds_back_nobody_and_reads_on_from_where_it_stopped() throws IOException {
        try (RunningService service = service(Map.of());
                SlowReader slow = new SlowReader(service);
                FeedStream other = FeedStream.open(client, service, "/v1/events")) {
            ManyEvents.write(service, EVENTS);
            List<Long> stored = stored(service);

            assertThat(stored)
                    .hasSize(EVENTS)
                    .allSatisfy(position -> assertThat(other.next().position()).isEqualTo(position));
            assertThat(slow.readUpTo(stored.getLast())).isEqualTo(stored);
        }
    }

    @Test
    void one_that_never_reads_is_cut_and_one_that_is_idle_is_not() throws IOException {
        Map<String, String> impatient =
                Map.of("server.tomcat.connection-timeout", "500ms", "billing.feed.heartbeat", "100ms");
        try (RunningService service = service(impatient);
                FeedStream idle = FeedStream.open(client, service, "/v1/events?after=" + Long.MAX_VALUE)) {
            EventTail tail = service.bean(EventTail.class);
            ManyEvents.write(service, EVENTS);
            try (SlowReader slow = new SlowReader(service)) {
                await().atMost(PATIENCE).until(() -> tail.followers() == 2);
                await().atMost(PATIENCE).until(() -> tail.followers() == 1);
                int heartbeats = idle.heartbeats();
                await().atMost(PATIENCE).until(() -> idle.heartbeats() > heartbeats + 10);
                assertThatThrownByReading(slow, stored(service).getLast());
            }
        }
    }

    private static void assertThatThrownByReading(SlowReader slow, long position) {
        assertThatIOException().isThrownBy(() -> slow.readUpTo(position));
    }

    @Test
    void those_that_went_away_are_noticed_though_nothing_happens() {
        try (RunningService service = service(Map.of("billing.feed.heartbeat", "100ms"))) {
            EventTail tail = service.bean(EventTail.class);
            List<FeedStream> streams = IntStream.range(0, 20)
                    .mapToObj(i -> FeedStream.open(client, service, "/v1/events"))
                    .toList();
            await().atMost(PATIENCE).until(() -> tail.followers() == 20);

            streams.forEach(FeedStream::close);

            await().atMost(PATIENCE).until(() -> tail.followers() == 0);
        }
    }
}
