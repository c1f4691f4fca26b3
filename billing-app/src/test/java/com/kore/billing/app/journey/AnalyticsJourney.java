package com.kore.billing.app.journey;

import static com.kore.billing.app.testing.Verified.withoutDifferences;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What analysts are answered, of accounts that came by commands, through a restart and a replay. */
abstract class AnalyticsJourney {
    private static final String MRR = "/v1/analytics/mrr?from=2026-01&to=2028-03";

    @TempDir
    private Path dataDir;

    private TestDatabase database;
    private RunningService service;
    private Accounts accounts;

    abstract Vendor vendor();

    @BeforeEach
    void open() {
        database = vendor() == Vendor.H2 ? TestDatabases.h2In(dataDir) : TestDatabases.freshPostgres();
        start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void start() {
        service = RunningService.on(
                database, dataDir, Map.of("billing.clock", "sandbox", "billing.clock-start", "2026-01-15T12:00:00Z"));
        accounts = new Accounts(service);
    }

    private Answer ask(String path) {
        return service.get("analyst", path);
    }

    private Answer send(String id, String command, String body) {
        return service.summaryAfter(
                accounts.command(id, command, body, "Prefer", "wait=5").is(200));
    }

    private void goPaid(String id, String plan, String interval, int users) {
        send(
                id,
                "change-plan",
                "{\"plan\":\"%s\",\"interval\":\"%s\",\"managedUsers\":%d,\"paymentMethod\":%s}"
                        .formatted(plan, interval, users, Accounts.card("tok_visa")));
    }

    /** Month, what moved, and where it ended, for months in which anything moved. */
    private List<String> movements(JsonNode report) {
        return report.get("months")
                .valueStream()
                .flatMap(month -> List.of("new", "expansion", "contraction", "churn", "reactivation").stream()
                        .filter(kind -> month.at("/" + kind + "/amount").asLong() != 0)
                        .map(kind -> "%s %s %d to %d"
                                .formatted(
                                        month.get("month").asString(),
                                        kind,
                                        month.at("/" + kind + "/amount").asLong(),
                                        month.at("/ending/amount").asLong())))
                .toList();
    }

    private void comesAndGoes() {
        accounts.open("acme");
        goPaid("acme", "premium", "annual", 4);
        accounts.advanceTo("2026-03-01T12:00:00Z");
        send("acme", "change-managed-users", "{\"managedUsers\":6}");
        accounts.advanceTo("2026-05-01T12:00:00Z");
        send("acme", "change-managed-users", "{\"managedUsers\":3}");
        accounts.advanceTo("2027-06-01T12:00:00Z");
        send("acme", "cancel", "{}");
        accounts.advanceTo("2028-03-10T12:00:00Z");
        goPaid("acme", "enterprise", "monthly", 3);
    }

    @Test
    void a_customer_that_joins_grows_shrinks_leaves_and_returns_is_told_month_by_month() {
        comesAndGoes();
        List<String> moved = List.of(
                "2026-01 new 3333 to 3333",
                "2026-03 expansion 1667 to 5000",
                "2027-01 contraction 2500 to 2500",
                "2028-01 churn 2500 to 0",
                "2028-03 reactivation 6000 to 6000");

        Answer answer = ask(MRR).is(200);

        assertThat(movements(answer.json())).isEqualTo(moved);
        assertThat(answer.json().get("months")).hasSize(27);
        assertThatJson(answer.json().get("months").get(12).toString()).isEqualTo("""
                {"month": "2027-01", "starting": {"amount": 5000, "currency": "USD"}, "new": {"amount": 0, "currency": "USD"},
                 "expansion": {"amount": 0, "currency": "USD"}, "contraction": {"amount": 2500, "currency": "USD"},
                 "churn": {"amount": 0, "currency": "USD"}, "reactivation": {"amount": 0, "currency": "USD"},
                 "ending": {"amount": 2500, "currency": "USD"}, "grossChurnRate": 0.5, "netChurnRate": 0.5}""");
        assertThat(answer.json().get("months").get(0).get("grossChurnRate").isNull())
                .isTrue();
        eachMovementNamesItsEvent();

        service.close();
        start();
        assertThat(movements(ask(MRR).is(200).json())).isEqualTo(moved);
        withoutDifferences(service);
    }

    /** Both in SQL and over HTTP, the events are the same ones. */
    private void eachMovementNamesItsEvent() {
        Map<String, String> types = new HashMap<>();
        service.get("auditor", "/v1/audit/subscriptions/acme/events?limit=100")
                .is(200)
                .json()
                .get("items")
                .valueStream()
                .forEach(event -> types.put(
                        event.get("eventId").asString(), event.get("type").asString()));
        assertThat(movementsWith(types))
                .containsExactly(
                        "new PlanChanged",
                        "expansion ManagedUsersChanged",
                        "contraction SubscriptionRenewed",
                        "churn SubscriptionEnded",
                        "reactivation PlanChanged");
    }

    private List<String> movementsWith(Map<String, String> types) {
        try (HikariDataSource source = database.open()) {
            return JdbcClient.create(source)
                    .sql("SELECT kind, event_id FROM analytics.mrr_movements ORDER BY event_position")
                    .query((row, n) -> row.getString("kind") + " " + types.get(row.getString("event_id")))
                    .list();
        }
    }

    @Test
    void a_hundred_at_a_hundred_a_month_and_fifty_at_six_hundred_a_year_are_12_500() {
        IntStream.range(0, 150).forEach(i -> {
            String id = "customer-" + i;
            accounts.open(id);
            // Ten users at 10.00 a month are 100.00; contracts are at any price.
            if (i < 100) {
                goPaid(id, "premium", "monthly", 10);
            } else {
                service.summaryAfter(service.post("admin", "/v1/subscriptions/" + id + "/sign-contract", """
                                {"plan":"premium","interval":"annual","prepaidUsers":1,"pricePerUser":{"amount":60000,"currency":"USD"},\
                                "start":"2026-01-15","end":"2027-01-15","reference":"R"}""")
                        .is(200));
            }
        });

        JsonNode plans = ask("/v1/analytics/plans").is(200).json();

        assertThat(ask("/v1/analytics/mrr?from=2026-01&to=2026-01").is(200).at("/months/0/ending/amount"))
                .isEqualTo("1250000");
        assertThatJson(plans.toString()).isEqualTo("""
                {"currency": "USD", "month": "2026-01",
                 "plans": [{"plan": "premium", "interval": "annual", "accountKind": "contract", "subscriptions": 50, "managedUsers": 50,
                            "mrr": {"amount": 250000, "currency": "USD"}},
                           {"plan": "premium", "interval": "monthly", "accountKind": "online", "subscriptions": 100, "managedUsers": 1000,
                            "mrr": {"amount": 1000000, "currency": "USD"}}],
                 "subscriptions": 150, "managedUsers": 1050, "mrr": {"amount": 1250000, "currency": "USD"},
                 "arr": {"amount": 15000000, "currency": "USD"}}""");
    }

    @Test
    void a_purchase_that_was_undone_makes_no_movement() {
        accounts.openPaid("acme", "premium", "monthly");
        accounts.changeCard("acme", "tok_decline");

        send("acme", "change-plan", "{\"plan\":\"enterprise\"}");

        assertThat(movements(
                        ask("/v1/analytics/mrr?from=2026-01&to=2026-01").is(200).json()))
                .containsExactly("2026-01 new 3000 to 3000");
        assertThat(ask("/v1/analytics/collections?from=2026-01").is(200).at("/months/0/void/amount"))
                .isEqualTo("3000");
        withoutDifferences(service);
    }

    @Test
    void cohorts_collections_and_revenue_of_the_same_customer() {
        comesAndGoes();

        JsonNode retention =
                ask("/v1/analytics/retention?from=2026-01&to=2028-03").is(200).json();
        assertThat(retention.at("/cohorts")).hasSize(1);
        assertThatJson(retention.at("/cohorts/0/months/26").toString()).isEqualTo("""
                {"month": "2028-03", "monthsSince": 26, "customers": 1, "mrr": {"amount": 6000, "currency": "USD"},
                 "customerRetention": 1.0, "revenueRetention": 1.8002}""");
        assertThatJson(retention.at("/months/24").toString()).isEqualTo("""
                {"month": "2028-01", "starting": 1, "new": 0, "churned": 1, "reactivated": 0, "ending": 0, "logoChurnRate": 1.0,
                 "grossRevenueRetention": 0.0, "netRevenueRetention": 0.0}""");
        assertThatJson(ask("/v1/analytics/collections?from=2027-01&to=2027-01")
                        .is(200)
                        .json()
                        .at("/months/0")
                        .toString())
                .isEqualTo("""
                {"month": "2027-01", "invoices": 1, "due": {"amount": 30000, "currency": "USD"},
                 "creditApplied": {"amount": 0, "currency": "USD"}, "paid": {"amount": 30000, "currency": "USD"},
                 "open": {"amount": 0, "currency": "USD"}, "uncollectible": {"amount": 0, "currency": "USD"},
                 "void": {"amount": 0, "currency": "USD"}, "refunded": {"amount": 0, "currency": "USD"}, "collectionRate": 1.0,
                 "dunned": {"amount": 0, "currency": "USD"}, "recovered": {"amount": 0, "currency": "USD"}, "dunningRecoveryRate": null}""");
        JsonNode revenue =
                ask("/v1/analytics/revenue?from=2026-01&to=2028-04").is(200).json();
        assertThat(revenue.get("months")
                        .valueStream()
                        .mapToLong(month -> month.at("/recognized/amount").asLong())
                        .sum())
                .as("400.00, 175.34 for two more, 300.00 and 60.00")
                .isEqualTo(40_000 + 17_534 + 30_000 + 6_000);
        // 17 of 365 days of 400.00.
        assertThatJson(revenue.at("/months/0").toString()).isEqualTo("""
                {"month": "2026-01", "charged": {"amount": 1863, "currency": "USD"}, "credited": {"amount": 0, "currency": "USD"},
                 "refunded": {"amount": 0, "currency": "USD"}, "writtenOff": {"amount": 0, "currency": "USD"},
                 "recognized": {"amount": 1863, "currency": "USD"}}""");
    }

    @Test
    void ranges_and_currencies_are_checked_and_an_answer_is_not_sent_twice() {
        assertThat(ask("/v1/analytics/mrr").is(200).at("/currency")).isEqualTo("USD");
        assertThat(ask("/v1/analytics/mrr").json().get("months")).hasSize(12);
        assertThat(ask("/v1/analytics/mrr").at("/months/11/month")).isEqualTo("2026-01");
        service.post(
                        "service",
                        "/v1/subscriptions",
                        "{\"subscriptionId\":\"tokyo\",\"accountName\":\"T\",\"currency\":\"JPY\"}")
                .is(201);
        service.get("service", "/v1/subscriptions/tokyo?minVersion=1").is(200);
        Answer only = ask("/v1/analytics/mrr").is(200);
        assertThat(only.at("/currency")).isEqualTo("JPY");
        ask("/v1/analytics/mrr", only.header("ETag")).is(304);
        accounts.openPaid("acme", "premium", "monthly");
        service.get("service", "/v1/subscriptions/acme?minVersion=4").is(200);

        for (String figure : new String[] {"mrr", "retention", "plans", "collections", "revenue"}) {
            refused("/v1/analytics/" + figure, "currency is required, because accounts have several: JPY, USD.");
            refused(
                    "/v1/analytics/" + figure + "?currency=dollars",
                    "currency must be an ISO 4217 currency code such as USD.");
            ask("/v1/analytics/" + figure + "?currency=USD").is(200);
            service.get("service", "/v1/analytics/" + figure).is(403);
        }
        for (String figure : new String[] {"mrr", "retention", "collections", "revenue"}) {
            String path = "/v1/analytics/" + figure + "?currency=USD&";
            refused(path + "from=2026-13", "from must be a month such as 2026-01.");
            refused(path + "to=2026-1", "to must be a month such as 2026-01.");
            refused(path + "from=2026-02&to=2026-01", "from must not be later than to, 2026-01.");
            refused(path + "from=2016-01&to=2026-01", "from must be at most 119 months before to, 2026-01.");
            assertThat(ask(path + "from=2016-02&to=2026-01").is(200).json().get("months"))
                    .hasSize(120);
            assertThat(ask(path + "from=2030-05").is(200).at("/months/0/month")).isEqualTo("2030-05");
        }
        refused("/v1/analytics/plans?currency=USD&month=now", "month must be a month such as 2026-01.");
        ask("/v1/analytics/plans?currency=USD&month=9999-12").is(200);
        ask("/v1/analytics/mrr?currency=USD&from=9999-01&to=9999-12").is(200);
        ask("/v1/analytics/mrr?currency=USD&from=1000-01&to=1000-12").is(200);
    }

    private Answer ask(String path, String tag) {
        return service.get("analyst", path, "If-None-Match", tag);
    }

    private void refused(String path, String detail) {
        Answer answer = ask(path);
        answer.isRefused(422, "invalid");
        assertThat(answer.at("/detail")).isEqualTo(detail);
    }
}
