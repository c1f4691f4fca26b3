package com.kore.billing.app.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.projections.duework.DueWork;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What the billing run does by itself: after a downtime, where work fails, where the gateway is slow. */
@ExtendWith(OutputCaptureExtension.class)
abstract class BillingRunStory {
    private static final String RUNS = "/v1/operations/billing-runs";
    private static final String ADVANCE = "/v1/sandbox/clock/advance";

    @TempDir
    Path dataDir;

    private TestDatabase database;

    abstract Vendor vendor();

    @BeforeEach
    void freshDatabase() {
        database = vendor() == Vendor.H2 ? TestDatabases.h2In(dataDir) : TestDatabases.freshPostgres();
    }

    private RunningService at(String start) {
        return RunningService.on(
                database, dataDir, Map.of("billing.clock", "sandbox", "billing.clock-start", start), TestGateway.class);
    }

    private static JsonNode newestRun(RunningService service) {
        List<JsonNode> runs = runs(service);
        assertThat(runs).isNotEmpty();
        return runs.getFirst();
    }

    private static List<JsonNode> runs(RunningService service) {
        return service.get("operator", RUNS)
                .is(200)
                .json()
                .get("items")
                .valueStream()
                .toList();
    }

    @Test
    void after_three_months_of_downtime_there_are_three_invoices_of_their_own_dates() {
        try (RunningService before = at("2026-01-31T12:00:00Z")) {
            Books.openPaid(before, "acme", ZoneOffset.UTC, "tok_visa");
            Books.awaitPaid(before, 1);
        }
        try (RunningService after = at("2026-05-01T09:00:00Z")) {
            Books.awaitPaid(after, 4);

            assertThat(Books.of(after).invoices())
                    .containsExactly(
                            "ACME-0001 2026-01-31 paid 3000 3000",
                            "ACME-0002 2026-02-28 paid 3000 3000",
                            "ACME-0003 2026-03-31 paid 3000 3000",
                            "ACME-0004 2026-04-30 paid 3000 3000");
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                JsonNode run = newestRun(after);
                assertThat(run.get("status").asString()).isEqualTo("completed");
                assertThat(run.get("renewals").asLong()).isEqualTo(3);
                assertThat(run.get("collections").asLong()).isEqualTo(3);
                assertThat(run.get("done").asLong()).isEqualTo(4);
                assertThat(run.get("due").asLong()).isEqualTo(4);
                assertThat(run.get("failures").get("count").asLong()).isZero();
                assertThat(run.get("remainingSeconds").isNull()).isTrue();
                assertThat(Instant.parse(run.get("finishedAt").asString()))
                        .isAfterOrEqualTo(Instant.parse(run.get("startedAt").asString()));
            });
            assertThat(after.bean(MeterRegistry.class)
                            .counter("billing.renewals", "outcome", "decided")
                            .count())
                    .isEqualTo(3);
        }
    }

    @Test
    void work_that_fails_is_shown_without_what_it_quotes_and_done_once_it_can_be() {
        try (RunningService before = at("2026-01-31T12:00:00Z")) {
            IntStream.range(0, 20).forEach(n -> Books.openPaid(before, "account-" + n, ZoneOffset.UTC, "tok_visa"));
            Books.awaitPaid(before, 20);
        }
        try (RunningService after = at("2026-01-31T12:00:00Z")) {
            TestGateway gateway = after.bean(TestGateway.class);
            gateway.breakFor("account-7");
            after.post("operator", ADVANCE, "{\"to\":\"2026-03-01T00:00:00Z\"}").is(200);

            assertThat(Books.paid(after)).isEqualTo(20 + 19);
            Answer answer = after.get("operator", RUNS).is(200);
            JsonNode failures = answer.json()
                    .get("items")
                    .valueStream()
                    .map(run -> run.get("failures"))
                    .filter(node -> node.get("count").asLong() > 0)
                    .toList()
                    .getLast();
            assertThat(failures.get("latest").get(0).get("subscriptionId").asString())
                    .isEqualTo("account-7");
            assertThat(failures.get("latest").get(0).get("kind").asString()).isEqualTo("collection");
            assertThat(failures.get("latest").get(0).get("message").asString()).contains("IllegalStateException");
            assertThat(answer.response().body()).doesNotContain("acquirer");

            gateway.mend();
            Books.awaitPaid(after, 40);
            Books.awaitNothingDue(after);
        }
    }

    @Test
    void a_gateway_that_does_not_answer_holds_up_nobody_else() {
        try (RunningService service = at("2026-01-31T12:00:00Z")) {
            TestGateway gateway = service.bean(TestGateway.class);
            gateway.makeWait("slow");
            Books.openPaid(service, "slow", ZoneOffset.UTC, "tok_visa");
            IntStream.range(0, 20).forEach(n -> Books.openPaid(service, "account-" + n, ZoneOffset.UTC, "tok_visa"));

            Books.awaitPaid(service, 20);
            assertThat(service.bean(DueWork.class)
                            .count(service.bean(BillingClock.class).now()))
                    .isEqualTo(1);
            // Seen while it runs.
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                JsonNode run = newestRun(service);
                assertThat(run.get("status").asString()).isEqualTo("running");
                assertThat(run.get("done").asLong()).isEqualTo(20);
                assertThat(run.get("due").asLong()).isEqualTo(21);
                assertThat(run.get("perSecond").isIntegralNumber()).isTrue();
                assertThat(run.get("remainingSeconds").isIntegralNumber()).isTrue();
            });

            gateway.answerAll();
            Books.awaitPaid(service, 21);
        }
    }

    @Test
    void an_instant_that_another_advance_has_passed_meanwhile_is_reached_already() {
        try (RunningService service = at("2026-01-31T12:00:00Z")) {
            SandboxTime time = service.bean(SandboxTime.class);
            Instant one = Instant.parse("2026-01-31T13:00:00Z");

            time.advanceTo(one);

            assertThat(time.advanceTo(one.minusSeconds(60)).now()).isEqualTo(one);
        }
    }

    private static CompletableFuture<Answer> advancing(RunningService service, String body) {
        return CompletableFuture.supplyAsync(() -> service.post("operator", ADVANCE, body));
    }

    private static void waitsForWhatIsUnderWay(CompletableFuture<Answer> advance, CapturedOutput output) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> output.getAll().contains("what is under way is waited for"));
        assertThat(advance).isNotDone();
    }

    private static void isInterruptedAtTheEndOfFebruary(Answer answer) {
        answer.isRefused(503, "unavailable");
        assertThat(answer.at("/detail"))
                .contains("come to 2026-02-28T00:00:00Z on its way to 2026-03-31T12:00:00Z", "safe");
        assertThat(answer.header("Retry-After")).isNotBlank();
    }

    private static void toIsRepeatedSafely(RunningService service) {
        assertThat(service.get("operator", "/v1/sandbox/clock").is(200).at("/now"))
                .isEqualTo("2026-02-28T00:00:00Z");
        assertThat(service.post("operator", ADVANCE, "{\"to\":\"2026-03-31T12:00:00Z\"}")
                        .is(200)
                        .at("/now"))
                .isEqualTo("2026-03-31T12:00:00Z");
        assertThat(Books.of(service).invoices())
                .containsExactly(
                        "ACME-0001 2026-01-31 paid 3000 3000",
                        "ACME-0002 2026-02-28 paid 3000 3000",
                        "ACME-0003 2026-03-31 paid 3000 3000");
    }

    @Test
    void an_advance_that_loses_the_lease_ends_with_what_is_under_way_and_says_how_far_it_came(CapturedOutput output) {
        try (RunningService service = at("2026-01-31T12:00:00Z")) {
            Books.openPaid(service, "acme", ZoneOffset.UTC, "tok_visa");
            Books.awaitPaid(service, 1);
            TestGateway gateway = service.bean(TestGateway.class);
            gateway.makeWait("acme");
            CompletableFuture<Answer> advance = advancing(service, "{\"by\":\"P2M\"}");
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> gateway.waiting() == 1);

            service.bean(JdbcClient.class)
                    .sql("UPDATE billing_run_lease SET holder = 'another', expires_at = CURRENT_TIMESTAMP")
                    .update();
            waitsForWhatIsUnderWay(advance, output);
            gateway.answerAll();

            isInterruptedAtTheEndOfFebruary(advance.join());
            toIsRepeatedSafely(service);
        }
    }

    @Test
    void an_advance_whose_node_stops_ends_with_what_is_under_way_and_says_how_far_it_came(CapturedOutput output) {
        try (RunningService service = at("2026-01-31T12:00:00Z")) {
            Books.openPaid(service, "acme", ZoneOffset.UTC, "tok_visa");
            Books.awaitPaid(service, 1);
            TestGateway gateway = service.bean(TestGateway.class);
            gateway.makeWait("acme");
            CompletableFuture<Answer> advance = advancing(service, "{\"by\":\"P2M\"}");
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> gateway.waiting() == 1);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(service::close);
            waitsForWhatIsUnderWay(advance, output);
            gateway.answerAll();

            isInterruptedAtTheEndOfFebruary(advance.join());
            stopped.join();
        }
        try (RunningService again = at("2026-01-31T12:00:00Z")) {
            toIsRepeatedSafely(again);
        }
    }

    @Test
    void runs_are_listed_page_by_page_the_newest_first() {
        try (RunningService service = at("2026-01-31T12:00:00Z")) {
            BillingRuns runs = service.bean(BillingRuns.class);
            for (int n = 1; n <= 3; n++) {
                BillingRuns.Progress progress = new BillingRuns.Progress(
                        Instant.parse("2026-11-24T12:00:0" + n + "Z"),
                        10,
                        n,
                        n,
                        0,
                        new RunReport.Failures(0, List.of()),
                        Optional.of(7L));
                runs.begin("node-" + n, Instant.parse("2026-11-24T12:00:00Z"), progress);
            }

            Answer first = service.get("operator", RUNS + "?limit=2").is(200);
            assertThat(first.json().get("items"))
                    .extracting(run -> run.get("node").asString() + " "
                            + run.get("status").asString() + " "
                            + run.get("perSecond") + " " + run.get("remainingSeconds"))
                    .containsExactly("node-3 running 1 7", "node-2 abandoned 1 null");
            assertThat(first.at("/hasMore")).isEqualTo("true");
            Answer second = service.get("operator", RUNS + "?limit=2&cursor=" + first.at("/nextCursor"))
                    .is(200);
            assertThat(second.json().get("items"))
                    .extracting(run -> run.get("node").asString() + " "
                            + run.get("finishedAt").asString())
                    .containsExactly("node-1 2026-11-24T12:00:01Z");
            assertThat(second.at("/hasMore")).isEqualTo("false");
            service.get("operator", RUNS + "?limit=0").isRefused(422, "invalid");
            service.get("operator", RUNS + "?cursor=made-up").isRefused(422, "invalid");
        }
    }

    @Test
    void metrics_are_on_the_management_port_for_operators_and_the_staff() throws Exception {
        Map<String, String> settings = Map.of(
                "billing.clock", "sandbox",
                "billing.clock-start", "2026-01-31T12:00:00Z",
                "management.server.port", "0");
        try (RunningService service = RunningService.on(database, dataDir, settings, TestGateway.class)) {
            service.bean(TestGateway.class).breakFor("broken");
            Books.openPaid(service, "paying", ZoneOffset.UTC, "tok_visa");
            Books.openPaid(service, "declined", ZoneOffset.UTC, "tok_decline");
            Books.openPaid(service, "broken", ZoneOffset.UTC, "tok_visa");
            service.post("operator", ADVANCE, "{\"by\":\"P1M\"}").is(200);
            service.post(
                            "admin",
                            "/v1/invoices/PAYING-0001/refund",
                            "{\"amount\":{\"amount\":1250,\"currency\":\"USD\"},\"reason\":\"Kindness\"}",
                            "Prefer",
                            "wait=5")
                    .is(200);

            URI prometheus = URI.create("http://127.0.0.1:"
                    + service.bean(Environment.class).getProperty("local.management.port") + "/actuator/prometheus");
            URI liveness = prometheus.resolve("/actuator/health/liveness");
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertThat(client.send(
                                        HttpRequest.newBuilder(prometheus).build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(401);
                String customer = service.post(
                                "admin",
                                "/v1/access-tokens",
                                "{\"scopes\":[\"account:self\"],\"subscriptionId\":\"paying\"}")
                        .is(201)
                        .at("/token");
                for (String token : List.of(customer, service.token("service"), service.token("auditor"))) {
                    assertThat(asked(client, prometheus, token).statusCode()).isEqualTo(403);
                    assertThat(asked(client, prometheus.resolve("/actuator"), token)
                                    .statusCode())
                            .isEqualTo(403);
                    assertThat(asked(client, liveness, token).statusCode()).isEqualTo(200);
                }
                assertThat(asked(client, prometheus, service.token("admin")).statusCode())
                        .isEqualTo(200);
                String metrics =
                        asked(client, prometheus, service.token("operator")).body();
                assertThat(metrics.lines())
                        .contains(
                                "billing_renewals_total{outcome=\"decided\"} 1.0",
                                "billing_collections_total{outcome=\"succeeded\"} 2.0",
                                "billing_collections_total{outcome=\"declined\"} 1.0",
                                "billing_declines_total{reason=\"card_declined\"} 1.0",
                                "billing_events_stored_total{event=\"PaymentDeclined\"} 1.0",
                                "billing_events_stored_total{event=\"PaymentRefunded\"} 1.0",
                                "billing_refunded_total{currency=\"USD\"} 12.5",
                                "billing_dead_letters 0.0")
                        .anyMatch(line -> line.matches("billing_collected_total\\{currency=\"USD\"} [1-9].*"))
                        .anyMatch(line -> line.startsWith(
                                "billing_commands_seconds_count{command=\"OpenSubscription\",outcome=\"accepted\"} 3"))
                        .anyMatch(line -> line.startsWith("billing_work_failures_total{kind=\"collection\"}"))
                        .anyMatch(line -> line.startsWith("billing_run_seconds_count{status=\"completed\"}"))
                        .anyMatch(line -> line.startsWith("billing_work_due "));
            }
        }
    }

    private static HttpResponse<String> asked(HttpClient client, URI uri, String token) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
