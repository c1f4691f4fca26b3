package com.kore.billing.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.CommandContext;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.zaxxer.hikari.HikariDataSource;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F1: durable commands per second by 32 clients, in-process and over HTTP, with and without idempotency keys, read models live; beside
 * them plain JDBC, which inserts one row of an event's size and commits, on the same database. Clients, service and database share the
 * machine, and client and service the JVM. Interleaved rounds; the medians are printed.
 */
class CommandThroughputBench {
    private static final int CLIENTS = 32;
    private static final int SUBSCRIPTIONS_PER_CLIENT = 50;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("bench.seconds", 5));
    private static final String PAYLOAD = "x".repeat(700);

    @TempDir
    Path dataDir;

    /** One step of a client; says whether it was acknowledged. */
    private interface Step {
        boolean run(int client, int count) throws Exception;
    }

    @Test
    void durable_commands_per_second() throws Exception {
        try (RunningService service = RunningService.start(Vendor.POSTGRESQL, dataDir, Map.of())) {
            open(service);
            createAnchorTable(service);
            Map<String, List<Double>> rates = new HashMap<>();
            measure(Duration.ofSeconds(3), overHttp(service, false));
            for (int round = 0; round < ROUNDS; round++) {
                note(rates, "anchor", measure(ROUND, plainJdbc(service)));
                note(rates, "in-process", measure(ROUND, inProcess(service)));
                note(rates, "http", measure(ROUND, overHttp(service, false)));
                note(rates, "http-keys", measure(ROUND, overHttp(service, true)));
            }
            double anchor = median(rates, "anchor");
            for (String figure : List.of("in-process", "http", "http-keys")) {
                double rate = median(rates, figure);
                System.out.printf(
                        Locale.ROOT,
                        "F1 %s ratio=%.2f goal=%s commands/s=%.0f anchor=%.0f%n",
                        figure,
                        rate / anchor,
                        figure.equals("http-keys") ? "0.40" : "0.50",
                        rate,
                        anchor);
            }
        }
    }

    private static SubscriptionId subscription(int client, int count) {
        return new SubscriptionId("bench-" + client + "-" + count % SUBSCRIPTIONS_PER_CLIENT);
    }

    /** Alternates, so that every command changes something. */
    private static int users(int count) {
        return 2 + count / SUBSCRIPTIONS_PER_CLIENT % 100_000;
    }

    private static CommandContext caller() {
        return new CommandContext(
                "bench", Optional.empty(), Optional.empty(), "bench", Optional.empty(), Optional.empty());
    }

    private static void open(RunningService service) {
        CommandDispatcher dispatcher = service.bean(CommandDispatcher.class);
        for (int client = 0; client < CLIENTS; client++) {
            for (int i = 0; i < SUBSCRIPTIONS_PER_CLIENT; i++) {
                dispatcher.dispatch(
                        new OpenSubscription(
                                subscription(client, i),
                                Instant.now(),
                                "Bench",
                                CurrencyUnit.USD,
                                ZoneOffset.UTC,
                                1,
                                Optional.empty()),
                        caller());
            }
        }
    }

    private static Step inProcess(RunningService service) {
        CommandDispatcher dispatcher = service.bean(CommandDispatcher.class);
        int base = Long.hashCode(System.nanoTime()) & 0xffff;
        return (client, count) -> {
            dispatcher.dispatch(
                    new ChangeManagedUsers(
                            subscription(client, count), Instant.now(), base + users(count), Optional.empty()),
                    caller());
            return true;
        };
    }

    private static Step overHttp(RunningService service, boolean withKeys) {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String authorization = "Bearer " + service.token("service");
        int base = Long.hashCode(System.nanoTime()) & 0xffff;
        return (client, count) -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(service.base()
                            .resolve("/v1/subscriptions/" + subscription(client, count) + "/change-managed-users"))
                    .header("Authorization", authorization)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"managedUsers\":" + (base + users(count)) + "}"));
            if (withKeys) {
                request.header("Idempotency-Key", UUID.randomUUID().toString());
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        };
    }

    private static void createAnchorTable(RunningService service) throws SQLException {
        try (Connection connection = service.bean(DataSource.class).getConnection();
                PreparedStatement create = connection.prepareStatement(
                        "CREATE TABLE bench_event (id UUID PRIMARY KEY, client INT, payload TEXT)")) {
            create.execute();
        }
    }

    private static Step plainJdbc(RunningService service) {
        DataSource dataSource = service.bean(DataSource.class);
        ThreadLocal<Connection> connections = ThreadLocal.withInitial(() -> ownConnection(dataSource));
        return (client, count) -> {
            Connection connection = connections.get();
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bench_event VALUES (?, ?, ?)")) {
                insert.setObject(1, UUID.randomUUID());
                insert.setInt(2, client);
                insert.setString(3, PAYLOAD);
                insert.executeUpdate();
            }
            connection.commit();
            return true;
        };
    }

    /** Not from the pool, which the service needs. */
    private static Connection ownConnection(DataSource dataSource) {
        try {
            HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
            Connection connection =
                    DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }

    private static double measure(Duration duration, Step step) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int number = client;
            clients.add(() -> {
                int done = 0;
                while (System.nanoTime() < end) {
                    assertThat(step.run(number, done)).isTrue();
                    done++;
                }
                return done;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            long started = System.nanoTime();
            int done = 0;
            for (Future<Integer> client : threads.invokeAll(clients)) {
                done += client.get();
            }
            return done * 1e9 / (System.nanoTime() - started);
        }
    }

    private static void note(Map<String, List<Double>> rates, String figure, double rate) {
        rates.computeIfAbsent(figure, each -> new ArrayList<>()).add(rate);
    }

    private static double median(Map<String, List<Double>> rates, String figure) {
        List<Double> sorted =
                rates.getOrDefault(figure, List.of()).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
