package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An auditor travels through an account's history: what the page says is what the endpoints for auditors say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleHistoryJourney {
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("accountName", "Name"),
            Map.entry("status", "Status"),
            Map.entry("planName", "Plan"),
            Map.entry("interval", "Interval"),
            Map.entry("managedUsers", "Users"),
            Map.entry("pricePerUser", "Price per user"),
            Map.entry("total", "Total per interval"),
            Map.entry("currentPeriod", "Current period"),
            Map.entry("renewsOn", "Renews on"),
            Map.entry("endsOn", "Ends on"),
            Map.entry("nextBill", "Next bill"),
            Map.entry("scheduledChange", "Scheduled change"),
            Map.entry("paymentMethod", "Payment method"),
            Map.entry("billingProfile", "Billing profile"),
            Map.entry("creditBalance", "Credit balance"),
            Map.entry("contract", "Contract"));

    private RunningService service;

    abstract Vendor database();

    @BeforeAll
    void stories(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        Accounts accounts = new Accounts(service);
        accounts.openPaid("acme", "premium", "monthly");
        accounts.command("acme", "change-managed-users", "{\"managedUsers\":5}", "Prefer", "wait=5");
        accounts.command("acme", "change-plan", "{\"plan\":\"enterprise\"}", "Prefer", "wait=5");
        accounts.command("acme", "change-managed-users", "{\"managedUsers\":2}");
        service.post("admin", "/v1/subscriptions/acme/grant-credit", """
                {"kind":"goodwill","amount":{"amount":700,"currency":"USD"},"note":"<i>sorry</i>"}""").is(200);
        accounts.openPaid("gone", "premium", "monthly");
        accounts.command("gone", "cancel", "{}").is(200);
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"bold","accountName":"<b>Bold</b> & Sons","timeZone":"Asia/Tokyo"}""").is(201);
        accounts.advanceTo("2026-04-20T12:00:00Z");
        accounts.command("acme", "cancel", "{}").is(200);
        service.post("admin", "/v1/subscriptions/gone/erase-personal-data", "{}")
                .is(200);
        accounts.advanceTo("2026-05-20T12:00:00Z");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Page page(String account, String query) {
        return new Page(service.get("auditor", "/console/subscriptions/" + account + "/history" + query));
    }

    private JsonNode audit(String path) {
        return service.get("auditor", "/v1/audit/subscriptions/" + path).is(200).json();
    }

    private long versions(String account) {
        return audit(account).get("version").asLong();
    }

    /** What each field was, by its label. */
    private static Map<String, String> then(Page page) {
        Map<String, String> fields = new LinkedHashMap<>();
        page.rows("The account summary").forEach(row -> fields.put(row.get(0), row.get(1)));
        return fields;
    }

    private static Map<String, Long> setBy(Page page) {
        Map<String, Long> events = new LinkedHashMap<>();
        page.rows("The account summary")
                .forEach(row ->
                        events.put(row.get(0), Long.parseLong(row.get(2).replaceFirst(".*?, event (\\d+).*", "$1"))));
        return events;
    }

    @Test
    void at_each_version_the_account_stands_as_auditors_are_told_and_names_the_same_events() {
        for (String account : List.of("acme", "gone")) {
            for (long version = 1; version <= versions(account); version++) {
                Page page = page(account, "?version=" + version).is(200);
                JsonNode summary = audit(account + "?version=" + version);
                assertThat(page.text())
                        .contains(summary.get("statement").asString())
                        .contains("Right after event %d of %d".formatted(version, versions(account)));
                assertThat(then(page))
                        .containsEntry("Name", summary.get("accountName").asString())
                        .containsEntry("Plan", summary.get("planName").asString())
                        .containsEntry("Users", summary.get("managedUsers").asString())
                        .containsEntry("Status", words(summary.get("status").asString()));
                Map<String, Long> setBy = setBy(page);
                assertThat(setBy.keySet()).containsAll(FIELDS.values());
                for (JsonNode field :
                        audit(account + "/explanation?version=" + version).get("fields")) {
                    String label = FIELDS.get(field.get("field").asString());
                    if (label != null) {
                        assertThat(setBy.get(label))
                                .as("%s of %s, version %d", label, account, version)
                                .isEqualTo(field.at("/setBy/version").asLong());
                    }
                }
            }
        }
    }

    private static String words(String value) {
        return value.substring(0, 1).toUpperCase(Locale.ROOT)
                + value.substring(1).replace('_', ' ');
    }

    @Test
    void what_an_event_changed_is_what_is_otherwise_after_it() {
        for (long version = 2; version <= versions("acme"); version++) {
            Map<String, String> before = then(page("acme", "?version=" + (version - 1)));
            Page page = page("acme", "?version=" + version);
            Map<String, String> after = then(page);
            List<List<String>> changed = new ArrayList<>();
            after.forEach((label, text) -> {
                if (!text.equals(before.get(label))) {
                    changed.add(List.of(label, before.get(label), text));
                }
            });
            assertThat(page.rows("What it changed")).as("version " + version).isEqualTo(changed);
        }
        assertThat(page("acme", "?version=4").rows("What it changed"))
                .contains(
                        List.of("Plan", "Free", "Premium"),
                        List.of("Interval", "none", "Billed monthly"),
                        List.of("Price per user", "none", "$10.00"),
                        List.of("Status", "Free", "Active"));
    }

    @Test
    void the_timeline_has_every_event_a_chapter_at_a_time() {
        long versions = versions("acme");
        assertThat(versions).isGreaterThan(20);
        TreeSet<Long> linked = new TreeSet<>();
        String address = "/console/subscriptions/acme/history";
        while (!address.isEmpty()) {
            Page page = new Page(service.get("auditor", address)).is(200);
            page.html()
                    .lines()
                    .filter(line -> line.contains("history?version=") && !line.contains("event "))
                    .map(line -> line.replaceFirst(".*history\\?version=(\\d+).*", "$1"))
                    .forEach(version -> linked.add(Long.parseLong(version)));
            address = page.link("Earlier Events");
        }
        assertThat(linked).hasSize((int) versions);
        Page first = page("acme", "?version=1").is(200).reads("With it the account begins.");
        assertThat(first.link("Later Events")).endsWith("?version=21");
        assertThat(first.link("Next Event")).endsWith("?version=2");
        assertThat(first.link("Previous Event")).isEmpty();
        assertThat(page("acme", "?version=" + versions).link("Next Event")).isEmpty();
        first.reads("Subscription opened", "service (access token)", "15 January 2026, 12:00", "Open subscription");
        page("acme", "").reads("the service, as due", "Subscription renewed");
    }

    @Test
    void a_day_is_meant_to_its_end_and_a_time_to_the_minute_in_the_zone_of_the_account() {
        assertThat(then(page("acme", "?day=2026-02-14").is(200).reads("At the end of 14 February 2026")))
                .containsEntry("Users", "5");
        assertThat(then(page("acme", "?day=2026-02-15"))).containsEntry("Users", "2");
        assertThat(then(page("acme", "?day=2026-01-15&time=12:00").is(200).reads("At 15 January 2026, 12:00 UTC")))
                .containsEntry("Plan", "Enterprise");
        assertThat(then(page("acme", "?at=2026-02-14T23:59:59Z").is(200))).containsEntry("Users", "5");
        page("bold", "?day=2026-01-15").is(200).reads("times in Asia/Tokyo", "At the end of 15 January 2026");
        page("acme", "?day=2026-05-20&time=").is(200).reads("Now, 20 May 2026, 12:00 UTC");
    }

    @Test
    void a_time_that_was_not_is_refused_beside_the_field_and_the_present_is_shown() {
        page("acme", "?day=2026-01-14").is(422).reads("Day must not be before the account was opened", "Now, 20 May");
        page("acme", "?day=2026-05-21").is(422).reads("Day must not be later than today, 20 May 2026");
        page("acme", "?day=2026-05-20&time=12:01").is(422).reads("Day must not be later than now");
        page("acme", "?day=soon").is(422).reads("Day must be a date such as 2026-01-15");
        page("acme", "?time=12:00").is(422).reads("Day is required with a time");
        page("acme", "?version=1000").is(422).reads("version must be at most");
        page("acme", "?version=0").is(422);
        page("acme", "?version=x").is(422);
        page("nobody", "").is(404);
    }

    @Test
    void what_was_erased_reads_as_erased_and_names_its_erasure() {
        Page page = page("gone", "?version=3").is(200);
        assertThat(then(page)).containsEntry("Name", "erased").containsEntry("Billing profile", "erased");
        assertThat(page.rows("The account summary"))
                .anySatisfy(row -> assertThat(row.get(2)).startsWith("Personal data erased, event"));
        assertThat(page.html()).doesNotContain("ada@acme.example");
        page("gone", "").reads("Names, addresses and free texts read as erased");
    }

    @Test
    void names_and_notes_are_texts() {
        assertThat(page("bold", "").is(200).reads("<b>Bold</b> & Sons").html()).doesNotContain("<b>Bold");
        boolean noted = false;
        for (long version = 1; version <= versions("acme"); version++) {
            Page page = page("acme", "?version=" + version);
            assertThat(page.html()).doesNotContain("<i>sorry");
            noted |= page.text().contains("Note: <i>sorry</i>");
        }
        assertThat(noted).isTrue();
    }

    @Test
    void it_is_for_auditors() {
        String address = "/console/subscriptions/acme/history";
        for (String role : List.of("service", "analyst", "operator", "admin")) {
            service.get(role, address).is(403);
        }
        Holder acme = Holder.of(service, "acme");
        acme.get(address).is(403);
        acme.get("/console/subscriptions/gone/history").is(404);
        assertThat(service.send(service.request(address).GET()).status()).isIn(302, 303);
        assertThat(new Page(service.get("service", "/console/subscriptions/acme")).link("History"))
                .isEmpty();
        assertThat(new Page(service.get("auditor", "/console/subscriptions/acme")).link("History"))
                .isEqualTo(address);
    }
}
