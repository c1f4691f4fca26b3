package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.PageVisitor;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Analysts look at figures: what pages say is what endpoints say. Accounts join, grow and leave from January to April 2026. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleInsightsJourney {
    private static final String RANGE = "?currency=USD&from=2026-01&to=2026-04";

    private RunningService service;
    private Answer beforeAnyAccount;

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        beforeAnyAccount = page("");
        Accounts accounts = new Accounts(service);
        accounts.openPaid("stays", "premium", "monthly");
        accounts.openPaid("leaves", "premium", "monthly");
        accounts.command("leaves", "cancel", "{}").is(200);
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"euros","accountName":"Euros","currency":"EUR","billingProfile":%s}""".formatted(Accounts.PROFILE))
                .is(201);
        accounts.command(
                "euros",
                "change-plan",
                "{\"plan\":\"premium\",\"interval\":\"monthly\",\"paymentMethod\":%s}"
                        .formatted(Accounts.card("tok_visa")),
                "Prefer",
                "wait=5");
        accounts.advanceTo("2026-03-01T12:00:00Z");
        accounts.command(
                "stays", "change-plan", "{\"plan\":\"enterprise\",\"interval\":\"monthly\"}", "Prefer", "wait=5");
        accounts.openPaid("late", "enterprise", "annual");
        accounts.changeCard("stays", "tok_decline");
        accounts.advanceTo("2026-04-20T12:00:00Z");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Answer page(String path) {
        return service.get("analyst", "/console/insights" + path);
    }

    private JsonNode told(String path) {
        return service.get("analyst", "/v1/analytics" + path).is(200).json();
    }

    /** The cells that a chart is drawn from, row by row, of one table. */
    private static List<List<String>> values(Answer page, String table) {
        String body = page.response().body();
        int begin = body.indexOf("id=\"" + table + "\"");
        String rows = body.substring(body.indexOf("<tbody>", begin), body.indexOf("</tbody>", begin));
        List<List<String>> values = new ArrayList<>();
        for (String row : rows.split("<tr", -1)) {
            List<String> cells = Pattern.compile("<data value=\"([^\"]*)\"")
                    .matcher(row)
                    .results()
                    .map(cell -> cell.group(1))
                    .toList();
            if (!cells.isEmpty()) {
                values.add(cells);
            }
        }
        return values;
    }

    private static String amount(JsonNode total) {
        return BigDecimal.valueOf(total.get("amount").asLong(), 2).toPlainString();
    }

    private static String less(JsonNode total) {
        return BigDecimal.valueOf(-total.get("amount").asLong(), 2).toPlainString();
    }

    private static String percent(JsonNode rate) {
        return rate.isNull()
                ? ""
                : rate.decimalValue().movePointRight(2).setScale(2).toPlainString();
    }

    @Test
    void recurring_revenue_and_its_movements_are_those_of_the_endpoint() {
        Answer page = page(RANGE).is(200);
        List<List<String>> level = new ArrayList<>();
        List<List<String>> movements = new ArrayList<>();
        for (JsonNode month : told("/mrr" + RANGE).get("months")) {
            level.add(List.of(
                    amount(month.get("starting")),
                    amount(month.get("ending")),
                    percent(month.get("grossChurnRate")),
                    percent(month.get("netChurnRate"))));
            movements.add(List.of(
                    amount(month.get("new")),
                    amount(month.get("expansion")),
                    amount(month.get("reactivation")),
                    less(month.get("contraction")),
                    less(month.get("churn"))));
        }

        assertThat(values(page, "mrr")).isEqualTo(level).hasSize(4);
        assertThat(values(page, "movements")).isEqualTo(movements);
        assertThat(new Page(page).text())
                .contains("Jan 2026 $0.00 $60.00 - -")
                .contains("At the end of April 2026 the ARR is")
                .contains("MRR of an account is price x users of its paid terms");
    }

    @Test
    void retention_and_cohorts_are_those_of_the_endpoint() {
        Answer page = page("/retention" + RANGE).is(200);
        JsonNode told = told("/retention" + RANGE);
        List<List<String>> months = new ArrayList<>();
        for (JsonNode month : told.get("months")) {
            months.add(List.of(
                    month.get("starting").asString(),
                    month.get("new").asString(),
                    month.get("reactivated").asString(),
                    month.get("churned").asString(),
                    month.get("ending").asString(),
                    percent(month.get("logoChurnRate")),
                    percent(month.get("grossRevenueRetention")),
                    percent(month.get("netRevenueRetention"))));
        }
        List<List<String>> cohorts = new ArrayList<>();
        for (JsonNode cohort : told.get("cohorts")) {
            List<String> row = new ArrayList<>(List.of(cohort.get("customers").asString(), amount(cohort.get("mrr"))));
            for (JsonNode month : cohort.get("months")) {
                row.add(percent(month.get("customerRetention")));
            }
            cohorts.add(row);
        }

        assertThat(values(page, "retention")).isEqualTo(months);
        assertThat(values(page, "cohort-customers")).isEqualTo(cohorts).hasSize(2);
    }

    @Test
    void plans_collections_and_revenue_are_those_of_the_endpoints() {
        List<List<String>> plans = new ArrayList<>();
        for (JsonNode plan : told("/plans?currency=USD&month=2026-04").get("plans")) {
            plans.add(List.of(
                    plan.get("subscriptions").asString(),
                    plan.get("managedUsers").asString()));
        }
        assertThat(values(page("/plans" + RANGE).is(200), "plan-subscriptions")).isEqualTo(plans);

        List<List<String>> collected = new ArrayList<>();
        for (JsonNode month : told("/collections" + RANGE).get("months")) {
            collected.add(List.of(
                    month.get("invoices").asString(),
                    amount(month.get("due")),
                    amount(month.get("paid")),
                    amount(month.get("open")),
                    amount(month.get("uncollectible")),
                    percent(month.get("collectionRate")),
                    amount(month.get("creditApplied")),
                    amount(month.get("void")),
                    amount(month.get("refunded"))));
        }
        assertThat(values(page("/collections" + RANGE).is(200), "collections")).isEqualTo(collected);

        List<String> recognized = new ArrayList<>();
        for (JsonNode month : told("/revenue" + RANGE).get("months")) {
            recognized.add(amount(month.get("recognized")));
        }
        assertThat(values(page("/revenue" + RANGE).is(200), "revenue"))
                .extracting(List::getLast)
                .isEqualTo(recognized);
    }

    @Test
    void every_figure_can_be_drawn_and_needs_no_drawing() {
        for (String name : List.of("", "/retention", "/plans", "/collections", "/revenue")) {
            String body = page(name + RANGE).is(200).response().body();
            assertThat(Pattern.compile("<canvas role=\"img\" aria-label=\"[^\"]+\" data-table=\"([^\"]+)\"")
                            .matcher(body)
                            .results()
                            .map(canvas -> canvas.group(1)))
                    .as(name)
                    .isNotEmpty()
                    .allSatisfy(table -> assertThat(body).contains("<table class=\"figures\" id=\"" + table + "\""));
            assertThat(body).doesNotContain("<script>", "style=\"", "onclick");
        }
    }

    @Test
    void without_a_currency_dollars_are_shown_and_others_can_be_chosen() {
        assertThat(page("").is(200).response().body())
                .contains("<option value=\"USD\" selected=\"selected\">USD</option>")
                .contains("<option value=\"EUR\">EUR</option>")
                .contains("value=\"2025-05\"")
                .contains("value=\"2026-04\"");
        assertThat(new Page(page("?currency=EUR&from=2026-01&to=2026-01")).text())
                .contains("Jan 2026 €0.00 €9.00");
    }

    @Test
    void months_and_currencies_that_make_no_sense_are_told_beside_their_fields() {
        assertThat(new Page(page("?from=2026-05&to=2026-01").is(422)).text())
                .contains("First month must not be later than to, 2026-01");
        assertThat(new Page(page("?from=soon&currency=CHF").is(422)).text())
                .contains("First month must be a month such as 2026-01")
                .contains("Currency must be one that accounts have");
        assertThat(new Page(page("?from=2001-01&to=2026-01").is(422)).text())
                .contains("First month must be at most 119 months before to");
        page("/nothing").is(404);
    }

    @Test
    void the_rows_behind_the_figures_are_the_files_of_the_endpoint() {
        PageVisitor analyst = PageVisitor.signedIn(service, "analyst");
        for (String file : List.of("mrr_movements.csv", "cohorts.ndjson", "invoices.csv")) {
            Answer here = analyst.get("/console/insights/exports/" + file).is(200);
            Answer there =
                    service.get("analyst", "/v1/analytics/exports/" + file).is(200);
            assertThat(here.response().body()).isEqualTo(there.response().body());
            for (String header : List.of("Content-Type", "Content-Disposition", "X-Event-Position", "ETag")) {
                assertThat(here.header(header)).isEqualTo(there.header(header));
            }
        }
        assertThat(page("/retention").response().body())
                .contains("href=\"/console/insights/exports/cohorts.parquet\"")
                .contains("href=\"/console/insights/exports/mrr_movements.ndjson\"");
        assertThat(analyst.get("/console/insights/exports/nothing.csv").is(404).header("Content-Type"))
                .startsWith("text/html");
    }

    @Test
    void before_there_are_figures_the_page_says_what_they_wait_for() {
        assertThat(new Page(beforeAnyAccount.is(200)).text())
                .contains("Nothing has happened yet in this currency and these months.");
        JdbcClient jdbc = service.bean(JdbcClient.class);
        long answering = jdbc.sql("SELECT generation FROM read_model WHERE name = 'analytics'")
                .query(Long.class)
                .single();
        answerFrom(jdbc, 0);
        try {
            Answer page = page("").is(503);
            assertThat(new Page(page).text()).contains("The figures are being made", "look again in a moment");
            assertThat(page.header("Retry-After")).isEqualTo("5");
        } finally {
            answerFrom(jdbc, answering);
        }
    }

    private static void answerFrom(JdbcClient jdbc, long generation) {
        jdbc.sql("UPDATE read_model SET generation = ? WHERE name = 'analytics'")
                .param(generation)
                .update();
    }

    @Test
    void they_are_for_analysts() {
        for (String role : List.of("service", "auditor", "operator", "admin")) {
            service.get(role, "/console/insights").is(403);
            service.get(role, "/console/insights/exports/cohorts.csv").is(403);
        }
        service.send(service.request("/console/insights/plans").GET()).is(303);
        assertThat(PageVisitor.signedIn(service, "analyst").get("/console/").header("Location"))
                .isEqualTo("/console/insights");
    }
}
