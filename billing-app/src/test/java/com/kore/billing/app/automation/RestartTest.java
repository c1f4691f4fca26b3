package com.kore.billing.app.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.LogsOfTheSuite;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * However a run is broken off, by whatever number of nodes it is done: what is billed is what one quiet run bills. The accounts are the
 * same each time, and so are the three and a half months that nobody billed them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartTest {
    private static final int ACCOUNTS = 45;
    private static final Map<String, String> BEFORE =
            Map.of("billing.clock", "sandbox", "billing.clock-start", "2026-01-31T12:00:00Z");
    private static final Map<String, String> LATER =
            Map.of("billing.clock", "sandbox", "billing.clock-start", "2026-05-15T12:00:00Z");
    private static final List<String> ZONES = List.of("UTC", "America/New_York", "Pacific/Chatham");
    private static final List<String> TOKENS =
            List.of("tok_visa", "tok_mastercard", "tok_visa", "tok_timeout", "tok_visa");

    private Books quiet = new Books(List.of(), List.of());

    /** Who has paid for a month and is not billed any more. */
    private static void prepare(TestDatabase database, Path dataDir) {
        try (RunningService service =
                RunningService.on(database, dataDir, withBooks(BEFORE, dataDir), HaltingGateway.class)) {
            for (int n = 0; n < ACCOUNTS; n++) {
                Books.openPaid(
                        service, "account-" + n, ZoneId.of(ZONES.get(n % ZONES.size())), TOKENS.get(n % TOKENS.size()));
            }
            service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"PT5M\"}")
                    .is(200);
            assertThat(Books.paid(service)).isEqualTo(ACCOUNTS);
        }
    }

    /** Settings of a service whose gateway keeps its books in a folder. */
    private static Map<String, String> withBooks(Map<String, String> settings, Path folder) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(HaltingGateway.BOOKS, folder.resolve("takings").toString());
        return all;
    }

    /** For each invoice money was taken once, and for nothing else; of some of them it is not known yet, as their card times out. */
    private static void requireTakenOnce(Books books, Path folder) {
        List<String> taken = new Takings(folder.resolve("takings"))
                .all().stream()
                        .map(line -> line.substring(0, line.indexOf('/')) + line.substring(line.lastIndexOf(' ')))
                        .sorted()
                        .toList();
        assertThat(taken)
                .isEqualTo(books.invoices().stream()
                        .map(line -> line.split(" ", -1))
                        .map(invoice -> invoice[0] + " " + invoice[3])
                        .sorted()
                        .toList())
                .hasSize(ACCOUNTS * 4);
    }

    private static Books booksOnceDone(RunningService service) {
        Books.awaitNothingDue(service);
        return Books.of(service);
    }

    @BeforeAll
    void one_quiet_run(@TempDir Path dataDir) {
        TestDatabase database = TestDatabases.h2In(dataDir);
        prepare(database, dataDir);
        try (RunningService service = RunningService.on(database, dataDir, LATER)) {
            quiet = booksOnceDone(service);
        }
        assertThat(quiet.invoices())
                .hasSize(ACCOUNTS * 4)
                .contains("ACCOUNT-1-0001 2026-01-31 paid 3000 3000", "ACCOUNT-1-0004 2026-04-30 paid 3000 3000");
    }

    /** Starts the service in a process that stands still once it has taken the money of some payments, and waits until it does. */
    private static Process halted(TestDatabase database, Path dataDir, Path books, int payments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path"),
                HaltingGateway.class.getName()));
        Map<String, String> settings = withBooks(LATER, books);
        settings.put(HaltingGateway.HALTS_AFTER, Integer.toString(payments));
        command.addAll(RunningService.arguments(database, dataDir, settings));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            LogsOfTheSuite.printed(line);
            if (line.equals(HaltingGateway.HALTED)) {
                return process;
            }
            said.add(line);
        }
        throw new AssertionError("it ended: " + String.join("\n", said));
    }

    @ParameterizedTest
    @EnumSource
    void a_process_that_is_killed_in_the_middle_and_started_again_bills_the_same(Vendor vendor, @TempDir Path dataDir)
            throws Exception {
        TestDatabase database = vendor == Vendor.H2 ? TestDatabases.h2In(dataDir) : TestDatabases.freshPostgres();
        prepare(database, dataDir);
        long seed = new Random().nextLong(1_000_000);
        Random random = new Random(seed);
        for (int kill = 0; kill < 2; kill++) {
            // Fewer than are left: what was taken and not written down counts for the next process too.
            Process process = halted(database, dataDir, dataDir, 1 + random.nextInt(30));
            // SIGKILL.
            process.destroyForcibly().waitFor();
        }
        try (RunningService again =
                RunningService.on(database, dataDir, withBooks(LATER, dataDir), HaltingGateway.class)) {
            Books books = booksOnceDone(again);
            assertThat(books.differencesTo(quiet)).as("seed %d", seed).isEmpty();
            requireTakenOnce(books, dataDir);
        }
    }

    @Test
    void a_service_that_is_stopped_in_the_middle_and_started_again_bills_the_same(@TempDir Path dataDir) {
        TestDatabase database = TestDatabases.h2In(dataDir);
        prepare(database, dataDir);
        for (int start = 0; start < 3; start++) {
            RunningService.on(database, dataDir, LATER).close();
        }
        try (RunningService again = RunningService.on(database, dataDir, LATER)) {
            assertThat(booksOnceDone(again).differencesTo(quiet)).isEmpty();
        }
    }

    @Test
    void another_node_takes_over_from_one_that_freezes_and_then_dies(@TempDir Path dataDir) throws Exception {
        TestDatabase database = TestDatabases.freshPostgres();
        prepare(database, dataDir);
        Process process = halted(database, Files.createDirectory(dataDir.resolve("first")), dataDir, 60);
        try (RunningService second =
                RunningService.on(database, dataDir, withBooks(LATER, dataDir), HaltingGateway.class)) {
            signal(process, "-STOP");
            assertThat(booksOnceDone(second).differencesTo(quiet)).isEmpty();
            requireTakenOnce(Books.of(second), dataDir);
            signal(process, "-CONT");
            process.destroyForcibly().waitFor();
            assertThat(booksOnceDone(second).differencesTo(quiet)).isEmpty();
            // What a run has done is written down a moment after it was done.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(runs(second)).contains("abandoned", "completed"));
        } finally {
            process.destroyForcibly();
        }
    }

    /** How the runs ended or go, the newest first. */
    private static List<String> runs(RunningService service) {
        List<String> statuses = new ArrayList<>();
        service.get("operator", "/v1/operations/billing-runs")
                .is(200)
                .json()
                .get("items")
                .forEach(run -> statuses.add(run.get("status").asString()));
        return statuses;
    }

    private static void signal(Process process, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void two_nodes_at_the_same_moment_bill_the_same(@TempDir Path dataDir) throws Exception {
        TestDatabase database = TestDatabases.freshPostgres();
        prepare(database, dataDir);
        Class<?>[] fighting = {FightingNodes.class, TestGateway.class};
        try (RunningService first = RunningService.on(database, dataDir, BEFORE, fighting);
                RunningService second = RunningService.on(
                        database, Files.createDirectory(dataDir.resolve("second")), BEFORE, fighting)) {
            List<TestGateway> gateways = List.of(first.bean(TestGateway.class), second.bean(TestGateway.class));
            for (TestGateway gateway : gateways) {
                IntStream.range(0, 10).forEach(n -> gateway.makeWait("account-" + n));
            }

            first.bean(SandboxClock.class).moveTo(Instant.parse("2026-05-15T12:00:00Z"));

            // Both are asked for the same attempts before either has an answer.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> gateways.stream().allMatch(gateway -> gateway.waiting() == 10));
            gateways.forEach(TestGateway::answerAll);
            Books.awaitNothingDue(first);
            // Of a gateway that times out each node says so, and the second may ask at once what became of it: the
            // events are others, and come at other times.
            Set<String> timedOut = IntStream.range(0, ACCOUNTS)
                    .filter(n -> TOKENS.get(n % TOKENS.size()).equals("tok_timeout"))
                    .mapToObj(n -> "account-" + n)
                    .collect(Collectors.toSet());
            Books.awaitNothingDue(second);
            assertThat(Books.of(second).without(timedOut).differencesTo(quiet.without(timedOut)))
                    .isEmpty();
            // Once they were asked about, their invoices are the same too, and each was paid once.
            first.bean(SandboxClock.class).moveTo(Instant.parse("2026-05-15T14:00:00Z"));
            Books.awaitPaid(second, ACCOUNTS * 4L);
            assertThat(Books.of(second).invoices())
                    .hasSize(ACCOUNTS * 4)
                    .allMatch(invoice -> invoice.endsWith(" paid 3000 3000"));
            assertThat(Books.of(second).events())
                    .filteredOn(event -> event.contains(" PaymentSucceeded "))
                    .hasSize(ACCOUNTS * 4);
        }
    }

    @Test
    void a_charge_is_collected_at_once_whichever_node_decided_it(@TempDir Path dataDir) throws Exception {
        TestDatabase database = TestDatabases.freshPostgres();
        try (RunningService first = RunningService.on(database, dataDir, BEFORE);
                RunningService second =
                        RunningService.on(database, Files.createDirectory(dataDir.resolve("second")), BEFORE)) {
            for (int n = 0; n < 10; n++) {
                RunningService service = n % 2 == 0 ? first : second;
                service.post("service", "/v1/subscriptions", """
                                {"subscriptionId":"buyer-%d","accountName":"Acme","billingProfile":{"contactName":"Ada",\
                                "email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield",\
                                "postalCode":"12345","country":"US"}}}""".formatted(n)).is(201);
                assertThat(service.post(
                                        "service",
                                        "/v1/subscriptions/buyer-" + n + "/change-plan",
                                        """
                                        {"plan":"premium","interval":"monthly","paymentMethod":{"kind":"card",\
                                        "token":"tok_visa","brand":"visa","last4":"4242","expiryMonth":12,\
                                        "expiryYear":2040}}""",
                                        "Prefer",
                                        "wait=5")
                                .is(200)
                                .at("/invoice/status"))
                        .isEqualTo("paid");
            }
        }
    }
}
