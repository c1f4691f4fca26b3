package com.kore.billing.app.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.FeedStream;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * 32 clients write over HTTP, each on a connection of its own, while followers of the feed are killed at random, in the middle of whatever
 * is on its way, and resume after what they have kept. What they have seen in the end is compared with the table, and with what the
 * clients were told.
 */
class FeedRacesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SEED = 20_260_115;
    private static final int CLIENTS = 32;
    private static final int CHANGES_PER_CLIENT = 25;
    private static final int STREAMS = 4;
    private static final int READERS_OF_LINES = 2;

    /** What is seen in one life at most; lines come many at a time. */
    private static final int STREAMED_MAX = 200;

    private static final int LINES_MAX = 30;
    private static final int KILLS_MIN = 5;
    private static final long NOT_KNOWN = Long.MAX_VALUE;

    /** Where clients write and followers follow. */
    enum Nodes {
        ONE_ON_H2,
        ONE_ON_POSTGRESQL,
        TWO_ON_POSTGRESQL
    }

    /** An event as it was seen, in the words of the feed and of the table alike. */
    private record Seen(long position, String subscription, long version) {
        static Seen in(String line) {
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

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource
    void a_follower_that_is_killed_at_random_has_seen_every_event_once_and_in_order(
            Nodes nodes, @TempDir Path directory) throws Exception {
        List<RunningService> services = start(nodes, directory);
        AtomicLong end = new AtomicLong(NOT_KNOWN);
        List<Future<Follower>> followers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < STREAMS; i++) {
                Follower follower = new Follower(services, end, new Random(SEED + i));
                followers.add(threads.submit(follower::followStreams));
            }
            for (int i = 0; i < READERS_OF_LINES; i++) {
                Follower follower = new Follower(services, end, new Random(SEED - 1 - i));
                followers.add(threads.submit(follower::followLines));
            }

            Map<String, Long> told = write(services, directory);
            awaitPaid(services.getFirst());
            EventReader events = services.getFirst().bean(EventReader.class);
            end.set(events.head());

            List<Seen> stored =
                    events.after(0, Integer.MAX_VALUE).stream().map(Seen::in).toList();
            assertThat(stored).hasSizeGreaterThan(CLIENTS * (1 + CHANGES_PER_CLIENT));
            told.forEach((subscription, version) -> assertThat(stored)
                    .filteredOn(event -> event.subscription().equals(subscription))
                    .extracting(Seen::version)
                    .startsWith(1L, 2L)
                    .contains(version)
                    .isSorted());
            for (Future<Follower> followed : followers) {
                Follower follower = followed.get();
                assertThat(follower.seen).as("seed " + SEED).isEqualTo(stored);
                assertThat(follower.kills).isGreaterThan(KILLS_MIN);
            }
        } finally {
            services.forEach(RunningService::close);
            client.close();
        }
    }

    private static List<RunningService> start(Nodes nodes, Path directory) {
        Path first = directory.resolve("first");
        return switch (nodes) {
            case ONE_ON_H2 -> List.of(RunningService.start(Vendor.H2, first, Map.of()));
            case ONE_ON_POSTGRESQL -> List.of(RunningService.start(Vendor.POSTGRESQL, first, Map.of()));
            case TWO_ON_POSTGRESQL -> {
                TestDatabase shared = TestDatabases.freshPostgres();
                yield List.of(
                        RunningService.on(shared, first, Map.of()),
                        RunningService.on(shared, directory.resolve("second"), Map.of()));
            }
        };
    }

    /** All clients at once; answers the version that each was told of its subscription last. */
    private static Map<String, Long> write(List<RunningService> services, Path directory) throws Exception {
        Map<String, Long> told = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int node = i % services.size();
                ServiceClient service =
                        new ServiceClient(services.get(node).base(), directory.resolve(node == 0 ? "first" : "second"));
                String id = "client-" + i;
                clients.add(threads.submit(() -> write(service, id)));
            }
            for (Future<Answer> written : clients) {
                assertThat(written).succeedsWithin(Duration.ofMinutes(2));
                Answer last = written.get();
                told.put(last.at("/subscriptionId"), Long.parseLong(last.at("/version")));
            }
        }
        return told;
    }

    /** Free changes, then a purchase, whose payment the service itself adds. */
    private static Answer write(ServiceClient service, String id) {
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"%s","accountName":"Acme","billingProfile":{"contactName":"Ada",\
                        "email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield",\
                        "postalCode":"12345","country":"US"}}}""".formatted(id)).is(201);
        for (int users = 2; users < CHANGES_PER_CLIENT + 2; users++) {
            service.post(
                            "service",
                            "/v1/subscriptions/" + id + "/change-managed-users",
                            "{\"managedUsers\":" + users + "}")
                    .is(200);
        }
        return service.post("service", "/v1/subscriptions/" + id + "/change-plan", """
                        {"plan":"premium","interval":"monthly","paymentMethod":{"kind":"card","token":"tok_visa",\
                        "brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2060}}""", "Prefer", "wait=5")
                .is(200);
    }

    private static void awaitPaid(ServiceClient service) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> service.get("service", "/v1/invoices?status=paid&limit=100")
                                .is(200)
                                .json()
                                .get("items")
                                .size()
                        == CLIENTS);
    }

    /** Keeps what it has seen through its deaths, now and then without the last few. Each life is on any node. */
    private final class Follower {
        private final List<RunningService> services;
        private final AtomicLong end;
        private final Random random;
        private final NavigableMap<Long, Seen> kept = new TreeMap<>();
        private final List<Seen> seen = new ArrayList<>();
        private int kills;

        Follower(List<RunningService> services, AtomicLong end, Random random) {
            this.services = services;
            this.end = end;
            this.random = random;
        }

        Follower followStreams() {
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

        Follower followLines() throws IOException, InterruptedException {
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
}
