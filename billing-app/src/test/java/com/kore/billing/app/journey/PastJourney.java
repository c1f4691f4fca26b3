package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
                .containsEntry("currentPeriod", "PlanChanged 7")
                .containsEntry("plan", "PlanChanged 7")
                .containsEntry("pricePerUser", "PlanChanged 7")
                .containsEntry("managedUsers", "ManagedUsersChanged 10")
                .containsEntry("statement", "ManagedUsersChanged 10")
                .containsEntry("availableChanges", "PlanChanged 7");
        JsonNode summary =
                audit("subscriptions/acme?at=2026-02-11T00:00:00Z").is(200).json();
        explanation
                .get("fields")
                .forEach(field -> assertThat(field.get("value"))
                        .as(field.get("field").asString())
                        .isEqualTo(summary.get(field.get("field").asString())));
    }
}
