package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What auditors are told about the past: what was shown then, and which events made it so. Sandbox time begins at noon of 15 January 2026; prices
 * rise and a plan gets another name on 20 February. What the service showed is written down as it goes on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PastJourney {
    private static final String CATALOG = """
            versions:
              - effectiveFrom: 1970-01-01
                plans:
                  - {id: free, name: Free, rank: 0}
                  - {id: premium, name: Premium, rank: 1, prices: [{interval: monthly, currency: USD, perUser: "10.00"},
                     {interval: annual, currency: USD, perUser: "100.00"}]}
                  - {id: enterprise, name: Enterprise, rank: 2, prices: [{interval: monthly, currency: USD, perUser: "20.00"},
                     {interval: annual, currency: USD, perUser: "200.00"}]}
              - effectiveFrom: 2026-02-20
                plans:
                  - {id: free, name: Free, rank: 0}
                  - {id: premium, name: Premium Plus, rank: 1, prices: [{interval: monthly, currency: USD, perUser: "12.00"},
                     {interval: annual, currency: USD, perUser: "110.00"}]}
                  - {id: enterprise, name: Enterprise, rank: 2, prices: [{interval: monthly, currency: USD, perUser: "25.00"}]}
            """;
    private static final List<String> ACCOUNTS = List.of("acme", "still", "gone", "lapsed", "undone");

    /** What was shown of an account, by what it is to be asked for now: an instant or a version. */
    private final Map<String, JsonNode> shown = new LinkedHashMap<>();

    private RunningService service;
    private Accounts accounts;

    abstract Vendor database();

    @BeforeAll
    void stories(@TempDir Path dataDir) throws IOException {
        Path catalog = Files.writeString(dataDir.resolve("catalog.yaml"), CATALOG);
        service = RunningService.start(
                database(),
                dataDir,
                Map.of(
                        "billing.clock", "sandbox",
                        "billing.clock-start", "2026-01-15T12:00:00Z",
                        "billing.catalog", catalog.toString()));
        accounts = new Accounts(service);
        for (String account : ACCOUNTS) {
            accounts.openPaid(account, "premium", "monthly");
        }
        accounts.openPaid("erased", "premium", "monthly");
        accounts.command("erased", "cancel", "{}").is(200);
        service.post("admin", "/v1/subscriptions/acme/grant-credit", """
                {"kind":"goodwill","amount":{"amount":700,"currency":"USD"}}""").is(200);
        send("gone", "cancel", "{}");
        accounts.changeCard("lapsed", "tok_decline");
        accounts.changeCard("undone", "tok_decline");
        send("acme", "change-managed-users", "{\"managedUsers\":2}");
        day("2026-02-01");
        send("acme", "change-plan", "{\"plan\":\"enterprise\"}");
        send("undone", "change-plan", "{\"plan\":\"enterprise\"}");
        accounts.changeCard("undone", "tok_visa");
        day("2026-02-10");
        send("acme", "change-managed-users", "{\"managedUsers\":5}");
        send("acme", "change-plan", "{\"plan\":\"premium\"}");
        send("still", "change-managed-users", "{\"managedUsers\":2}");
        day("2026-02-12");
        send("acme", "withdraw-scheduled-change", "{}");
        day("2026-02-18");
        day("2026-02-25");
        send("acme", "cancel", "{}");
        send("acme", "withdraw-cancellation", "{}");
        accounts.changeCard("acme", "tok_visa");
        service.post("admin", "/v1/subscriptions/erased/erase-personal-data", "{}")
                .is(200);
        day("2026-03-01");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private void send(String id, String command, String body) {
        Answer answer = accounts.command(id, command, body, "Prefer", "wait=5").is(200);
        JsonNode summary = service.summaryAfter(answer).json();
        shown.put(id + "?version=" + summary.get("version").asLong(), summary);
    }

    /** What is shown in the morning is what was so then, and goes on at noon. */
    private void day(String date) {
        accounts.advanceTo(date + "T11:00:00Z");
        for (String account : ACCOUNTS) {
            shown.put(
                    "%s?at=%sT11:00:00Z".formatted(account, date),
                    accounts.summary(account).json());
        }
        accounts.advanceTo(date + "T12:00:00Z");
    }

    private Answer audit(String path) {
        return service.get("auditor", "/v1/audit/subscriptions/" + path);
    }

    @Test
    void a_summary_as_of_a_version_or_an_instant_is_to_the_letter_what_was_shown_then() {
        assertThat(shown).hasSizeGreaterThan(30);
        shown.forEach((then, summary) ->
                assertThat(audit(then).is(200).json()).as(then).isEqualTo(summary));
        for (String account : ACCOUNTS) {
            JsonNode now = accounts.summary(account).json();
            assertThat(audit(account).is(200).json()).isEqualTo(now);
            assertThat(audit(account + "?at=2026-03-01T12:00:00Z").is(200).json())
                    .isEqualTo(now);
        }
    }

    @Test
    void what_was_offered_then_is_told_with_the_prices_names_and_dates_of_then() {
        assertThat(offers("still?at=2026-02-19T23:59:59Z"))
                .containsExactly(
                        "premium annual 10000 17% now 2026-02-19",
                        "enterprise monthly 2000 0% now 2026-02-19", "enterprise annual 20000 17% now 2026-02-19");
        assertThat(offers("still?at=2026-02-20T00:00:00Z"))
                .containsExactly(
                        "premium annual 11000 24% now 2026-02-20", "enterprise monthly 2500 0% now 2026-02-20");
        assertThat(audit("still?at=2026-02-19T23:59:59Z").at("/planName")).isEqualTo("Premium");
        assertThat(audit("still?at=2026-02-20T00:00:00Z").at("/planName")).isEqualTo("Premium Plus");
        // A version counts with the day on which it came about.
        assertThat(offers("still?version=6")).contains("enterprise monthly 2000 0% now 2026-01-15");
    }

    private List<String> offers(String then) {
        return audit(then)
                .is(200)
                .json()
                .get("availableChanges")
                .valueStream()
                .map(offer -> "%s %s %s %s%% %s %s"
                        .formatted(
                                offer.get("plan").asString(),
                                offer.get("interval").asString(),
                                offer.at("/pricePerUser/amount"),
                                offer.get("savingPercent"),
                                offer.get("effective").asString(),
                                offer.get("effectiveOn").asString()))
                .toList();
    }

    @Test
    void a_past_that_was_not_is_refused_naming_what_to_ask_instead() {
        audit("acme?at=2026-01-15T11:59:59Z").isRefused(404, "subscription-not-found");
        audit("nobody").isRefused(404, "subscription-not-found");
        for (String path : List.of("acme", "acme/explanation")) {
            refused(path + "?version=0", "version", "must be 1 or more");
            refused(
                    path + "?version=1000",
                    "version",
                    "must be at most 24, the present one; leave it out to see what is so now");
            refused(path + "?version=9223372036854775807", "version", "must be at most 24, the present one");
            refused(path + "?version=1&at=2026-02-01T12:00:00Z", "version", "together with at; leave one of them out");
            refused(
                    path + "?at=2026-03-01T12:00:00.000001Z",
                    "at",
                    "later than the service's present, 2026-03-01T12:00:00Z");
            refused(path + "?at=2999-01-01T00:00:00Z", "at", "simulations");
            refused(path + "?at=yesterday", "at", "");
            refused(path + "?at=%2B1000000000-12-31T23:59:59Z", "at", "");
            service.get("service", "/v1/audit/subscriptions/" + path).isRefused(403, "forbidden");
        }
    }

    private void refused(String path, String field, String message) {
        Answer answer = audit(path);
        answer.isRefused(422, "invalid");
        assertThat(answer.at("/violations/0/field")).isEqualTo(field);
        assertThat(answer.at("/violations/0/message")).contains(message);
    }

    @Test
    void every_field_names_the_event_that_last_set_it_and_the_one_since_which_it_is_so() {
        assertThat(origins("acme?at=2026-02-11T00:00:00Z"))
                .containsEntry("accountName", "set by SubscriptionOpened, version 1")
                .containsEntry("billingProfile", "set by BillingProfileUpdated, version 2")
                .containsEntry("paymentMethod", "set by PaymentMethodChanged, version 3")
                .containsEntry("currentPeriod", "set by PlanChanged, version 9; the same since PlanChanged, version 4");
        assertThat(origins("acme"))
                .containsEntry(
                        "paymentMethod",
                        "set by PaymentMethodChanged, version 24; the same since PaymentMethodChanged, version 3");
    }

    /** In words, by field; each is what the summary says. */
    private Map<String, String> origins(String then) {
        Map<String, String> origins = new LinkedHashMap<>();
        JsonNode summary = audit(then).is(200).json();
        JsonNode explanation =
                audit(then.replaceFirst("^\\w+", "$0/explanation")).is(200).json();
        for (JsonNode field : explanation.get("fields")) {
            String name = field.get("field").asString();
            assertThat(field.get("value")).as(name).isEqualTo(summary.get(name));
            origins.put(name, field.get("explanation").asString());
        }
        assertThat(origins.keySet()).containsExactlyElementsOf(summary.propertyNames());
        return origins;
    }

    @Test
    void whatever_changes_is_set_by_the_event_that_changes_it() {
        for (String account : ACCOUNTS) {
            long present = audit(account).json().get("version").asLong();
            JsonNode before = audit(account + "?version=1").json();
            for (long version = 2; version <= present; version++) {
                JsonNode after = audit(account + "?version=" + version).json();
                for (JsonNode field : audit(account + "/explanation?version=" + version)
                        .json()
                        .get("fields")) {
                    String name = field.get("field").asString();
                    // What the day and the catalog make of it may change without an event.
                    boolean ofTheDay = field.get("explanation").asString().contains("names and prices of")
                            && !before.get("asOf").equals(after.get("asOf"));
                    if (!ofTheDay && !after.get(name).equals(before.get(name))) {
                        assertThat(field.at("/setBy/version").asLong())
                                .as("%s of %s, version %d", name, account, version)
                                .isEqualTo(version);
                        assertThat(field.at("/unchangedSince/version").asLong())
                                .as(name)
                                .isEqualTo(version);
                    }
                }
                before = after;
            }
        }
    }

    @Test
    void what_was_erased_names_the_erasure_also_in_the_summaries_of_before() {
        assertThat(origins("erased?version=5"))
                .containsEntry(
                        "accountName",
                        "erased by PersonalDataErased, version 9; then it was as set by SubscriptionOpened, version 1")
                .containsEntry(
                        "billingProfile",
                        "erased by PersonalDataErased, version 9; then it was as set by BillingProfileUpdated, version 2")
                .containsEntry("paymentMethod", "set by PaymentMethodChanged, version 3");
        assertThat(origins("erased"))
                .containsEntry("accountName", "set by PersonalDataErased, version 9")
                .containsEntry("billingProfile", "set by PersonalDataErased, version 9")
                .containsEntry("paymentMethod", "set by PersonalDataErased, version 9")
                .containsEntry("plan", "set by SubscriptionEnded, version 8");
    }
}
