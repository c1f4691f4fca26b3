package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ApiDocument;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the service answers is what its OpenAPI document says: each operation is asked, and its answer held against its schema. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DocumentedAnswersJourney {
    private static final String ACME = "/v1/subscriptions/acme";
    private static final String PROFILE = """
            {"contactName":"Ada Byron","email":"ada@acme.example","address":{"line1":"1 Main Street","city":"Springfield",\
            "region":"IL","postalCode":"62701","country":"US"}}""";
    private static final String[] ONCE = {"Idempotency-Key", "acme-goes-paid", "Prefer", "wait=5"};

    private final Set<String> asked = new TreeSet<>();
    private RunningService service;
    private JsonNode json;
    private ApiDocument document;

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        json = service.get("service", "/v3/api-docs").is(200).json();
        document = new ApiDocument(json);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Answer asDocumented(String method, String path, Answer answer) {
        String operation = document.operation(method, path);
        assertThat(document.differences(operation, answer))
                .as("%s: %s", operation, answer.response().body())
                .isEmpty();
        asked.add(operation);
        return answer;
    }

    private Answer post(String role, String path, String body, String... headers) {
        return asDocumented("post", path, service.post(role, path, body, headers));
    }

    private Answer command(String name, String body) {
        return post("admin", ACME + "/" + name, body, "Prefer", "wait=5").is(200);
    }

    /** And what it answers to whoever has that answer. */
    private Answer get(String role, String path) {
        Answer answer = asDocumented("get", path, service.get(role, path).is(200));
        if (document.honours(document.operation("get", path), "If-None-Match")) {
            asDocumented("get", path, service.get(role, path, "If-None-Match", answer.header("ETag")))
                    .is(304);
        }
        return answer;
    }

    /** Once the reads show what a command did. */
    private void readAfter(Answer command) {
        service.summaryAfter(command);
        Answer clock = get("operator", "/v1/sandbox/clock");
        assertThat(clock.header("ETag")).isEmpty();
        for (String list : new String[] {"", "/account-summary", "/billing-history", "/invoices"}) {
            get("service", ACME + list);
        }
        for (String path :
                new String[] {"/v1/account-summaries?limit=1", "/v1/invoices", "/v1/catalog", "/v1/events"}) {
            get("service", path);
        }
        get("operator", "/v1/operations/billing-runs");
    }

    @Test
    void every_operation_answers_as_documented_through_the_life_of_an_account() {
        String solo = "/v1/subscriptions/"
                + post("service", "/v1/subscriptions", "{\"accountName\":\"Solo\",\"billingProfile\":" + PROFILE + "}")
                        .is(201)
                        .at("/subscriptionId");
        readAfter(post(
                        "service",
                        "/v1/subscriptions",
                        "{\"subscriptionId\":\"acme\",\"accountName\":\"Acme Inc.\",\"managedUsers\":3}")
                .is(201));
        String goPaid = "{\"plan\":\"premium\",\"interval\":\"monthly\",\"paymentMethod\":%s,\"billingProfile\":%s}"
                .formatted(Accounts.card("tok_visa"), PROFILE);
        post("service", ACME + "/change-plan", goPaid, ONCE).is(200);
        Answer replayed = post("service", ACME + "/change-plan", goPaid, ONCE).is(200);
        assertThat(replayed.header("Idempotent-Replayed")).isEqualTo("true");
        readAfter(replayed);
        post("service", ACME + "/preview", "{\"command\":\"change-plan\",\"plan\":\"enterprise\"}")
                .is(200);
        post("service", ACME + "/simulations", """
                        {"steps":[{"at":"2026-01-20T00:00:00Z","command":"cancel"},{"at":"2026-01-21T00:00:00Z","command":"cancel"}],
                         "until":"2026-06-01T00:00:00Z"}""").is(200);
        command("change-plan", "{\"plan\":\"enterprise\"}");
        readAfter(command("change-plan", "{\"plan\":\"premium\"}"));
        command("withdraw-scheduled-change", "{}");
        readAfter(command("cancel", "{\"reason\":\"Too dear\"}"));
        command("withdraw-cancellation", "{}");
        command("change-billing-interval", "{\"interval\":\"annual\"}");
        command("change-managed-users", "{\"managedUsers\":5}");
        command("update-billing-profile", PROFILE);
        command("grant-credit", "{\"kind\":\"goodwill\",\"amount\":{\"amount\":500,\"currency\":\"USD\"}}");
        post("admin", "/v1/invoices/ACME-0001/refund", "{\"reason\":\"Charged twice\"}", "Prefer", "wait=5")
                .is(200);
        command("change-payment-method", Accounts.card("tok_decline"));
        post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"P1Y\"}").is(200);
        assertThat(get("service", ACME).at("/status")).isEqualTo("past_due");
        Answer byAch = command(
                "change-payment-method",
                "{\"kind\":\"ach\",\"token\":\"ba_ok\",\"bankName\":\"First Bank\",\"last4\":\"6789\"}");
        post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"PT1M\"}").is(200);
        readAfter(byAch);
        assertThat(get("operator", "/v1/operations/billing-runs").json().get("items"))
                .isNotEmpty();
        JsonNode invoices = get("service", ACME + "/invoices").json().get("items");
        for (JsonNode invoice : invoices.values()) {
            get("service", "/v1/invoices/" + invoice.get("invoiceId").asString());
            get("service", "/v1/invoices/" + invoice.get("invoiceId").asString() + ".pdf");
        }

        audit();
        post("admin", solo + "/erase-personal-data", "{}").is(200);
        assertThat(get("service", solo + "/account-summary?minVersion=3").at("/billingProfile/address/country"))
                .isEqualTo("erased");
        String verification =
                post("auditor", "/v1/audit/verifications", "").is(202).header("Location");
        await().until(() -> !get("auditor", verification).at("/status").equals("running"));
        assertThat(get("auditor", verification).at("/status")).isEqualTo("completed");
        String reconciliation =
                post("analyst", "/v1/analytics/reconciliations", "").is(202).header("Location");
        await().until(() -> !get("analyst", reconciliation).at("/status").equals("running"));
        assertThat(get("analyst", reconciliation).at("/holds")).isEqualTo("true");

        contract(solo);
        for (String form : new String[] {"csv", "ndjson", "parquet"}) {
            get("analyst", "/v1/analytics/exports/invoices." + form);
        }
        operations();
        analytics();
        accessTokens();
        post("service", "/v1/webhooks/stripe", "{}").is(404);

        assertThat(asked).isEqualTo(document.operations());
    }

    private void contract(String account) {
        String id = account.substring(account.lastIndexOf('/') + 1);
        LocalDate today =
                LocalDate.parse(get("operator", "/v1/sandbox/clock").at("/now").substring(0, 10));
        String ada = "{\"userId\":\"ada\"}";
        Answer signed = post("admin", account + "/sign-contract", """
                        {"plan":"enterprise","interval":"annual","prepaidUsers":10,"pricePerUser":{"amount":15000,"currency":"USD"},
                         "start":"%s","end":"%s","reference":"C-17"}""".formatted(today, today.plusYears(2)))
                .is(200);
        service.summaryAfter(signed);
        assertThat(get("service", account).at("/contract/available")).isEqualTo("10");
        post("admin", "/v1/invoices/" + signed.at("/invoice/invoiceId") + "/record-payment", """
                        {"amount":{"amount":150000,"currency":"USD"},"reference":"Transfer of 3 May"}""")
                .is(200);
        post("service", account + "/add-prepaid-users", "{\"count\":2}").is(200);
        post("service", account + "/set-preferences", """
                        {"whenUserJoins":"leave_free","whenNoneAvailable":"leave_free"}""").is(200);
        post("service", account + "/user-joined", ada).is(200);
        post("service", account + "/assign-user", ada).is(200);
        service.summaryAfter(post("service", account + "/release-user", ada).is(200));
        get("service", "/v1/subscriptions/" + id + "/billing-history");
        get("service", "/v1/invoices/" + signed.at("/invoice/invoiceId"));
        get("auditor", "/v1/audit/invoices/" + signed.at("/invoice/invoiceId") + "/explanation");
        get("auditor", "/v1/audit/subscriptions/" + id + "/explanation");
    }

    private void analytics() {
        String range = "?currency=USD&from=2026-01&to=2027-12";
        for (String figure : new String[] {"mrr", "retention", "collections", "revenue"}) {
            assertThat(get("analyst", "/v1/analytics/" + figure + range).json().get("months"))
                    .hasSize(24);
        }
        assertThat(get("analyst", "/v1/analytics/plans?currency=USD").json().get("plans"))
                .isNotEmpty();
    }

    private void operations() {
        String replay = post("operator", "/v1/operations/projections/invoice/replays", "")
                .is(202)
                .header("Location");
        await().until(() -> !get("operator", replay).at("/status").equals("running"));
        get("operator", "/v1/operations/projections");
        get("operator", "/v1/operations/projections/invoice/replays");
        get("operator", "/v1/operations/dead-letters");
        post("operator", "/v1/operations/dead-letters", "{\"action\":\"retry\"}")
                .is(200);
        assertThat(get("operator", "/v1/operations/actions").json().get("items"))
                .hasSize(2);
    }

    private void accessTokens() {
        post("admin", "/v1/access-tokens", "{\"scopes\":[\"account:self\"],\"subscriptionId\":\"acme\"}")
                .is(201);
        Answer link = post("admin", "/v1/access-tokens", "{\"kind\":\"one_time_link\",\"scopes\":[\"billing:read\"]}")
                .is(201);
        post("admin", "/v1/access-tokens/redemptions", "{\"code\":\"%s\"}".formatted(link.at("/code")))
                .is(201);
        get("admin", "/v1/access-tokens");
        String revoked = "/v1/access-tokens/" + link.at("/tokenId");
        asDocumented(
                        "delete",
                        revoked,
                        service.send("admin", service.request(revoked).DELETE()))
                .is(204);
    }

    private void audit() {
        for (String path : new String[] {
            "/subscriptions/acme", "/subscriptions/acme/explanation", "/checkpoint", "/consistency?from=1", "/events"
        }) {
            get("auditor", "/v1/audit" + path);
        }
        get("auditor", "/v1/audit/invoices/ACME-0002/explanation");
        String eventId = get("auditor", "/v1/audit/subscriptions/acme/events").at("/items/0/eventId");
        get("auditor", "/v1/audit/events/" + eventId + "/proof");
    }

    @Test
    void a_problem_is_as_documented() {
        asDocumented("get", ACME, service.get("analyst", ACME)).is(403);
        asDocumented("get", "/v1/catalog", service.send(service.request("/v1/catalog")))
                .is(401);
        asDocumented("get", "/v1/subscriptions/nobody", service.get("service", "/v1/subscriptions/nobody"))
                .is(404);
        post("service", "/v1/subscriptions", "{").is(400);
        post("service", "/v1/subscriptions", "{}").is(422);
        post("service", "/v1/subscriptions", "{\"subscriptionId\":\"twice\",\"accountName\":\"Twice\"}")
                .is(201);
        post("service", "/v1/subscriptions", "{\"subscriptionId\":\"twice\",\"accountName\":\"Twice\"}")
                .is(409);
        Answer conflict = post("service", "/v1/subscriptions/twice/cancel", "{}", "If-Match", "\"9\"")
                .is(412);
        assertThat(conflict.header("ETag")).isEqualTo("\"1\"");
        String late = "/v1/subscriptions/twice?minVersion=9";
        asDocumented("get", late, service.get("service", late)).is(503);
    }

    @Test
    void every_example_of_an_answer_is_an_answer() {
        for (String name : new String[] {
            "AccountSummary", "BillingHistoryItem", "CommandAnswer", "InvoiceView", "Preview", "Problem", "Simulation"
        }) {
            JsonNode example = json.at("/components/schemas/%s/example".formatted(name));
            assertThat(example.isObject()).as(name).isTrue();
            assertThat(document.differences(name, example)).as(name).isEmpty();
        }
    }

    @Test
    void headers_are_documented_where_they_are_looked_at() {
        Map<String, String> looksAt = Map.of(
                "Idempotency-Key", "post /v1/(subscriptions|invoices)(?!.*/(preview|simulations)$).*",
                "Prefer", "post /v1/(subscriptions|invoices)(?!.*/(preview|simulations)$).*",
                "If-Match", "post /v1/(subscriptions|invoices).*",
                "If-None-Match",
                        "get /v1/(subscriptions|invoices|account-summaries|catalog|analytics(?!/reconciliations)).*",
                "X-Request-Id", ".*",
                "traceparent", ".*");
        looksAt.forEach((header, operations) -> {
            for (String operation : document.operations()) {
                assertThat(document.honours(operation, header))
                        .as(header + " of " + operation)
                        .isEqualTo(operation.matches(operations));
            }
        });
    }
}
