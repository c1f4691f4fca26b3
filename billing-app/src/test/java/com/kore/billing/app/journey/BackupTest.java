package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.InstalledPostgres;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Verified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backed up and restored as docs/operators.md says: the copy has the same events, its rows are theirs, and business goes on where it stood. */
class BackupTest {
    private static final Map<String, String> SANDBOX =
            Map.of("billing.clock", "sandbox", "billing.clock-start", "2026-01-15T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void a_dump_of_postgresql_that_is_taken_while_clients_write_is_restored_whole() throws Exception {
        try (InstalledPostgres server = InstalledPostgres.startIn(folder("server"))) {
            TestDatabase original = server.create("billing");
            TestDatabase copy = server.create("restored");
            Path dump = directory.resolve("billing.dump");
            List<String> events;
            try (RunningService service = RunningService.on(original, folder("original"), SANDBOX)) {
                history(service);
                whileOthersWrite(service, () -> server.tool("pg_dump", "-Fc", "-f", dump.toString(), "-d", "billing"));
                events = events(service);
            }
            copyKeys(directory.resolve("original"), folder("copy"));
            server.tool("pg_restore", "--no-owner", "-d", "restored", dump.toString());

            try (RunningService service = RunningService.on(copy, directory.resolve("copy"), SANDBOX)) {
                List<String> restored = events(service);
                assertThat(restored.size()).isLessThan(events.size());
                assertThat(restored).isEqualTo(events.subList(0, restored.size()));
                goesOn(service);
            }
        }
    }

    @Test
    void the_folder_of_an_embedded_database_is_copied_while_the_service_is_stopped() throws Exception {
        Path data = folder("data");
        List<String> events;
        try (RunningService service = RunningService.on(TestDatabases.h2In(data), data, SANDBOX)) {
            history(service);
            events = events(service);
        }
        Path copy = directory.resolve("copied");
        copyAll(data, copy);

        try (RunningService service = RunningService.on(TestDatabases.h2In(copy), copy, SANDBOX)) {
            assertThat(events(service)).isEqualTo(events);
            goesOn(service);
        }
    }

    private static void history(RunningService service) {
        Accounts accounts = new Accounts(service);
        accounts.openPaid("acme", "premium", "monthly");
        accounts.openPaid("annual", "enterprise", "annual");
        accounts.open("free");
        accounts.advanceTo("2026-04-20T12:00:00Z");
        Verified.withoutDifferences(service);
    }

    private static void goesOn(RunningService service) {
        Verified.withoutDifferences(service);
        Accounts accounts = new Accounts(service);
        assertThat(accounts.invoices("acme")).hasSize(4);
        assertThat(accounts.summary("acme").at("/billingProfile/contactName")).isEqualTo("Ada");
        accounts.advanceTo("2026-05-20T12:00:00Z");
        assertThat(accounts.invoices("acme")).hasSize(5).last().isEqualTo("ACME-0005 2026-05-15 paid");
        Verified.withoutDifferences(service);
    }

    /** The dump begins after some have been written, and others are after it. */
    private static void whileOthersWrite(RunningService service, Runnable dump) throws Exception {
        CountDownLatch begun = new CountDownLatch(10);
        CountDownLatch dumped = new CountDownLatch(1);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> client = clients.submit(() -> {
                for (int n = 0; dumped.getCount() > 0; n++) {
                    new Accounts(service).open("account-" + n);
                    begun.countDown();
                }
                new Accounts(service).open("afterwards");
            });
            begun.await();
            dump.run();
            dumped.countDown();
            client.get();
        }
    }

    /** The whole store, with the hash of each event. */
    private static List<String> events(RunningService service) {
        return service.get("auditor", "/v1/audit/events?limit=10000")
                .is(200)
                .response()
                .body()
                .lines()
                .toList();
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    private static void copyKeys(Path from, Path to) throws IOException {
        Files.copy(from.resolve("checkpoint.key"), to.resolve("checkpoint.key"));
    }

    private static void copyAll(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
