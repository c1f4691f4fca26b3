package com.kore.billing.app.journey;

import static com.kore.billing.app.testing.Verified.withoutDifferences;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rules 19 to 22 as other services, accounts and the staff meet them. */
abstract class ContractJourney {
    private static final String PROFILE = """
            {"contactName":"Ada","email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield",\
            "postalCode":"12345","country":"US"}}""";
    private static final String ACME = "/v1/subscriptions/acme";

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
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"acme","accountName":"Acme","managedUsers":3,"timeZone":"America/New_York",\
                        "billingProfile":%s}""".formatted(PROFILE)).is(201);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void start() {
        service = RunningService.on(
                database, dataDir, Map.of("billing.clock", "sandbox", "billing.clock-start", "2026-01-01T12:00:00Z"));
        accounts = new Accounts(service);
    }

    private Answer send(String role, String command, String body) {
        return service.post(role, ACME + "/" + command, body, "Prefer", "wait=5");
    }

    private Answer sign(int users, String start, String end) {
        return sign("annual", users, 15_000, start, end);
    }

    private Answer sign(String interval, int users, int price, String start, String end) {
        return send("admin", "sign-contract", """
                {"plan":"enterprise","interval":"%s","prepaidUsers":%d,"pricePerUser":{"amount":%d,"currency":"USD"},\
                "start":"%s","end":"%s","reference":"C-%s"}""".formatted(interval, users, price, start, end, start));
    }

    private Answer record(int invoice, long amount) {
        return service.post("admin", "/v1/invoices/ACME-%04d/record-payment".formatted(invoice), """
                {"amount":{"amount":%d,"currency":"USD"},"reference":"Wire 17"}""".formatted(amount));
    }

    private JsonNode summaryAfter(Answer command) {
        return service.summaryAfter(command.is(200)).json();
    }

    private JsonNode summary() {
        return service.get("service", ACME).is(200).json();
    }

    private JsonNode invoice(int number) {
        return service.get("service", "/v1/invoices/ACME-%04d".formatted(number))
                .is(200)
                .json();
    }

    private List<String> history() {
        return service.get("service", ACME + "/billing-history?limit=100")
                .is(200)
                .json()
                .get("items")
                .valueStream()
                .map(row -> "%s %s %d"
                        .formatted(
                                row.get("chargeType").asString(),
                                row.get("details").asString(),
                                row.at("/amount/amount").asLong()))
                .toList();
    }

    @Test
    void ten_prepaid_users_and_two_more_until_the_account_is_free_again() {
        JsonNode signed = summaryAfter(sign(10, "2026-01-01", "2027-01-01"));
        assertThat(signed.get("accountKind").asString()).isEqualTo("contract");
        assertThat(signed.get("sections").toString())
                .isEqualTo("[\"subscription_information\",\"subscription_type\",\"preferences\",\"payment_method\"]");
        assertThat(signed.get("contract").toString()).isEqualTo("""
                {"reference":"C-2026-01-01","start":"2026-01-01","end":"2027-01-01","prepaid":10,"used":0,"available":10,\
                "preferences":{"whenUserJoins":"assign","whenNoneAvailable":"leave_free"}}""");
        assertThat(signed.get("statement").asString())
                .isEqualTo("You are currently on the Enterprise plan for $12.50 per user per month, billed annually."
                        + " You are currently paying a total of $125.00 per month for 10 user subscriptions.");
        assertThat(signed.get("availableChanges")).isEmpty();
        assertThat(signed.get("renewsOn").isNull()).isTrue();
        assertThat(signed.get("endsOn").asString()).isEqualTo("2027-01-01");
        assertThat(signed.get("nextBill").isNull()).isTrue();
        assertThat(invoice(1).get("status").asString()).isEqualTo("open");
        assertThat(invoice(1).get("accountKind").asString()).isEqualTo("contract");

        accounts.advanceTo("2026-07-02T15:00:00Z");
        Answer added = send("service", "add-prepaid-users", """
                {"count":2,"expectedAmountDue":{"amount":15041,"currency":"USD"}}""");
        assertThat(summaryAfter(added).at("/contract/prepaid").asInt()).isEqualTo(12);
        assertThat(added.at("/invoice/amountDue/amount")).isEqualTo("15041");
        JsonNode line = invoice(2).at("/lines/0");
        assertThat(line.get("days").asInt()).isEqualTo(183);
        assertThat(line.get("periodDays").asInt()).isEqualTo(365);
        assertThat(service.get("auditor", "/v1/audit/invoices/ACME-0002/explanation")
                        .is(200)
                        .at("/lines/0/explanation"))
                .startsWith("183 of 365 days of Enterprise at $150.00 for 2 users more than the 10 before = $150.41,"
                        + " rounded half up; price of the contract C-2026-01-01; PrepaidUsersAdded, version");

        record(1, 149_999).isRefused(409, "amount-not-due");
        service.summaryAfter(record(1, 150_000).is(200));
        record(1, 150_000).isRefused(409, "amount-not-due");
        assertThat(invoice(1).get("status").asString()).isEqualTo("paid");
        assertThat(invoice(1).at("/payments/0/outcome").asString()).isEqualTo("recorded");
        assertThat(history()).containsExactly("recorded Contract for Enterprise, 10 users, billed annually 150000");

        accounts.advanceTo("2027-01-01T04:59:59Z");
        assertThat(summary().get("accountKind").asString()).isEqualTo("contract");
        accounts.advanceTo("2027-01-01T05:00:00Z");
        JsonNode ended = summary();
        assertThat(ended.get("accountKind").asString()).isEqualTo("online");
        assertThat(ended.get("status").asString()).isEqualTo("free");
        assertThat(ended.get("managedUsers").asInt()).isEqualTo(12);
        assertThat(ended.get("contract").isNull()).isTrue();
        assertThat(ended.get("availableChanges")).isNotEmpty();
        assertThat(invoice(2).get("status").asString()).isEqualTo("open");
        service.summaryAfter(record(2, 15_041).is(200));
        assertThat(invoice(2).get("status").asString()).isEqualTo("paid");
        withoutDifferences(service);
    }

    @Test
    void users_join_and_leave_as_the_preferences_say_and_outlive_a_restart() {
        summaryAfter(sign(1, "2026-01-01", "2027-01-01"));
        assertThat(summaryAfter(send("service", "user-joined", "{\"userId\":\"ada\"}"))
                        .at("/contract/used")
                        .asInt())
                .isEqualTo(1);
        assertThat(summaryAfter(send("service", "user-joined", "{\"userId\":\"ben\"}"))
                        .at("/contract/available")
                        .asInt())
                .isZero();
        send("service", "assign-user", "{\"userId\":\"ben\"}").isRefused(409, "no-user-available");
        service.close();
        start();
        send("service", "assign-user", "{\"userId\":\"ada\"}").isRefused(409, "no-change");
        summaryAfter(send("service", "set-preferences", """
                {"whenUserJoins":"assign","whenNoneAvailable":"add"}"""));
        Answer cleo = send("service", "user-joined", "{\"userId\":\"cleo\"}");
        assertThat(cleo.json()
                        .get("events")
                        .valueStream()
                        .map(event -> event.get("type").asString()))
                .containsExactly("UserJoined", "PrepaidUsersAdded", "InvoiceIssued", "UserAssigned");
        assertThat(cleo.at("/invoice/amountDue/amount")).isEqualTo("15000");
        JsonNode contract = summaryAfter(send("service", "release-user", "{\"userId\":\"ada\"}"))
                .get("contract");
        assertThat(contract.get("prepaid").asInt()).isEqualTo(2);
        assertThat(contract.get("used").asInt()).isEqualTo(1);

        String feed = service.get("service", "/v1/events").is(200).response().body();
        assertThat(feed).contains("\"type\":\"UserAssigned\"", "\"used\":1").doesNotContain("ada", "cleo");
        assertThat(service.get("auditor", "/v1/audit/subscriptions/acme?at=2025-12-31T00:00:00Z")
                        .status())
                .isEqualTo(404);
        assertThat(service.get("auditor", "/v1/audit/subscriptions/acme?version=4")
                        .is(200)
                        .at("/contract/used"))
                .isEqualTo("0");
    }

    @Test
    void a_card_on_file_pays_what_a_contract_charges_and_a_declined_one_leaves_it_open() {
        send("service", "change-payment-method", Accounts.card("tok_visa")).is(200);
        Answer signed = sign("monthly", 10, 2_000, "2026-01-01", "2026-03-16").is(200);
        assertThat(signed.at("/invoice/status")).isEqualTo("paid");
        send("service", "change-payment-method", Accounts.card("tok_decline")).is(200);
        accounts.advanceTo("2026-02-10T12:00:00Z");
        assertThat(summary().get("status").asString()).isEqualTo("active");
        assertThat(invoice(2).get("status").asString()).isEqualTo("open");
        assertThat(invoice(2).at("/payments/0/outcome").asString()).isEqualTo("declined");
        Answer more = send("service", "add-prepaid-users", "{\"count\":1}").is(200);
        assertThat(more.at("/invoice/status")).isEqualTo("open");
        record(2, 20_000).is(200);

        service.summaryAfter(send("service", "change-payment-method", Accounts.card("tok_mastercard"))
                .is(200));
        accounts.advanceTo("2026-03-16T12:00:00Z");
        assertThat(invoice(3).get("status").asString()).isEqualTo("paid");
        assertThat(invoice(4).at("/lines/0/days").asInt()).isEqualTo(15);
        assertThat(invoice(4).at("/lines/0/periodDays").asInt()).isEqualTo(31);
        assertThat(invoice(4).at("/amountDue/amount").asLong()).isEqualTo(10_645);
        assertThat(invoice(4).get("status").asString()).isEqualTo("paid");
        assertThat(summary().get("status").asString()).isEqualTo("free");
        assertThat(history())
                .containsExactly(
                        "credit_card Enterprise, 11 users, renewal 2026-03-01 to 2026-03-16 10645",
                        "credit_card 1 user added, now 11 on Enterprise 1357",
                        "recorded Enterprise, 10 users, renewal 2026-02-01 to 2026-03-01 20000",
                        "notify Payment declined (card_declined): 1 user added, now 11 on Enterprise 1357",
                        "notify Payment declined (card_declined): Enterprise, 10 users, renewal 2026-02-01 to 2026-03-01 20000",
                        "credit_card Contract for Enterprise, 10 users, billed monthly 20000");
        withoutDifferences(service);
    }

    @Test
    void contracts_that_are_to_start_are_shown_and_follow_each_other() {
        JsonNode waiting = summaryAfter(sign(10, "2026-03-01", "2026-06-01"));
        assertThat(waiting.get("accountKind").asString()).isEqualTo("online");
        assertThat(waiting.get("scheduledChange").toString()).isEqualTo("""
                {"effectiveOn":"2026-03-01","plan":"enterprise","interval":"annual","managedUsers":10,\
                "pricePerUser":{"amount":15000,"currency":"USD"}}""");
        // 92 of 365 days.
        assertThat(waiting.at("/nextBill/amountDue/amount").asLong()).isEqualTo(37_808);
        assertThat(waiting.get("availableChanges")).isEmpty();
        send("service", "change-plan", "{\"plan\":\"premium\",\"interval\":\"monthly\"}")
                .isRefused(409, "contract-managed");
        sign(3, "2026-07-01", "2027-07-01").isRefused(422, "invalid");
        JsonNode both = summaryAfter(sign(1, "2026-06-01", "2027-06-01"));
        assertThat(both.at("/scheduledChange/effectiveOn").asString()).isEqualTo("2026-03-01");

        accounts.advanceTo("2026-03-01T05:00:00Z");
        for (String user : List.of("ada", "ben", "cleo")) {
            send("service", "user-joined", "{\"userId\":\"%s\"}".formatted(user))
                    .is(200);
        }
        accounts.advanceTo("2026-05-31T12:00:00Z");
        assertThat(summary().at("/contract/used").asInt()).isEqualTo(3);
        assertThat(summary().get("endsOn").asString()).isEqualTo("2027-06-01");
        assertThat(summary().get("renewsOn").asString()).isEqualTo("2026-06-01");
        accounts.advanceTo("2026-06-01T12:00:00Z");
        JsonNode followUp = summary();
        assertThat(followUp.at("/contract/reference").asString()).isEqualTo("C-2026-06-01");
        assertThat(followUp.at("/contract/used").asInt()).isEqualTo(1);
        send("service", "release-user", "{\"userId\":\"ben\"}").isRefused(409, "no-change");
        send("service", "release-user", "{\"userId\":\"ada\"}").is(200);
        withoutDifferences(service);
    }

    @Test
    void what_is_not_self_service_is_the_staffs_and_can_be_asked_about_beforehand() {
        Answer preview = service.post("admin", ACME + "/preview", """
                        {"command":"sign-contract","plan":"enterprise","interval":"annual","prepaidUsers":10,\
                        "pricePerUser":{"amount":15000,"currency":"USD"},"start":"2026-01-01","end":"2027-07-01","reference":"C-1"}""").is(200);
        assertThat(preview.at("/amountDue/amount")).isEqualTo("150000");
        assertThat(preview.at("/effective")).isEqualTo("now");
        assertThat(service.post("service", ACME + "/preview", "{\"command\":\"sign-contract\"}")
                        .status())
                .isIn(403, 422);
        Answer later = service.post("admin", ACME + "/preview", """
                        {"command":"sign-contract","plan":"enterprise","interval":"annual","prepaidUsers":10,\
                        "pricePerUser":{"amount":15000,"currency":"USD"},"start":"2026-02-01","end":"2027-07-01","reference":"C-1"}""").is(200);
        assertThat(later.at("/effective")).isEqualTo("period_end");
        assertThat(later.at("/effectiveOn")).isEqualTo("2026-02-01");
        assertThat(later.at("/amountDue/amount")).isEqualTo("0");

        summaryAfter(sign(10, "2026-01-01", "2027-07-01"));
        Answer simulated = service.post("service", ACME + "/simulations", """
                        {"steps":[{"at":"2026-07-02T12:00:00Z","command":"add-prepaid-users","count":2}],"until":"2027-07-02T00:00:00Z"}""").is(200);
        assertThat(simulated
                        .json()
                        .get("invoices")
                        .valueStream()
                        .map(invoice -> invoice.at("/amountDue/amount").asLong()))
                .containsExactlyInAnyOrder(15_041L, 89_260L);
        assertThat(simulated.at("/accountSummary/status")).isEqualTo("free");
        for (String self : List.of(
                "change-plan {\"plan\":\"premium\"}",
                "change-billing-interval {\"interval\":\"monthly\"}",
                "change-managed-users {\"managedUsers\":9}",
                "cancel {}",
                "withdraw-cancellation {}",
                "withdraw-scheduled-change {}",
                "update-billing-profile " + PROFILE)) {
            String[] command = self.split(" ", 2);
            send("service", command[0], command[1]).isRefused(409, "contract-managed");
        }
        send("admin", "cancel", "{}").isRefused(409, "contract-managed");
        send("admin", "update-billing-profile", PROFILE).is(200);
        assertThat(service.get("service", "/v1/account-summaries?kind=contract")
                        .is(200)
                        .json()
                        .get("items"))
                .hasSize(1);
        assertThat(service.get("service", "/v1/account-summaries?kind=online")
                        .is(200)
                        .json()
                        .get("items"))
                .isEmpty();
        assertThat(service.get("auditor", "/v1/audit/subscriptions/acme/explanation")
                        .is(200)
                        .json()
                        .get("fields")
                        .valueStream()
                        .filter(field -> field.get("field").asString().equals("contract"))
                        .map(field -> field.at("/setBy/type").asString()))
                .containsExactly("ContractStarted");
    }
}
