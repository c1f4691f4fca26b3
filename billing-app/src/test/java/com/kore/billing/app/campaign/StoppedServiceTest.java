package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.app.testing.Verified;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SIGTERM while clients send commands without a pause: every request is answered as ever, until connections are refused. Nodes that are stopped
 * and started one after the other, as an upgrade does it, are not noticed by clients who then ask another one.
 */
class StoppedServiceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CLIENTS = 3;
    /** So many each has got an answer to before the next thing happens. */
    private static final int ANSWERS = 20;

    @TempDir
    private Path directory;

    private final List<URI> nodes = new CopyOnWriteArrayList<>();
    private final List<Teller> tellers = new ArrayList<>();

    @BeforeEach
    void clients() {
        for (int client = 0; client < CLIENTS; client++) {
            tellers.add(new Teller("client-" + client, directory, () -> nodes));
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_request_is_answered_until_connections_are_refused(Vendor vendor) throws Exception {
        TestDatabase database = vendor == Vendor.H2 ? TestDatabases.h2In(directory) : TestDatabases.freshPostgres();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                ServiceProcess process = start(database)) {
            nodes.add(process.awaitReady());
            List<Future<?>> all = begin(clients);
            someAnswers(all);
            nodes.clear();
            process.stop();
            end(all);
            assertThat(claims(database)).as("what was not given back").isEmpty();
        }
        try (ServiceProcess again = start(database)) {
            check(new ServiceClient(again.awaitReady(), directory));
        }
    }

    /** Who has claimed which part of the events. */
    private static List<String> claims(TestDatabase database) throws SQLException {
        List<String> claims = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet claimed = statement.executeQuery(
                        "SELECT processor_name, owner FROM token_entry WHERE owner IS NOT NULL")) {
            while (claimed.next()) {
                claims.add(claimed.getString(1) + " by " + claimed.getString(2));
            }
        }
        return claims;
    }

    @Test
    void nodes_that_are_replaced_one_by_one_are_not_noticed() throws Exception {
        TestDatabase database = TestDatabases.freshPostgres();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                Nodes running = new Nodes()) {
            running.add(database);
            running.add(database);
            List<Future<?>> all = begin(clients);
            someAnswers(all);
            for (int old = 0; old < 2; old++) {
                running.stopOldest();
                running.add(database);
                someAnswers(all);
            }
            tellers.forEach(Teller::enough);
            end(all);
            check(new ServiceClient(nodes.getFirst(), directory));
        }
    }

    /** Nodes of one store, in the order of their starts. */
    private final class Nodes implements AutoCloseable {
        private final Deque<ServiceProcess> processes = new ArrayDeque<>();

        void add(TestDatabase database) {
            processes.add(start(database));
            nodes.add(processes.getLast().awaitReady());
        }

        /** It is not asked any more once it has refused somebody. */
        void stopOldest() {
            processes.removeFirst().stop();
            nodes.removeFirst();
        }

        @Override
        public void close() {
            tellers.forEach(Teller::enough);
            processes.forEach(ServiceProcess::close);
        }
    }

    private ServiceProcess start(TestDatabase database) {
        return ServiceProcess.startQuickly(
                directory, RunningService.arguments(database, directory, Map.of("billing.shutdown.drain-max", "5s")));
    }

    private List<Future<?>> begin(ExecutorService clients) {
        List<Future<?>> all = new ArrayList<>();
        tellers.forEach(teller -> all.add(clients.submit(teller)));
        return all;
    }

    private static void end(List<Future<?>> clients) throws Exception {
        for (Future<?> client : clients) {
            client.get();
        }
    }

    private void someAnswers(List<Future<?>> clients) {
        List<Integer> before = tellers.stream().map(Teller::answers).toList();
        await().atMost(PATIENCE).until(() -> {
            for (Future<?> client : clients) {
                if (client.isDone()) {
                    client.get();
                    throw new AssertionError("a client has found nobody to ask");
                }
            }
            return IntStream.range(0, CLIENTS)
                    .allMatch(client -> tellers.get(client).answers() >= before.get(client) + ANSWERS);
        });
    }

    private void check(ServiceClient service) {
        tellers.forEach(teller -> teller.check(service));
        Verified.withoutDifferences(service);
    }
}
