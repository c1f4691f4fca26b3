package com.kore.billing.app.journey;

import static com.kore.billing.app.journey.Accounts.card;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An analyst has all figures reconciled, of accounts to which all has happened that moves one, and after single rows were altered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReconciliationJourney {
    private static final String PATH = "/v1/analytics/reconciliations";

    private RunningService service;
    private Accounts accounts;

    abstract Vendor database();

    @BeforeAll
    void half_a_year_of_accounts(@TempDir Path dataDir) {
        service = RunningService.start(
                database(),
                dataDir,
                Map.of(
                        "billing.clock", "sandbox",
                        "billing.clock-start", "2026-01-15T12:00:00Z",
                        "billing.dunning.retry-days", "10,20,40"),
                GatewayByInvoice.class);
        accounts = new Accounts(service);
        GatewayByInvoice gateway = service.bean(GatewayByInvoice.class);
        // Declined and undone, credited, refunded in part; its third renewal is past due in the end.
        accounts.openPaid("acme", "premium", "monthly");
        sent("acme", "change-managed-users", "{\"managedUsers\":5}");
        accounts.changeCard("acme", "tok_decline");
        sent("acme", "change-managed-users", "{\"managedUsers\":8}");
        accounts.changeCard("acme", "tok_visa");
        granted("acme", 4_500);
        granted("acme", 500);
        sent("acme", "change-plan", "{\"plan\":\"enterprise\"}");
        service.post("admin", "/v1/invoices/ACME-0001/refund", """
                        {"amount":{"amount":1000,"currency":"USD"},"reason":"Kindness"}""", "Prefer", "wait=5")
                .is(200);
        // Credit that pays for what is then undone comes back.
        accounts.open("void");
        granted("void", 700);
        sent(
                "void",
                "change-plan",
                "{\"plan\":\"premium\",\"interval\":\"monthly\",\"paymentMethod\":%s}".formatted(card("tok_decline")));
        // Given up in dunning; money for one of its invoices comes afterwards.
        accounts.openPaid("late", "premium", "monthly");
        gateway.says("LATE-0002", new Declined("card_declined"));
        gateway.says("LATE-0003", new Unknown("timeout"));
        // Free for some days, then a year is paid for; fewer users are scheduled.
        accounts.open("slow");
        // Under a contract since before it was signed, and then more users; one invoice is recorded and one open.
        accounts.open("sold");
        service.post("admin", "/v1/subscriptions/sold/sign-contract", """
                        {"plan":"enterprise","interval":"annual","prepaidUsers":10,"pricePerUser":{"amount":15000,"currency":"USD"},
                         "start":"2025-11-20","end":"2026-11-20","reference":"C-1"}""").is(200);
        sent("sold", "add-prepaid-users", "{\"count\":2}");
        service.post("admin", "/v1/invoices/SOLD-0001/record-payment", """
                        {"amount":{"amount":150000,"currency":"USD"},"reference":"Wire 17"}""").is(200);
        // Leaves and comes back.
        accounts.openPaid("back", "premium", "monthly");
        sent("back", "cancel", "{}");
        accounts.advanceTo("2026-02-01T12:00:00Z");
        sent(
                "slow",
                "change-plan",
                "{\"plan\":\"premium\",\"interval\":\"annual\",\"paymentMethod\":%s}".formatted(card("tok_visa")));
        sent("slow", "change-managed-users", "{\"managedUsers\":2}");
        accounts.advanceTo("2026-03-10T12:00:00Z");
        sent("back", "change-plan", "{\"plan\":\"premium\",\"interval\":\"monthly\",\"managedUsers\":4}");
        accounts.advanceTo("2026-03-27T00:00:00Z");
        gateway.says("LATE-0003", new Succeeded());
        accounts.changeCard("acme", "tok_decline");
        accounts.advanceTo("2026-04-20T12:00:00Z");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private void sent(String account, String command, String body) {
        accounts.command(account, command, body, "Prefer", "wait=5").is(200);
    }

    private void granted(String account, int amount) {
        service.post(
                        "admin",
                        "/v1/subscriptions/" + account + "/grant-credit",
                        "{\"kind\":\"goodwill\",\"amount\":{\"amount\":%d,\"currency\":\"USD\"}}".formatted(amount))
                .is(200);
    }

    private JdbcClient sql() {
        return service.bean(JdbcClient.class);
    }

    private JsonNode reconciled() {
        return ended(service.post("analyst", PATH, "").is(202).header("Location"));
    }

    private JsonNode ended(String location) {
        await().until(() ->
                !service.get("analyst", location).is(200).at("/status").equals("running"));
        JsonNode report = service.get("analyst", location).json();
        assertThat(report.get("status").asString()).isEqualTo("completed");
        return report;
    }

    /** The checks that found something. */
    private static Set<String> broken(JsonNode report) {
        Set<String> broken = report.get("checks")
                .valueStream()
                .filter(check -> check.get("differenceCount").asLong() > 0)
                .map(check -> check.get("name").asString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(report.get("holds").asBoolean()).isEqualTo(broken.isEmpty());
        return broken;
    }

    private static List<String> told(JsonNode report, String check) {
        return report.get("checks")
                .valueStream()
                .filter(each -> each.get("name").asString().equals(check))
                .flatMap(each -> each.get("differences").valueStream())
                .map(different -> "%s: %s, %s"
                        .formatted(
                                different.get("subject").asString(),
                                different.get("expected").asString(),
                                different.get("found").asString()))
                .toList();
    }

    @Test
    void all_that_has_happened_reconciles_as_of_the_last_event() {
        JsonNode report = reconciled();

        assertThat(broken(report)).isEmpty();
        assertThat(report.get("requestedBy").asString()).isEqualTo("analyst");
        assertThat(report.get("finishedAt").asString()).isNotEmpty();
        assertThat(report.get("position").asLong())
                .isEqualTo(sql().sql("SELECT MAX(position) FROM event")
                        .query(Long.class)
                        .single());
        for (JsonNode check : report.get("checks")) {
            assertThat(check.get("compared").asLong())
                    .as(check.get("name").asString())
                    .isPositive();
            assertThat(check.get("statement").asString()).endsWith(".");
        }
        assertThat(sql().sql("SELECT DISTINCT status FROM analytics.invoices")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("paid", "void", "uncollectible", "open", "past_due");
        assertThat(sql().sql("SELECT DISTINCT kind FROM analytics.mrr_movements")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("new", "expansion", "churn", "reactivation");
    }

    static List<Alteration> alterations() {
        return Alterations.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alterations")
    void whichever_row_is_altered_its_check_names_it_and_no_other_check_does(Alteration alteration) {
        JsonNode report = reconciledAfter(alteration.table(), alteration.sql(), 1);

        assertThat(broken(report)).isEqualTo(alteration.checks());
        assertThat(told(report, alteration.check())).contains(alteration.difference());
    }

    /** What is found while rows of a table are altered; afterwards they are as before. */
    private JsonNode reconciledAfter(String table, String alteration, int altered) {
        sql().sql("CREATE TABLE kept AS SELECT * FROM " + table).update();
        try {
            assertThat(sql().sql(alteration).update()).isEqualTo(altered);
            return reconciled();
        } finally {
            sql().sql("DELETE FROM " + table).update();
            sql().sql("INSERT INTO %s SELECT * FROM kept".formatted(table)).update();
            sql().sql("DROP TABLE kept").update();
        }
    }

    @Test
    void there_is_an_alteration_for_every_check() {
        assertThat(Alterations.ALL.stream().map(Alteration::check).distinct())
                .containsExactlyInAnyOrderElementsOf(reconciled()
                        .get("checks")
                        .valueStream()
                        .map(check -> check.get("name").asString())
                        .toList());
    }

    @Test
    void of_many_differences_twenty_are_named_and_all_are_counted() {
        int all = sql().sql("SELECT COUNT(*) FROM analytics_revenue")
                .query(Integer.class)
                .single();
        assertThat(all).isGreaterThan(20);

        JsonNode report = reconciledAfter(
                "analytics_revenue", "UPDATE analytics_revenue SET month_start = DATE '2020-01-01'", all);

        assertThat(broken(report)).containsExactly("months");
        assertThat(told(report, "months")).hasSize(20);
        assertThat(report.get("checks")
                        .valueStream()
                        .map(check -> check.get("differenceCount").asInt())
                        .filter(count -> count > 0))
                .containsExactly(all);
    }

    @Test
    void it_sees_one_moment_while_accounts_are_opened_and_pay() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        int opened;
        try (ExecutorService client = Executors.newSingleThreadExecutor()) {
            Future<Integer> opening = client.submit(() -> {
                int count = 0;
                while (!enough.get()) {
                    // The next test alters rows: nothing may still be on its way into them.
                    service.summaryAfter(accounts.openPaid("new-" + count++, "premium", "monthly"));
                }
                return count;
            });
            try {
                for (int round = 0; round < 10; round++) {
                    assertThat(broken(reconciled())).isEmpty();
                }
            } finally {
                enough.set(true);
            }
            opened = opening.get();
        }
        assertThat(opened).isGreaterThan(1);
    }

    @Test
    void one_runs_at_a_time_and_one_of_a_node_that_died_fails_after_a_minute() {
        sql().sql("INSERT INTO reconciliation (slot, requested_by, started_at, seen_at, status, checks)"
                        + " VALUES (1, 'analyst', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 'running', '[]')")
                .update();
        Answer running = service.post("analyst", PATH, "").is(202);
        String location = running.header("Location");

        assertThat(running.at("/status")).isEqualTo("running");
        assertThat(running.at("/holds")).isEmpty();
        assertThat(running.at("/position")).isEmpty();
        assertThat(service.post("analyst", PATH, "").is(202).header("Location")).isEqualTo(location);
        sql().sql("UPDATE reconciliation SET seen_at = seen_at - INTERVAL '61' SECOND WHERE slot = 1")
                .update();
        Answer failed = service.get("analyst", location).is(200);
        assertThat(failed.at("/status")).isEqualTo("failed");
        assertThat(failed.at("/holds")).isEmpty();
        assertThat(failed.at("/finishedAt")).isNotEmpty();
        assertThat(broken(reconciled())).isEmpty();
    }

    @Test
    void it_is_for_analysts_and_of_no_other_id() {
        for (String role : List.of("service", "auditor", "operator", "admin")) {
            service.post(role, PATH, "").isRefused(403, "forbidden");
            service.get(role, PATH + "/1").isRefused(403, "forbidden");
        }
        for (String id : List.of("1000000", "0", "-1", "x", "99999999999999999999", "1%20")) {
            service.get("analyst", PATH + "/" + id).isRefused(404, "not-found");
        }
    }
}
