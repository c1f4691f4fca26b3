package com.kore.billing.app.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.testing.FeedStream;
import com.kore.billing.app.testing.RunningService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A follower of the feed that is killed at random, in the middle of whatever is on its way, and comes back on any node: after what it has
 * kept, now and then without the last few.
 */
final class MortalFollower {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What is seen in one life at most; lines come many at a time. */
    private static final int STREAMED_MAX = 200;

    private static final int LINES_MAX = 30;

    private final HttpClient client;
    private final List<RunningService> services;
    private final AtomicLong end;
    private final Random random;
    private final NavigableMap<Long, Seen> kept = new TreeMap<>();
    private final List<Seen> seen = new ArrayList<>();
    private int kills;

    /** @param end the position of the last event, once it is known; until then beyond all */
    MortalFollower(HttpClient client, List<RunningService> services, AtomicLong end, Random random) {
        this.client = client;
        this.services = services;
        this.end = end;
        this.random = random;
    }

    /** An event as it was seen, in the words of the feed and of the table alike. */
    record Seen(long position, String subscription, long version) {
        private static Seen in(String line) {
            JsonNode event = JSON.readTree(line);
            return new Seen(
                    event.get("position").asLong(),
                    event.get("subscriptionId").asString(),
                    event.get("version").asLong());
        }

        static Seen in(StoredEvent stored) {
            return new Seen(stored.position(), stored.subscriptionId().value(), stored.sequence() + 1);
        }
    }

    /** All of them, each once, in the order of seeing. */
    List<Seen> seen() {
        return seen;
    }

    /** How often it was cut before there was nothing left. */
    int kills() {
        return kills;
    }

    MortalFollower followStreams() {
        while (!isAtTheEnd()) {
            long last = resumesAfter();
            try (FeedStream stream =
                    FeedStream.open(client, anyNode(), "/v1/events", "Last-Event-ID", Long.toString(last))) {
                for (int left = 1 + random.nextInt(STREAMED_MAX); left > 0 && !isAtTheEnd(); ) {
                    Optional<FeedStream.Item> item = stream.poll(Duration.ofMillis(50));
                    if (item.isPresent()) {
                        last = see(item.get().data(), last);
                        left--;
                    }
                }
            }
            kills++;
        }
        return this;
    }

    MortalFollower followLines() throws IOException, InterruptedException {
        while (!isAtTheEnd()) {
            long last = resumesAfter();
            RunningService node = anyNode();
            HttpRequest request = node.request("/v1/events?limit=10000&after=" + last)
                    .header("Authorization", "Bearer " + node.token("service"))
                    .build();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                for (int left = 1 + random.nextInt(LINES_MAX); left > 0 && line != null; left--) {
                    last = see(line, last);
                    line = lines.readLine();
                }
                kills += line == null ? 0 : 1;
            }
        }
        return this;
    }

    private long resumesAfter() {
        return kept.descendingKeySet().stream()
                .skip(random.nextInt(4))
                .findFirst()
                .orElse(0L);
    }

    private RunningService anyNode() {
        return services.get(random.nextInt(services.size()));
    }

    /** Answers its position; within a life they ascend. */
    private long see(String line, long last) {
        Seen event = Seen.in(line);
        assertThat(event.position()).isGreaterThan(last);
        if (kept.put(event.position(), event) == null) {
            seen.add(event);
        }
        return event.position();
    }

    private boolean isAtTheEnd() {
        return !kept.isEmpty() && kept.lastKey() >= end.get();
    }
}
