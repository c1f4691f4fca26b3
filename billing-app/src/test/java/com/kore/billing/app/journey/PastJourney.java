package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What auditors are told about the past and about amounts. Sandbox time begins at noon of 15 January 2026; each story goes on where the
 * last one has left the clock, so that its dates are its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PastJourney {
    private RunningService service;
    private Accounts accounts;

    abstract Vendor database();

    @BeforeAll
    void stories(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        accounts = new Accounts(service);
        // Three users of Premium from 15 January; Enterprise on 1 February; two more users on 10 February; a year on 1
        // March.
        accounts.openPaid("acme", "premium", "monthly");
        accounts.openPaid("late", "premium", "monthly");
        accounts.advanceTo("2026-02-01T12:00:00Z");
        paid("acme", "change-plan", "{\"plan\":\"enterprise\"}");
        accounts.advanceTo("2026-02-10T12:00:00Z");
        paid("acme", "change-managed-users", "{\"managedUsers\":5}");
        accounts.advanceTo("2026-03-01T12:00:00Z");
        paid("acme", "change-billing-interval", "{\"interval\":\"annual\"}");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Answer paid(String id, String command, String body) {
        Answer answer = accounts.command(id, command, body, "Prefer", "wait=5").is(200);
        assertThat(answer.at("/invoice/status")).isEqualTo("paid");
        return answer;
    }

    private Answer audit(String path) {
        return service.get("auditor", "/v1/audit/" + path);
    }

    private List<String> explained(String invoice) {
        List<String> words = new ArrayList<>();
        audit("invoices/" + invoice + "/explanation")
                .is(200)
                .json()
                .get("lines")
                .forEach(line -> words.add(line.get("explanation").asString()));
        return words;
    }

    @Test
    void each_line_of_a_change_is_explained_by_its_days_price_catalog_and_events() {
        assertThat(explained("ACME-0001"))
                .containsExactly(
                        "31 of 31 days of Premium at $10.00 for 3 users = $30.00 exactly; price of the catalog of 1970-01-01;"
                                + " PlanChanged, version 4; SubscriptionOpened, version 1");
        assertThat(explained("ACME-0002"))
                .containsExactly(
                        "Credit for unused days: 14 of 31 days of Premium at $10.00 for 3 users = -$13.55, rounded half up; price of the"
                                + " catalog of 1970-01-01; PlanChanged, version 4; SubscriptionOpened, version 1",
                        "14 of 31 days of Enterprise at $20.00 for 3 users = $27.10, rounded half up; price of the catalog of"
                                + " 1970-01-01; PlanChanged, version 7; PlanChanged, version 4; SubscriptionOpened, version 1");
        JsonNode credit = audit("invoices/ACME-0002/explanation").is(200).json().at("/lines/0");
        assertThat(credit.get("formula").asString())
                .isEqualTo("unitPrice x users x days / periodDays, rounded HALF_UP once");
        assertThat(credit.get("inputs").toString())
                .isEqualTo(
                        "{\"unitPrice\":{\"amount\":1000,\"currency\":\"USD\"},\"users\":3,\"days\":14,\"periodDays\":31}");
        assertThat(credit.get("exact").asString()).startsWith("-13.548387096774");
        assertThat(credit.at("/amount/amount").asLong()).isEqualTo(-1355);
    }

    @Test
    void a_renewal_is_explained_by_the_event_that_renewed() {
        assertThat(explained("LATE-0002"))
                .containsExactly(
                        "28 of 28 days of Premium at $10.00 for 3 users = $30.00 exactly; price of the catalog of 1970-01-01;"
                                + " PlanChanged, version 4; SubscriptionOpened, version 1; SubscriptionRenewed, version 7");
        JsonNode explanation = audit("invoices/LATE-0002/explanation").is(200).json();
        assertThat(explanation.get("command").asString()).isEqualTo("BringUpToDate");
        assertThat(explanation.at("/issuedBy/type").asString()).isEqualTo("InvoiceIssued");
        assertThat(explanation.at("/decidedBy/0/type").asString()).isEqualTo("SubscriptionRenewed");
    }

    @Test
    void what_is_explained_is_what_was_invoiced() {
        for (String account : List.of("acme", "late")) {
            for (JsonNode invoice : service.get("service", "/v1/subscriptions/" + account + "/invoices")
                    .is(200)
                    .json()
                    .get("items")) {
                String number = invoice.get("number").asString();
                JsonNode whole =
                        service.get("service", "/v1/invoices/" + number).is(200).json();
                JsonNode explanation =
                        audit("invoices/" + number + "/explanation").is(200).json();
                List<JsonNode> amounts = new ArrayList<>();
                explanation.get("lines").forEach(line -> amounts.add(line.get("amount")));
                List<JsonNode> invoiced = new ArrayList<>();
                whole.get("lines").forEach(line -> invoiced.add(line.get("amount")));
                assertThat(amounts).isEqualTo(invoiced);
                assertThat(explanation.at("/totals/amountDue")).isEqualTo(whole.get("amountDue"));
                assertThat(explanation.at("/totals/creditApplied")).isEqualTo(whole.get("creditApplied"));
            }
        }
        audit("invoices/ACME-0099/explanation").isRefused(404, "invoice-not-found");
        audit("invoices/NOBODY-0001/explanation").isRefused(404, "invoice-not-found");
    }

    @Test
    void a_summary_as_of_a_version_is_what_was_shown_then() {
        Map<Long, ObjectNode> shown = new LinkedHashMap<>();
        remember(shown, service.summaryAfter(accounts.open("traveler")));
        remember(
                shown,
                service.summaryAfter(accounts.command(
                                "traveler", "change-plan", """
                {"plan":"premium","interval":"monthly","paymentMethod":%s}""".formatted(Accounts.card("tok_visa")), "Prefer", "wait=5")
                        .is(200)));
        remember(
                shown,
                service.summaryAfter(accounts.command("traveler", "change-managed-users", "{\"managedUsers\":2}")
                        .is(200)));
        remember(
                shown,
                service.summaryAfter(
                        accounts.command("traveler", "cancel", "{}").is(200)));

        shown.forEach((version, summary) -> assertThat(withoutOffers(audit("subscriptions/traveler?version=" + version)
                        .is(200)
                        .json()))
                .isEqualTo(summary));
        assertThat(withoutOffers(audit("subscriptions/traveler").is(200).json()))
                .isEqualTo(withoutOffers(accounts.summary("traveler").json()));
    }

    private static void remember(Map<Long, ObjectNode> shown, Answer summary) {
        ObjectNode json = withoutOffers(summary.json());
        shown.put(json.get("version").asLong(), json);
    }

    private static ObjectNode withoutOffers(JsonNode summary) {
        return ((ObjectNode) summary).without("availableChanges");
    }

    @Test
    void a_summary_as_of_an_instant_is_what_was_so_then() {
        assertThat(audit("subscriptions/acme?at=2026-01-31T23:59:59Z").is(200).at("/plan"))
                .isEqualTo("premium");
        assertThat(audit("subscriptions/acme?at=2026-02-01T12:00:00Z").is(200).at("/plan"))
                .isEqualTo("enterprise");
        assertThat(audit("subscriptions/acme?at=2026-02-09T00:00:00Z").is(200).at("/managedUsers"))
                .isEqualTo("3");
        assertThat(audit("subscriptions/acme?at=2026-02-10T12:00:00Z").is(200).at("/managedUsers"))
                .isEqualTo("5");
        // What could be changed then, with the dates of then.
        assertThat(audit("subscriptions/acme?at=2026-02-11T00:00:00Z").is(200).at("/availableChanges/0/effectiveOn"))
                .startsWith("2026-02-");
    }

    @Test
    void a_past_that_was_not_is_refused() {
        audit("subscriptions/acme?at=2026-01-15T11:59:59Z").isRefused(404, "subscription-not-found");
        audit("subscriptions/nobody").isRefused(404, "subscription-not-found");
        audit("subscriptions/acme?version=0").isRefused(422, "invalid");
        audit("subscriptions/acme?version=1000").isRefused(422, "invalid");
        audit("subscriptions/acme?version=1&at=2026-02-01T12:00:00Z").isRefused(422, "invalid");
        audit("subscriptions/acme?at=yesterday").isRefused(422, "invalid");
        audit("subscriptions/acme?at=%2B1000000000-12-31T23:59:59Z").isRefused(422, "invalid");
        service.get("service", "/v1/audit/subscriptions/acme").isRefused(403, "forbidden");
        service.get("service", "/v1/audit/invoices/ACME-0001/explanation").isRefused(403, "forbidden");
    }

    @Test
    void every_field_names_the_event_that_last_set_it() {
        Map<String, String> setBy = new LinkedHashMap<>();
        JsonNode explanation = audit("subscriptions/acme/explanation?at=2026-02-11T00:00:00Z")
                .is(200)
                .json();
        explanation
                .get("fields")
                .forEach(field -> setBy.put(
                        field.get("field").asString(),
                        field.at("/setBy/type").asString() + " "
                                + field.at("/setBy/version").asLong()));

        assertThat(setBy)
                .containsEntry("accountName", "SubscriptionOpened 1")
                .containsEntry("billingProfile", "BillingProfileUpdated 2")
                .containsEntry("paymentMethod", "PaymentMethodChanged 3")
                .containsEntry("currentPeriod", "PlanChanged 4")
                .containsEntry("plan", "PlanChanged 7")
                .containsEntry("pricePerUser", "PlanChanged 7")
                .containsEntry("managedUsers", "ManagedUsersChanged 10")
                .containsEntry("statement", "ManagedUsersChanged 10")
                .doesNotContainKey("availableChanges");
        JsonNode summary =
                audit("subscriptions/acme?at=2026-02-11T00:00:00Z").is(200).json();
        explanation
                .get("fields")
                .forEach(field -> assertThat(field.get("value"))
                        .as(field.get("field").asString())
                        .isEqualTo(summary.get(field.get("field").asString())));
    }
}
