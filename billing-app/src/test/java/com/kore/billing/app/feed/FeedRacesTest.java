package com.kore.billing.app.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.CommandContext;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.testing.FeedStream;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** 32 writers at once, and followers whose connections are cut at random; what they have seen is compared with the table. */
class FeedRacesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SEED = 20_260_115;
    private static final int WRITERS = 32;
    private static final int COMMANDS_PER_WRITER = 25;
    private static final int STREAMS = 4;
    private static final long NOT_KNOWN = Long.MAX_VALUE;

    /** Where writers write and followers follow. */
    enum Nodes {
        ONE_ON_H2,
        ONE_ON_POSTGRESQL,
        TWO_ON_POSTGRESQL
    }

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource(Nodes.class)
    void a_follower_that_is_killed_at_random_has_seen_every_event_once_and_in_order(
            Nodes nodes, @TempDir Path directory) throws Exception {
        List<RunningService> services = start(nodes, directory);
        AtomicLong end = new AtomicLong(NOT_KNOWN);
        List<Future<List<Long>>> followers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < STREAMS; i++) {
                Random random = new Random(SEED + i);
                followers.add(threads.submit(() -> follow(services, random, end)));
            }
            followers.add(threads.submit(() -> poll(services, new Random(SEED), end)));

            write(services);
            EventReader events = services.getFirst().bean(EventReader.class);
            end.set(events.head());

            List<Long> stored = events.after(0, Integer.MAX_VALUE).stream()
                    .map(StoredEvent::position)
                    .toList();
            assertThat(stored).hasSize(WRITERS * (1 + COMMANDS_PER_WRITER));
            for (Future<List<Long>> follower : followers) {
                assertThat(follower.get()).as("seed " + SEED).isEqualTo(stored);
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

    private static void write(List<RunningService> services) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                CommandDispatcher node = services.get(i % services.size()).bean(CommandDispatcher.class);
                writers.add(threads.submit(() -> write(node, new SubscriptionId("writer-" + writer))));
            }
            for (Future<?> writer : writers) {
                assertThat(writer).succeedsWithin(Duration.ofMinutes(2));
            }
        }
    }

    private static void write(CommandDispatcher node, SubscriptionId id) {
        Instant at = Instant.parse("2026-01-15T10:00:00Z");
        node.dispatch(
                new OpenSubscription(id, at, "Writer", CurrencyUnit.USD, ZoneOffset.UTC, 1, Optional.empty()),
                CommandContext.of("test", "races"));
        IntStream.range(0, COMMANDS_PER_WRITER)
                .forEach(users -> node.dispatch(
                        new ChangeManagedUsers(id, at, users + 2, Optional.empty()),
                        CommandContext.of("test", "races")));
    }

    /** By streams, each on any node, cut after any number of events; now and then it has forgotten the last few that it saw. */
    private List<Long> follow(List<RunningService> services, Random random, AtomicLong end) {
        NavigableSet<Long> known = new TreeSet<>();
        List<Long> seen = new ArrayList<>();
        while (!reached(known, end)) {
            long after = known.stream()
                    .skip(Math.max(0, known.size() - 1 - random.nextInt(4)))
                    .findFirst()
                    .orElse(0L);
            RunningService node = services.get(random.nextInt(services.size()));
            try (FeedStream stream =
                    FeedStream.open(client, node, "/v1/events", "Last-Event-ID", Long.toString(after))) {
                long last = after;
                for (int left = 1 + random.nextInt(200); left > 0 && !reached(known, end); ) {
                    Optional<FeedStream.Item> item = stream.poll(Duration.ofMillis(50));
                    if (item.isPresent()) {
                        long position = item.get().position();
                        assertThat(position).isGreaterThan(last);
                        last = position;
                        left--;
                        if (known.add(position)) {
                            seen.add(position);
                        }
                    }
                }
            }
        }
        return seen;
    }

    /** By lines, any number at a time. */
    private List<Long> poll(List<RunningService> services, Random random, AtomicLong end) {
        NavigableSet<Long> known = new TreeSet<>();
        List<Long> seen = new ArrayList<>();
        while (!reached(known, end)) {
            long after = known.isEmpty() ? 0 : known.last();
            RunningService node = services.get(random.nextInt(services.size()));
            node.get("service", "/v1/events?after=" + after + "&limit=" + (1 + random.nextInt(50)))
                    .is(200)
                    .response()
                    .body()
                    .lines()
                    .map(line -> JSON.readTree(line).get("position").asLong())
                    .filter(known::add)
                    .forEach(seen::add);
        }
        return seen;
    }

    private static boolean reached(NavigableSet<Long> known, AtomicLong end) {
        return !known.isEmpty() && known.last() >= end.get();
    }
}
