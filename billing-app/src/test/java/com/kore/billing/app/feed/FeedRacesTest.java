package com.kore.billing.app.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.feed.MortalFollower.Seen;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/**
 * 32 clients write over HTTP, each on a connection of its own, while followers of the feed are killed at random, in the middle of whatever
 * is on its way, and resume after what they have kept. What they have seen in the end is compared with the table, and with what the
 * clients were told.
 */
class FeedRacesTest {
    private static final long SEED = 20_260_115;
    private static final int CLIENTS = 32;
    private static final int CHANGES_PER_CLIENT = 25;
    private static final int STREAMS = 4;
    private static final int READERS_OF_LINES = 2;
    private static final int KILLS_MIN = 5;
    private static final long NOT_KNOWN = Long.MAX_VALUE;

    /** Where clients write and followers follow. */
    enum Nodes {
        ONE_ON_H2,
        ONE_ON_POSTGRESQL,
        TWO_ON_POSTGRESQL
    }

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource
    void a_follower_that_is_killed_at_random_has_seen_every_event_once_and_in_order(
            Nodes nodes, @TempDir Path directory) throws Exception {
        List<RunningService> services = start(nodes, directory);
        AtomicLong end = new AtomicLong(NOT_KNOWN);
        List<Future<MortalFollower>> followers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < STREAMS; i++) {
                    MortalFollower follower = new MortalFollower(client, services, end, new Random(SEED + i));
                    followers.add(threads.submit(follower::followStreams));
                }
                for (int i = 0; i < READERS_OF_LINES; i++) {
                    MortalFollower follower = new MortalFollower(client, services, end, new Random(SEED - 1 - i));
                    followers.add(threads.submit(follower::followLines));
                }

                Map<String, Long> told = write(services, directory);
                awaitPaid(services.getFirst());
                EventReader events = services.getFirst().bean(EventReader.class);
                end.set(events.head());

                List<Seen> stored = events.after(0, Integer.MAX_VALUE).stream()
                        .map(Seen::in)
                        .toList();
                assertThat(stored).hasSizeGreaterThan(CLIENTS * (1 + CHANGES_PER_CLIENT));
                told.forEach((subscription, version) -> assertThat(stored)
                        .filteredOn(event -> event.subscription().equals(subscription))
                        .extracting(Seen::version)
                        .startsWith(1L, 2L)
                        .contains(version)
                        .isSorted());
                for (Future<MortalFollower> followed : followers) {
                    MortalFollower follower = followed.get();
                    assertThat(follower.seen()).as("seed " + SEED).isEqualTo(stored);
                    assertThat(follower.kills()).isGreaterThan(KILLS_MIN);
                }
            } finally {
                // Should a client fail, nobody waits for an end that does not come.
                threads.shutdownNow();
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
}
