package com.kore.billing.app.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.FakeStripe;
import com.kore.billing.app.testing.FakeStripe.Behavior;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.projections.duework.DueWork;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service is told to stop while the gateway does not answer: it ends all the same, and whoever comes next finds nothing claimed. */
@ParameterizedClass
@EnumSource(Vendor.class)
class StoppedRunTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Map<String, String> SANDBOX =
            Map.of("billing.clock", "sandbox", "billing.clock-start", "2026-01-31T12:00:00Z");

    private final Vendor vendor;
    private TestDatabase database;

    @TempDir
    private Path dataDir;

    StoppedRunTest(Vendor vendor) {
        this.vendor = vendor;
    }

    @BeforeEach
    void freshDatabase() {
        database = vendor == Vendor.H2 ? TestDatabases.h2In(dataDir) : TestDatabases.freshPostgres();
    }

    @Test
    void a_gateway_that_never_answers_is_left_alone_and_asked_again_by_the_next_start() {
        TestGateway silent;
        try (RunningService service = RunningService.on(database, dataDir, SANDBOX, TestGateway.class)) {
            silent = service.bean(TestGateway.class);
            silent.makeWait("slow");
            Books.openPaid(service, "slow", ZoneOffset.UTC, "tok_visa");
            Books.openPaid(service, "quick", ZoneOffset.UTC, "tok_visa");
            Books.awaitPaid(service, 1);
            Awaitility.await().atMost(PATIENCE).until(() -> silent.waiting() == 1);
        }
        isGivenBack();
        try (RunningService again = RunningService.on(database, dataDir, SANDBOX, TestGateway.class)) {
            Books.awaitPaid(again, 2);
        } finally {
            silent.answerAll();
        }
    }

    @Test
    void what_stripe_took_and_did_not_answer_is_unknown_and_what_waited_for_its_turn_was_never_sent() {
        try (FakeStripe stripe = new FakeStripe()) {
            stripe.has("pm_visa", Behavior.PAYS, "cus_acme")
                    .fallsSilentAt(asked -> asked.equals("POST /v1/payment_intents"));
            Map<String, String> settings = new HashMap<>(SANDBOX);
            settings.putAll(stripe.settings());
            settings.put("billing.payments.stripe.timeout", "10m");
            settings.put("billing.payments.stripe.requests-max", "1");
            settings.put("billing.payments.stripe.requests-wait", "10m");
            try (RunningService service = RunningService.on(database, dataDir, settings)) {
                Books.openPaid(service, "taken", ZoneOffset.UTC, "pm_visa");
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> !stripe.intents().isEmpty());
                Books.openPaid(service, "waiting", ZoneOffset.UTC, "pm_visa");
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> service.bean(DueWork.class)
                                        .count(service.bean(BillingClock.class).now())
                                == 2);
            }
            isGivenBack();
            assertThat(events("taken")).endsWith("PaymentOutcomeUnknown");
            assertThat(events("waiting")).doesNotContain("PaymentOutcomeUnknown");
            stripe.speaks();
            try (RunningService again = RunningService.on(database, dataDir, settings)) {
                Books.awaitPaid(again, 1);
                again.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"PT5M\"}")
                        .is(200);
                assertThat(Books.paid(again)).isEqualTo(2);
                assertThat(stripe.attempts())
                        .containsExactly(
                                "TAKEN-0001/1 pm_visa 3000 succeeded", "WAITING-0001/1 pm_visa 3000 succeeded");
            }
        }
    }

    private void isGivenBack() {
        try (HikariDataSource dataSource = database.open()) {
            JdbcClient jdbc = JdbcClient.create(dataSource);
            assertThat(texts(jdbc, "SELECT holder FROM billing_run_lease")).containsExactly("");
            assertThat(texts(jdbc, "SELECT processor_name FROM token_entry WHERE owner IS NOT NULL"))
                    .isEmpty();
            assertThat(texts(jdbc, "SELECT status FROM billing_run")).doesNotContain("running");
        }
    }

    private List<String> events(String account) {
        try (HikariDataSource dataSource = database.open()) {
            return texts(
                    JdbcClient.create(dataSource),
                    "SELECT payload_type FROM event WHERE aggregate_identifier = '%s' ORDER BY sequence_number"
                            .formatted(account));
        }
    }

    private static List<String> texts(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query((row, n) -> row.getString(1)).list();
    }
}
