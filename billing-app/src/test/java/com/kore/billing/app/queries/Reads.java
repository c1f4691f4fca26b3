package com.kore.billing.app.queries;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What reads answer over HTTP. Account {@code acme} goes paid and up; {@code solo} stays free. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Reads {
    private static final String GO_PAID = """
            {"plan":"premium","interval":"monthly",
             "paymentMethod":{"kind":"card","token":"tok_visa","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2040},
             "billingProfile":{"contactName":"Ada","email":"ada@acme.example",
               "address":{"line1":"1 Main St","city":"Springfield","postalCode":"12345","country":"US"}}}""";

    private RunningService service;
    private String version = "";

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        service.post(
                        "service",
                        "/v1/subscriptions",
                        "{\"subscriptionId\":\"acme\",\"accountName\":\"Acme\",\"managedUsers\":3}")
                .is(201);
        command("acme", "change-plan", GO_PAID);
        version = command("acme", "change-plan", "{\"plan\":\"enterprise\"}").at("/version");
        Answer solo = service.post(
                        "service", "/v1/subscriptions", "{\"subscriptionId\":\"solo\",\"accountName\":\"Solo_1\"}")
                .is(201);
        service.summaryAfter(solo);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Answer command(String id, String name, String body) {
        return service.post("service", "/v1/subscriptions/" + id + "/" + name, body, "Prefer", "wait=5")
                .is(200);
    }

    private Answer get(String path) {
        return service.get("service", path);
    }

    private static List<String> items(Answer page, String field) {
        List<String> values = new ArrayList<>();
        for (JsonNode item : page.is(200).json().get("items")) {
            values.add(item.get(field).asString());
        }
        return values;
    }

    private HttpResponse<String> ifNoneMatch(String path, String tag) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.base() + path))
                .header("Authorization", "Bearer " + service.token("service"))
                .header("If-None-Match", tag)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_subscription_is_its_account_summary_with_absent_fields_as_null() {
        Answer summary = get("/v1/subscriptions/acme/account-summary?minVersion=" + version)
                .is(200);

        assertThat(get("/v1/subscriptions/acme").is(200).json()).isEqualTo(summary.json());
        assertThat(summary.at("/version")).isEqualTo(version);
        for (String absent : List.of("endsOn", "scheduledChange", "contract")) {
            assertThat(summary.json().get(absent).isNull()).as(absent).isTrue();
        }
        assertThat(summary.json().at("/billingProfile/address").has("line2")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/subscriptions/acme",
                "/v1/subscriptions/acme/billing-history",
                "/v1/subscriptions/acme/invoices",
                "/v1/invoices/ACME-0001",
                "/v1/invoices/ACME-0001.pdf",
                "/v1/invoices",
                "/v1/account-summaries",
                "/v1/catalog"
            })
    void whoever_has_the_present_answer_is_answered_304(String path) throws IOException, InterruptedException {
        String tag = get(path).is(200).header("ETag");

        assertThat(tag).matches("W/\".+\"");
        HttpResponse<String> again = ifNoneMatch(path, tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(ifNoneMatch(path, "W/\"other\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/account-summary", "/billing-history", "/invoices"})
    void what_is_asked_of_no_subscription_is_not_found(String path) {
        get("/v1/subscriptions/nobody" + path).isRefused(404, "subscription-not-found");
    }

    @Test
    void an_invoice_that_was_never_issued_is_not_found() {
        get("/v1/invoices/ACME-0099.pdf").isRefused(404, "invoice-not-found");
        get("/v1/invoices/ACME-0099").isRefused(404, "invoice-not-found");
        get("/v1/invoices/NOBODY-0001").isRefused(404, "invoice-not-found");
    }

    @Test
    void a_version_that_does_not_come_is_answered_503_after_the_wait() {
        Answer late = get("/v1/invoices/ACME-0001?minVersion=999");

        late.isRefused(503, "not-yet-visible");
        assertThat(late.header("Retry-After")).isNotEmpty();
    }

    @Test
    void an_invoice_of_no_account_is_not_waited_for() {
        get("/v1/invoices/NOBODY-0001?minVersion=1").isRefused(404, "invoice-not-found");
        get("/v1/invoices/NOBODY-0001.pdf?minVersion=1").isRefused(404, "invoice-not-found");
    }

    @Test
    void billing_history_goes_on_page_by_page_the_newest_first() {
        Answer first = get("/v1/subscriptions/acme/billing-history?limit=1").is(200);
        Answer second = get("/v1/subscriptions/acme/billing-history?limit=1&cursor=" + first.at("/nextCursor"));

        assertThat(items(first, "details")).containsExactly("Upgrade to Enterprise, 3 users, billed monthly");
        assertThat(first.json().get("hasMore").asBoolean()).isTrue();
        assertThat(items(second, "details")).containsExactly("Subscription to Premium, 3 users, billed monthly");
        assertThat(second.json().get("hasMore").asBoolean()).isFalse();
        assertThat(second.json().get("nextCursor").isNull()).isTrue();
    }

    @Test
    void an_invoice_is_whole_and_in_lists_without_lines() {
        Answer invoice = get("/v1/invoices/ACME-0002").is(200);
        Answer list = get("/v1/subscriptions/acme/invoices").is(200);

        assertThat(invoice.at("/lines/0/description")).isEqualTo("Unused: Premium, 3 users, 31 of 31 days");
        assertThat(invoice.at("/payments/0/outcome")).isEqualTo("succeeded");
        assertThat(invoice.json().get("creditNotes")).isEmpty();
        assertThat(items(list, "number")).containsExactly("ACME-0002", "ACME-0001");
        assertThat(list.json().at("/items/0").has("lines")).isFalse();
        assertThat(list.json().at("/items/0").has("payments")).isFalse();
        assertThat(list.json().at("/items/0").has("creditNotes")).isFalse();
    }

    @Test
    void invoices_of_all_accounts_are_found_by_status_and_day_page_by_page() {
        Answer first = get("/v1/invoices?limit=1&status=paid&issuedFrom=2026-01-15&issuedTo=2026-01-15")
                .is(200);

        assertThat(items(first, "number")).containsExactly("ACME-0002");
        assertThat(items(get("/v1/invoices?limit=1&cursor=" + first.at("/nextCursor")), "number"))
                .containsExactly("ACME-0001");
        assertThat(items(get("/v1/invoices?status=past_due"), "number")).isEmpty();
        assertThat(items(get("/v1/invoices?issuedTo=2026-01-14"), "number")).isEmpty();
    }

    @Test
    void summaries_of_all_accounts_are_found_by_what_they_say() {
        assertThat(items(get("/v1/account-summaries"), "subscriptionId")).containsExactly("solo", "acme");
        assertThat(items(get("/v1/account-summaries?plan=enterprise&status=active&kind=online"), "subscriptionId"))
                .containsExactly("acme");
        assertThat(items(get("/v1/account-summaries?renewsBefore=2026-02-16"), "subscriptionId"))
                .containsExactly("acme");
        assertThat(items(get("/v1/account-summaries?renewsBefore=2026-02-15"), "subscriptionId"))
                .isEmpty();
        assertThat(items(get("/v1/account-summaries?q=SOLO_"), "subscriptionId"))
                .containsExactly("solo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/account-summaries?status=sleeping",
                "/v1/account-summaries?status=PAST_DUE",
                "/v1/account-summaries?kind=other",
                "/v1/account-summaries?renewsBefore=tomorrow",
                "/v1/account-summaries?renewsBefore=%2B99999-01-01",
                "/v1/account-summaries?plan=Not%20A%20Plan",
                "/v1/account-summaries?limit=0",
                "/v1/account-summaries?limit=101",
                "/v1/account-summaries?limit=many",
                "/v1/account-summaries?limit=0x10",
                "/v1/invoices?limit=%2310",
                "/v1/subscriptions/acme/invoices?limit=010",
                "/v1/subscriptions/acme/billing-history?limit=%2B10",
                "/v1/subscriptions/acme/billing-history?limit=4294967297",
                "/v1/subscriptions/acme?minVersion=0x2",
                "/v1/subscriptions/acme?minVersion=9223372036854775808",
                "/v1/account-summaries?cursor=made-up",
                "/v1/invoices?status=active",
                "/v1/invoices?issuedFrom=2026-02-30",
                "/v1/subscriptions/acme/billing-history?limit=-1",
                "/v1/subscriptions/acme?minVersion=latest"
            })
    void what_no_parameter_may_be_is_refused(String path) {
        Answer refused = get(path);

        refused.isRefused(422, "invalid");
        assertThat(refused.at("/violations/0/field")).isEqualTo(path.replaceAll(".*[?]|=.*", ""));
        assertThat(refused.at("/violations/0/message")).startsWith("must ");
    }

    @Test
    void a_cursor_of_another_list_or_with_keys_that_somebody_made_up_is_refused() {
        String ofHistory = get("/v1/subscriptions/acme/billing-history?limit=1").at("/nextCursor");

        get("/v1/account-summaries?cursor=" + ofHistory).isRefused(422, "invalid");
        get("/v1/invoices?cursor=" + cursor("invoices\nyesterday\nseven")).isRefused(422, "invalid");
    }

    private static String cursor(String listAndKeys) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("1\n" + listAndKeys).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "invoices, +9999999-01-01, 7",
        "invoices, +10000-01-01, 7",
        "invoices, -0001-01-01, 7",
        "invoices, 2026-01-01, 9223372036854775808",
        "invoices, '2026-01-01\0', 7",
        "invoices, 2026-01-01, '7\0'",
        "account-summaries, 99999999999999999999, ''"
    })
    void a_cursor_beyond_what_a_database_takes_is_refused(String list, String first, String second) {
        String keys = second.isEmpty() ? first : first + "\n" + second;

        get("/v1/%s?cursor=%s".formatted(list, cursor(list + "\n" + keys))).isRefused(422, "invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/account-summaries?q=%00",
                "/v1/account-summaries?q=a%00%25_!%F0%9F%92%B6",
                "/v1/account-summaries?renewsBefore=0000-01-01",
                "/v1/account-summaries?renewsBefore=9999-12-31",
                "/v1/invoices?issuedFrom=0000-01-01&issuedTo=9999-12-31",
                "/v1/subscriptions/acme?minVersion=-9223372036854775808",
                "/v1/events?after=9223372036854775807",
                "/v1/operations/billing-runs?cursor=MQpiaWxsaW5nLXJ1bnMKOTIyMzM3MjAzNjg1NDc3NTgwNw"
            })
    void whatever_may_be_asked_for_is_looked_for(String path) {
        service.get(path.contains("operations") ? "operator" : "service", path).is(200);
    }

    @Test
    void the_catalog_says_every_version_with_plans_and_prices() {
        Answer catalog = get("/v1/catalog").is(200);

        assertThat(catalog.at("/versions/0/effectiveFrom")).isEqualTo("1970-01-01");
        JsonNode premium = catalog.json().at("/versions/0/plans/1");
        assertThat(premium.get("name").asString()).isEqualTo("Premium");
        assertThat(premium.at("/prices/0/perUser/currency").asString()).isNotBlank();
    }

    @Test
    void reads_need_a_token_that_may_read() {
        service.get("analyst", "/v1/account-summaries").isRefused(403, "forbidden");
    }
}
