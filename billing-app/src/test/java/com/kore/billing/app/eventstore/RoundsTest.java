package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.ErringConnections;
import com.kore.billing.app.testing.FeedStream;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is done round after round is done again, whatever goes wrong. */
@ExtendWith(OutputCaptureExtension.class)
class RoundsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<String> THREADS =
            Set.of("event-head-watch", "stalled-sessions", "event-tail", "proof-tree", "dead-letter-rounds", "replay");

    @Test
    void one_that_fails_is_told_once_until_one_goes_well_and_an_error_once_more(CapturedOutput output) {
        Deque<Throwable> failures = new ArrayDeque<>(List.of(
                new IllegalStateException("first"),
                new IllegalStateException("second"),
                new NoClassDefFoundError("third"),
                new NoClassDefFoundError("fourth"),
                new IllegalStateException("fifth")));
        Rounds all = new Rounds(
                LoggerFactory.getLogger(RoundsTest.class),
                Level.WARN,
                "a round of a test failed",
                () -> fail(failures));

        for (int round = 0; round < 6; round++) {
            all.run();
        }
        failures.add(new NoClassDefFoundError("seventh"));
        all.run();

        assertThat(output.getAll().lines().filter(line -> line.contains("a round of a test failed")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("WARN"),
                        third -> assertThat(third).contains("ERROR"),
                        seventh -> assertThat(seventh).contains("ERROR"));
        assertThat(output)
                .contains(
                        "IllegalStateException: first", "NoClassDefFoundError: third", "NoClassDefFoundError: seventh");
    }

    /** With the next of these, or not at all if there is none left. */
    private static void fail(Deque<Throwable> failures) {
        switch (failures.poll()) {
            case null -> {}
            case Error error -> throw error;
            case Throwable failure -> throw (RuntimeException) failure;
        }
    }

    @Test
    void what_cannot_even_be_told_is_survived() {
        Rounds unspeakable = new Rounds(LoggerFactory.getLogger(RoundsTest.class), Level.WARN, "", () -> {
            throw new NoClassDefFoundError() {
                @Override
                public String getMessage() {
                    throw new OutOfMemoryError("of a test");
                }
            };
        });

        unspeakable.run();
        unspeakable.run();
    }

    @Test
    void an_error_ends_nothing_that_is_to_go_on_as_long_as_the_service_runs(@TempDir Path dataDir) throws Exception {
        try (RunningService service = RunningService.start(
                        Vendor.POSTGRESQL, dataDir, Map.of("billing.feed.heartbeat", "1s"), ErringConnections.class);
                HttpClient client = HttpClient.newHttpClient();
                FeedStream stream = FeedStream.open(client, service, "/v1/events")) {
            stream.awaitBegun();
            ErringConnections.Errors errors = service.bean(ErringConnections.Errors.class);
            errors.letFail(THREADS);
            service.post("admin", "/v1/subscriptions", "{\"subscriptionId\":\"acme\",\"accountName\":\"Acme\"}")
                    .is(201);

            await().dontCatchUncaughtExceptions()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(errors.goneOn()).isEqualTo(THREADS));
            assertThat(stream.next()).isNotNull();
        }
    }
}
