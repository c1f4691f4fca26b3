package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.CuttingProxy;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that takes everything and answers nothing, while no line is cut. */
class MuteDatabaseTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void reads_and_commands_are_told_so_and_all_goes_on_once_it_answers_again(@TempDir Path dataDir) {
        TestDatabase database = TestDatabases.freshPostgres();
        Map<String, String> settings = Map.of("spring.datasource.hikari.data-source-properties.socketTimeout", "2");
        try (CuttingProxy proxy = new CuttingProxy(database);
                RunningService service = RunningService.on(proxy.through(database), dataDir, settings)) {
            open(service, "before").is(201);

            proxy.mute(true);
            Answer read = service.get("service", "/v1/subscriptions/before/account-summary");
            Answer load = service.post("service", "/v1/subscriptions/elsewhere/cancel", "{}");
            proxy.mute(false);

            read.isRefused(503, "unavailable");
            load.isRefused(503, "unavailable");
            await().atMost(PATIENCE)
                    .until(() ->
                            service.get("service", "/v1/subscriptions/before").status() == 200);
            IntStream.range(0, 20).forEach(n -> open(service, "after-" + n).is(201));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(IntStream.range(0, 20)
                                    .mapToObj(n -> service.get("service", "/v1/subscriptions/after-" + n)
                                            .status()))
                            .containsOnly(200));
        }
    }

    /** Whoever needs the database waits for it, in the room that there is; whoever does not, does not. */
    @Test
    void meanwhile_no_more_wait_for_it_than_there_is_room_for_and_who_needs_it_not_is_answered(@TempDir Path dataDir) {
        TestDatabase database = TestDatabases.freshPostgres();
        Map<String, String> settings = Map.of(
                "spring.datasource.hikari.data-source-properties.socketTimeout", "10",
                "billing.load.requests-max", "4");
        try (CuttingProxy proxy = new CuttingProxy(database);
                RunningService service = RunningService.on(proxy.through(database), dataDir, settings);
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            service.summaryAfter(open(service, "acme").is(201));

            proxy.mute(true);
            List<Future<Answer>> answers = IntStream.range(0, 12)
                    .mapToObj(
                            n -> readers.submit(() -> service.get("service", "/v1/subscriptions/acme/account-summary")))
                    .toList();
            await().atMost(PATIENCE)
                    .until(() -> answers.stream().filter(Future::isDone).count() == 8);
            Answer catalog = service.get("service", "/v1/catalog");
            assertThat(answers.stream().filter(Future::isDone)).hasSize(8);
            proxy.mute(false);

            catalog.is(200);
            List<Answer> refused = answers.stream()
                    .map(MuteDatabaseTest::get)
                    .filter(answer -> answer.status() != 200)
                    .toList();
            refused.forEach(answer -> answer.isRefused(503, "unavailable"));
            assertThat(refused.stream().map(answer -> answer.at("/detail")))
                    .hasSize(8)
                    .allMatch(told -> told.contains("as many requests"));
        }
    }

    /** The change stands in the events; only how its payment goes is not known yet. */
    @Test
    void what_was_decided_is_told_though_the_database_goes_away_while_its_payment_is_waited_for(@TempDir Path dataDir) {
        TestDatabase database = TestDatabases.freshPostgres();
        // Or the driver, once it has said a statement often enough, says its name only, by which the proxy does not
        // know it.
        Map<String, String> settings = Map.of("spring.datasource.hikari.data-source-properties.prepareThreshold", "0");
        try (CuttingProxy proxy = new CuttingProxy(database);
                RunningService service = RunningService.on(proxy.through(database), dataDir, settings)) {
            Accounts accounts = new Accounts(service);
            accounts.open("acme");
            service.get("service", "/v1/subscriptions/acme?minVersion=2").is(200);

            proxy.awayAt("SELECT version FROM account_summary");
            Answer changed = accounts.goPaid("acme", "premium", "monthly");
            proxy.away(false);

            assertThat(changed.at("/invoice/status")).isEqualTo("open");
            await().atMost(PATIENCE)
                    .until(() -> service.get("service", "/v1/invoices/" + changed.at("/invoice/number"))
                            .at("/status")
                            .equals("paid"));
        }
    }

    private static Answer get(Future<Answer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Answer open(RunningService service, String id) {
        return service.post(
                "service", "/v1/subscriptions", "{\"subscriptionId\":\"%s\",\"accountName\":\"Acme\"}".formatted(id));
    }
}
