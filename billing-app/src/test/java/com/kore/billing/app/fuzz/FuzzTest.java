package com.kore.billing.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.fuzz.RawConnection.Response;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.Commit;
import com.kore.billing.app.testing.ReadModelCheck;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Random requests to every operation of the OpenAPI document, as each kind of caller, to the whole service. No answer is a failure of the
 * service, every error is a problem document, and no status is one that the document does not tell; afterwards all is as it should be.
 * {@code mvn -Pcampaign verify} sends 100,000 to each database; {@code -Dcampaign.requests} and {@code -Dcampaign.seed} ask for others.
 */
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("campaign.requests", 3_000);
    private static final long SEED = Long.getLong("campaign.seed", new Random().nextLong(1_000_000_000));
    private static final int CLIENTS = 4;
    private static final String GO_PAID = """
            {"plan":"premium","interval":"monthly",
             "paymentMethod":{"kind":"card","token":"tok_visa","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2060},
             "billingProfile":{"contactName":"Ada","email":"ada@acme.example",
               "address":{"line1":"1 Main St","city":"Springfield","postalCode":"12345","country":"US"}}}""";

    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();

    /** What is wrong, once for each way in which it is. */
    private final Map<String, String> findings = new ConcurrentHashMap<>();

    @ParameterizedTest
    @EnumSource
    void whatever_is_sent_is_answered_as_documented_and_breaks_nothing(Vendor vendor, @TempDir Path dataDir)
            throws Exception {
        try (RunningService service = RunningService.inSandboxTime(vendor, dataDir, "2026-01-15T12:00:00Z")) {
            openAccounts(service);
            long begun = System.nanoTime();
            JsonNode document = service.get("service", "/v3/api-docs").is(200).json();
            try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
                List<Future<?>> clients = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    RequestFuzzer requests = new RequestFuzzer(document, new Random(SEED * CLIENTS + client));
                    clients.add(threads.submit(() -> {
                        send(requests, service);
                        return null;
                    }));
                }
                for (Future<?> client : clients) {
                    client.get();
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "R8 on=%s seed=%d commit=%s requests=%d statuses=%s findings=%d seconds=%d%n",
                    vendor,
                    SEED,
                    Commit.SHORT,
                    REQUESTS,
                    statuses,
                    findings.size(),
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds());
            assertThat(findings.values()).as("seed %d", SEED).isEmpty();
            stillWorks(service);
        }
    }

    private void send(RequestFuzzer requests, RunningService service) throws IOException {
        try (RawConnection connection = new RawConnection(service.base())) {
            for (int request = 0; request < REQUESTS / CLIENTS; request++) {
                FuzzedRequest fuzzed = requests.next();
                Response response;
                try {
                    response =
                            connection.send(fuzzed.bytes(fuzzed.role().isEmpty() ? "" : service.token(fuzzed.role())));
                } catch (IOException | RuntimeException broken) {
                    throw new AssertionError("seed %d, no answer to %s".formatted(SEED, fuzzed), broken);
                }
                statuses.computeIfAbsent(response.status(), status -> new LongAdder())
                        .increment();
                Verdict.on(fuzzed, response)
                        .ifPresent(wrong -> findings.putIfAbsent(
                                "%s %s %d".formatted(fuzzed.operation(), wrong, response.status()),
                                "%s: %s%n-> %d %s%n".formatted(wrong, fuzzed, response.status(), response.body())));
            }
        }
    }

    /** Every other one pays, so that there is something to change, cancel and refund from the beginning. */
    private static void openAccounts(RunningService service) {
        for (int account = 0; account < Values.ACCOUNTS; account++) {
            open("fuzz-" + account, service);
            if (account % 2 == 0) {
                goPaid("fuzz-" + account, service);
            }
        }
    }

    private static void open(String id, RunningService service) {
        service.post(
                        "service",
                        "/v1/subscriptions",
                        "{\"subscriptionId\":\"%s\",\"accountName\":\"Acme\"}".formatted(id))
                .is(201);
    }

    private static Answer goPaid(String id, RunningService service) {
        return service.post("service", "/v1/subscriptions/%s/change-plan".formatted(id), GO_PAID, "Prefer", "wait=5")
                .is(200);
    }

    private static void stillWorks(RunningService service) {
        open("after", service);
        Answer paid = goPaid("after", service);
        assertThat(paid.at("/invoice/status")).isEqualTo("paid");
        assertThat(service.summaryAfter(paid).at("/status")).isEqualTo("active");
        // Plays what is due for all accounts, and answers when the reads show it.
        Answer month = service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"P1M\"}")
                .is(200);
        assertThat(month.at("/failures")).isEqualTo("0");
        assertThat(service.get("service", "/v1/invoices/AFTER-0002").is(200).at("/status"))
                .isEqualTo("paid");
        assertThat(service.bean(JdbcClient.class)
                        .sql("SELECT COUNT(*) FROM dead_letter")
                        .query(Long.class)
                        .single())
                .isZero();
        ReadModelCheck.rowsEqualAFoldFromNothing(service);
    }
}
