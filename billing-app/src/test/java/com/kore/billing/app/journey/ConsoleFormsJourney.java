package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.PageVisitor;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the forms of an account's pages do: what was shown, once, or nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleFormsJourney {
    private RunningService service;
    private Accounts accounts;

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        accounts = new Accounts(service);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private static String page(String id) {
        return "/console/subscriptions/" + id;
    }

    private static String body(Answer page) {
        return page.response().body();
    }

    private JsonNode summary(String id) {
        return accounts.summary(id).json();
    }

    private void openPaid(String id, String plan, String interval) {
        service.summaryAfter(accounts.openPaid(id, plan, interval));
    }

    /** A contract for ten users. */
    private void sign(String id, String start, String end) {
        service.summaryAfter(
                service.post("admin", "/v1/subscriptions/%s/sign-contract".formatted(id), """
                        {"plan":"enterprise","interval":"annual","prepaidUsers":10,"pricePerUser":{"amount":15000,"currency":"USD"},\
                        "start":"%s","end":"%s","reference":"C-2026-017"}""".formatted(start, end))
                        .is(200));
    }

    /** What Modify Subscription would do. */
    private Answer review(PageVisitor admin, String id, Map<String, String> entered) {
        return admin.submit(admin.get(page(id)).is(200), page(id) + "/review/modify", entered);
    }

    @Test
    void a_confirmation_does_exactly_what_was_shown() {
        openPaid("exact", "premium", "monthly");
        accounts.advanceTo("2026-01-20T12:00:00Z");
        PageVisitor admin = PageVisitor.ofAccount(service, "exact");
        Answer shown = review(admin, "exact", Map.of("choice", "enterprise monthly", "managedUsers", "7"))
                .is(200);
        JsonNode preview = service.post(
                        "service",
                        "/v1/subscriptions/exact/preview",
                        "{\"command\":\"change-plan\",\"plan\":\"enterprise\",\"interval\":\"monthly\",\"managedUsers\":7}")
                .is(200)
                .json();
        long due = preview.at("/amountDue/amount").asLong();
        assertThat(body(shown)).contains(">$%d.%02d<".formatted(due / 100, due % 100));

        Answer done = admin.submit(shown, page("exact") + "/commands/change-plan", Map.of());
        assertThat(body(admin.follow(done).is(200)))
                .contains("Your change was made. The invoice is paid.", "View invoice EXACT-0002");
        assertThat(accounts.invoice("EXACT-0002").at("/amountDue/amount")).isEqualTo(Long.toString(due));
        assertThat(summary("exact").get("managedUsers").asInt()).isEqualTo(7);
    }

    @Test
    void a_confirmation_that_is_sent_twice_has_one_effect() {
        openPaid("twice", "premium", "monthly");
        PageVisitor admin = PageVisitor.ofAccount(service, "twice");
        Answer shown = review(admin, "twice", Map.of("choice", "premium monthly", "managedUsers", "9"));
        Answer first = admin.submit(shown, page("twice") + "/commands/change-managed-users", Map.of());
        Answer second = admin.submit(shown, page("twice") + "/commands/change-managed-users", Map.of());
        assertThat(body(admin.follow(first)))
                .contains("Your change was made. The invoice is paid.")
                .doesNotContain("sent before");
        assertThat(body(admin.follow(second))).contains("This form was sent before; nothing more was done now.");
        assertThat(accounts.invoices("twice")).hasSize(2);
    }

    @Test
    void what_has_changed_since_it_was_shown_is_shown_anew_and_nothing_is_done() {
        openPaid("stale", "premium", "monthly");
        PageVisitor admin = PageVisitor.ofAccount(service, "stale");
        Answer shown = review(admin, "stale", Map.of("choice", "enterprise monthly", "managedUsers", "3"));
        service.summaryAfter(
                accounts.command("stale", "change-managed-users", "{\"managedUsers\":5}", "Prefer", "wait=5")
                        .is(200));
        long version = summary("stale").get("version").asLong();
        Answer refused = admin.submit(shown, page("stale") + "/commands/change-plan", Map.of());
        assertThat(body(refused.is(422)))
                .contains("The account has changed since you looked at it, and nothing was done.")
                .contains("for 5 user subscriptions");
        assertThat(service.get("service", "/v1/subscriptions/stale").at("/version"))
                .isEqualTo(Long.toString(version));
    }

    @Test
    void an_amount_that_another_day_has_changed_is_not_charged() {
        openPaid("later", "premium", "monthly");
        PageVisitor admin = PageVisitor.ofAccount(service, "later");
        Answer shown = review(admin, "later", Map.of("choice", "enterprise monthly", "managedUsers", "3"));
        String today = service.get("operator", "/v1/sandbox/clock").at("/now");
        accounts.advanceTo(Instant.parse(today).plus(Duration.ofDays(3)).toString());
        Answer refused = admin.submit(shown, page("later") + "/commands/change-plan", Map.of());
        assertThat(body(refused.is(422)))
                .contains("Another amount is due now than was shown, and nothing was done.")
                .doesNotContain("Your change was made");
        assertThat(accounts.invoices("later")).hasSize(1);
        assertThat(summary("later").get("plan").asString()).isEqualTo("premium");
    }

    @Test
    void a_card_number_is_refused_and_not_even_sent_back() {
        openPaid("typed", "premium", "monthly");
        PageVisitor admin = PageVisitor.ofAccount(service, "typed");
        Answer refused = admin.submit(
                admin.get(page("typed") + "/billing-profile"),
                page("typed") + "/commands/update-billing-profile",
                Map.of(
                        "contactName", "4242 4242 4242 4242",
                        "email", "ada@acme.example",
                        "address.line1", "1 Main St",
                        "address.city", "Springfield",
                        "address.postalCode", "12345",
                        "address.country", "US"));
        assertThat(body(refused.is(422)))
                .contains("This looks like a card&#39;s number.")
                .contains("1 Main St")
                .doesNotContain("4242 4242");
    }

    @Test
    void what_cannot_be_taken_is_named_with_what_was_entered() {
        openPaid("wrong", "premium", "monthly");
        PageVisitor admin = PageVisitor.ofAccount(service, "wrong");
        Answer refused = admin.submit(
                admin.get(page("wrong") + "/billing-profile"),
                page("wrong") + "/commands/update-billing-profile",
                Map.of(
                        "contactName", "<b>Ada</b>",
                        "email", "nowhere",
                        "address.line1", "1 Main St",
                        "address.city", "",
                        "address.postalCode", "12345",
                        "address.country", "USA"));
        assertThat(body(refused.is(422)))
                .contains("E-mail must be an e-mail address", "City is required", "must be an ISO 3166-1 alpha-2 code")
                .contains("value=\"&lt;b&gt;Ada&lt;/b&gt;\"")
                .doesNotContain("<b>Ada");
    }

    @Test
    void a_contract_is_not_changed_by_whoever_makes_up_a_form() {
        accounts.open("agreed");
        sign("agreed", "2026-01-15", "2030-01-15");
        accounts.openPaid("form", "premium", "monthly");
        PageVisitor admin = PageVisitor.ofAccount(service, "agreed");
        Answer own = admin.get(page("agreed")).is(200);
        assertThat(body(own)).doesNotContain("Update Subscription", "/cancel\"", "Modify Subscription");
        String secret = body(own).replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]*)\".*", "$1");
        Answer refused = admin.post(
                page("agreed") + "/commands/change-plan",
                Map.of(
                        "_csrf", secret,
                        "_key", "k",
                        "_version", summary("agreed").get("version").asString(),
                        "plan", "premium",
                        "interval", "monthly",
                        "expectedAmountDue.amount", "0",
                        "expectedAmountDue.currency", "USD"));
        // The form is nowhere on the page, so that what is refused stands above it all.
        assertThat(body(refused.is(422))).contains("role=\"alert\"", "sales representative");
        assertThat(summary("agreed").get("plan").asString()).isEqualTo("enterprise");
        assertThat(body(admin.get(page("agreed") + "/billing-profile"))).contains("contact your sales representative");
    }

    @Test
    void whoever_may_only_read_is_shown_no_forms() {
        openPaid("looked-at", "premium", "monthly");
        PageVisitor auditor = PageVisitor.signedIn(service, "auditor");
        assertThat(body(auditor.get(page("looked-at")).is(200)))
                .contains("You are currently on the Premium plan")
                .doesNotContain("Modify Subscription", "Cancel Subscription", "Change Payment Method", "/commands/");
    }

    @Test
    void an_account_that_was_canceled_offers_to_withdraw_that_alone() {
        openPaid("canceled", "premium", "monthly");
        PageVisitor admin = PageVisitor.ofAccount(service, "canceled");
        Answer done = admin.submit(
                admin.get(page("canceled") + "/cancel"), page("canceled") + "/commands/cancel", Map.of("reason", ""));
        assertThat(body(admin.follow(done)))
                .contains("Withdraw Cancellation", "stays in effect until")
                .doesNotContain("Update Subscription", "Modify Subscription", "/cancel\"");
        String secret = body(admin.get(page("canceled"))).replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]*)\".*", "$1");
        Answer again = admin.post(
                page("canceled") + "/commands/cancel",
                Map.of(
                        "_csrf",
                        secret,
                        "_key",
                        "k-again",
                        "_version",
                        summary("canceled").get("version").asString()));
        assertThat(body(again.is(422))).contains("role=\"alert\"", "There is nothing to cancel here.");
    }

    /** Rule 7: asking for the present value drops what is scheduled of that part. */
    @Test
    void what_is_left_as_it_is_does_not_drop_what_is_scheduled() {
        openPaid("patient", "enterprise", "annual");
        service.summaryAfter(accounts.command("patient", "change-plan", "{\"plan\":\"premium\"}")
                .is(200));
        PageVisitor admin = PageVisitor.ofAccount(service, "patient");
        Answer more = review(admin, "patient", Map.of("choice", "enterprise annual", "managedUsers", "5"));
        assertThat(body(more.is(200)))
                .contains("Takes effect at once.", "this changes to Premium, billed annually for 5 users");
        admin.follow(admin.submit(more, page("patient") + "/commands/change-managed-users", Map.of()));
        assertThat(summary("patient").at("/scheduledChange/plan").asString()).isEqualTo("premium");
        assertThat(summary("patient").get("managedUsers").asInt()).isEqualTo(5);

        Answer nothing = review(admin, "patient", Map.of("choice", "enterprise annual", "managedUsers", "5"));
        assertThat(body(nothing.is(422))).contains("Plan and users are as they are now");
        assertThat(summary("patient").at("/scheduledChange/plan").asString()).isEqualTo("premium");
    }

    @Test
    void a_reduction_that_is_scheduled_stays_when_another_plan_is_chosen() {
        openPaid("lean", "premium", "annual");
        service.summaryAfter(accounts.command("lean", "change-managed-users", "{\"managedUsers\":2}")
                .is(200));
        PageVisitor admin = PageVisitor.ofAccount(service, "lean");
        Answer up = review(admin, "lean", Map.of("choice", "enterprise annual", "managedUsers", "3"));
        assertThat(body(up.is(200)))
                .contains("Takes effect at once.", "this changes to Enterprise, billed annually for 2 users");
        admin.follow(admin.submit(up, page("lean") + "/commands/change-plan", Map.of()));
        assertThat(summary("lean").at("/scheduledChange/managedUsers").asInt()).isEqualTo(2);
    }

    @Test
    void what_waits_and_what_does_not_are_told_apart() {
        openPaid("mixed", "premium", "annual");
        PageVisitor admin = PageVisitor.ofAccount(service, "mixed");
        assertThat(body(admin.get(page("mixed"))))
                .contains("The plan at once, at its annual price; billed monthly from");
        Answer mixed = review(admin, "mixed", Map.of("choice", "enterprise monthly", "managedUsers", "3"));
        assertThat(body(mixed.is(200)))
                .contains(
                        "Takes effect at once.",
                        "this changes to Enterprise, billed monthly for 3 users",
                        "From then on:");
        openPaid("smaller", "enterprise", "annual");
        PageVisitor other = PageVisitor.ofAccount(service, "smaller");
        Answer down = review(other, "smaller", Map.of("choice", "premium annual", "managedUsers", "3"));
        assertThat(body(down.is(200)))
                .contains(
                        "until then everything stays as it is.",
                        "Until then:",
                        "this changes to Premium, billed annually")
                .doesNotContain("From then on:");
    }

    @Test
    void a_contract_that_is_signed_for_a_later_day_cannot_be_withdrawn_here() {
        accounts.open("signed");
        sign("signed", "2029-01-15", "2030-01-15");
        PageVisitor admin = PageVisitor.ofAccount(service, "signed");
        assertThat(body(admin.get(page("signed"))))
                .contains("On 15 January 2029 the contract begins that was signed for this account")
                .doesNotContain("Withdraw Scheduled Change");
    }

    @Test
    void what_is_invoiced_to_a_contract_is_not_told_as_a_payment() {
        accounts.open("billed");
        sign("billed", "2026-01-10", "2030-01-10");
        PageVisitor admin = PageVisitor.ofAccount(service, "billed");
        Answer shown = admin.submit(
                admin.get(page("billed")), page("billed") + "/review/add-prepaid-users", Map.of("count", "2"));
        assertThat(body(shown.is(200))).contains("Invoiced now").doesNotContain("Due now");
        Answer done = admin.submit(shown, page("billed") + "/commands/add-prepaid-users", Map.of());
        assertThat(body(admin.follow(done))).contains("The invoice is open; it is settled as your contract says.");
    }

    @Test
    void an_address_that_was_made_up_tells_nothing_of_its_own() {
        openPaid("told", "premium", "monthly");
        openPaid("told-b", "premium", "monthly");
        PageVisitor admin = PageVisitor.ofAccount(service, "told");
        assertThat(body(admin.get(page("told") + "?done=now&invoice=TOLD-B-0001")))
                .doesNotContain("TOLD-B-0001");
        assertThat(body(admin.get(page("told") + "?done=now&invoice=TOLD-0001")))
                .contains("The invoice is paid.");
    }

    @Test
    void every_field_of_an_address_that_was_left_empty_is_named() {
        accounts.open("blank");
        service.summaryAfter(accounts.command("blank", "update-billing-profile", Accounts.PROFILE)
                .is(200));
        PageVisitor admin = PageVisitor.ofAccount(service, "blank");
        Answer refused = admin.submit(
                admin.get(page("blank") + "/billing-profile"),
                page("blank") + "/commands/update-billing-profile",
                Map.of(
                        "contactName", "Ada",
                        "email", "ada@acme.example",
                        "address.line1", "",
                        "address.city", "",
                        "address.postalCode", "",
                        "address.country", ""));
        assertThat(body(refused.is(422)))
                .contains("Address is required", "City is required", "Postal code is required", "Country is required");
    }

    @Test
    void a_refusal_is_read_also_where_its_form_is_gone() {
        accounts.open("overtaken");
        service.summaryAfter(accounts.command("overtaken", "update-billing-profile", Accounts.PROFILE)
                .is(200));
        PageVisitor admin = PageVisitor.ofAccount(service, "overtaken");
        Answer before = admin.get(page("overtaken") + "/billing-profile").is(200);
        sign("overtaken", "2026-01-10", "2030-01-10");
        Answer refused = admin.submit(
                before,
                page("overtaken") + "/commands/update-billing-profile",
                Map.of(
                        "contactName", "Bob",
                        "email", "bob@acme.example",
                        "address.line1", "2 Main St",
                        "address.city", "Springfield",
                        "address.postalCode", "12345",
                        "address.country", "US"));
        assertThat(body(refused.is(422))).contains("role=\"alert\"", "The account has changed since you looked at it");
    }

    @Test
    void a_refused_confirmation_shows_the_users_that_there_are_now() {
        openPaid("counted", "premium", "monthly");
        PageVisitor admin = PageVisitor.ofAccount(service, "counted");
        Answer shown = review(admin, "counted", Map.of("choice", "premium annual", "managedUsers", "3"));
        service.summaryAfter(
                accounts.command("counted", "change-managed-users", "{\"managedUsers\":5}", "Prefer", "wait=5")
                        .is(200));
        Answer refused = admin.submit(shown, page("counted") + "/commands/change-plan", Map.of());
        assertThat(body(refused.is(422))).containsPattern("name=\"managedUsers\"[^>]*value=\"5\"");
    }

    @Test
    void a_form_that_does_not_say_what_was_seen_does_nothing() {
        openPaid("bare", "premium", "monthly");
        PageVisitor admin = PageVisitor.ofAccount(service, "bare");
        String version = summary("bare").get("version").asString();
        String secret = body(admin.get(page("bare"))).replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]*)\".*", "$1");
        for (Map<String, String> fields : List.of(
                Map.of("_key", "k-5", "expectedAmountDue.amount", "3000", "expectedAmountDue.currency", "USD"),
                Map.of("_key", "k-6", "_version", version),
                Map.of("_version", version, "expectedAmountDue.amount", "3000", "expectedAmountDue.currency", "USD"))) {
            Map<String, String> all = new HashMap<>(fields);
            all.putAll(Map.of("_csrf", secret, "plan", "enterprise"));
            assertThat(body(admin.post(page("bare") + "/commands/change-plan", all)
                            .is(422)))
                    .contains("Form is not whole; load the page again");
        }
        assertThat(summary("bare").get("version").asString()).isEqualTo(version);
    }

    @Test
    void the_page_says_what_the_summary_says() {
        openPaid("same", "enterprise", "annual");
        Answer page = service.get("service", page("same")).is(200);
        JsonNode summary = summary("same");
        assertThat(body(page)).contains(summary.get("statement").asString());
        for (JsonNode change : summary.get("availableChanges")) {
            assertThat(body(page))
                    .contains("value=\"%s %s\""
                            .formatted(
                                    change.get("plan").asString(),
                                    change.get("interval").asString()));
        }
        assertThat(body(page)).contains("Visa ending in 4242, expires 12/2040");
    }
}
