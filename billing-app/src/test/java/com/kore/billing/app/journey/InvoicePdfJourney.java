package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.Pdf;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.projections.text.MoneyText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Invoices as PDF say what they say as JSON. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InvoicePdfJourney {
    private static final String NAME = "Ay\u015fe & \u0141\u00f3d\u017a <b>\u03a9\u03bc\u03ad\u03b3\u03b1</b>";

    private RunningService service;
    private Accounts accounts;

    abstract Vendor vendor();

    @BeforeAll
    void play(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(vendor(), dataDir, "2026-01-15T12:00:00Z");
        accounts = new Accounts(service);
        accounts.openPaid("acme", "premium", "monthly");
        accounts.openPaid("other", "premium", "monthly");
        grant("acme", 500);
        accounts.advanceTo("2026-02-01T12:00:00Z");
        charged("acme", "change-plan", "{\"plan\":\"enterprise\"}");
        grant("acme", 100_000);
        charged("acme", "change-managed-users", "{\"managedUsers\":5}");
        service.post("admin", "/v1/invoices/ACME-0001/refund", """
                        {"amount":{"amount":1250,"currency":"USD"},"reason":"Charged <i>twice</i> & sorry"}""", "Prefer", "wait=5")
                .is(200);
        accounts.changeCard("other", "tok_decline");
        charged("other", "change-plan", "{\"plan\":\"enterprise\"}");
        accounts.advanceTo("2026-02-16T12:00:00Z");
        openInYen();
        signContract();
    }

    private void grant(String id, int cents) {
        service.post(
                        "admin",
                        "/v1/subscriptions/" + id + "/grant-credit",
                        "{\"kind\":\"goodwill\",\"amount\":{\"amount\":%d,\"currency\":\"USD\"}}".formatted(cents))
                .is(200);
    }

    private void charged(String id, String name, String body) {
        service.summaryAfter(
                accounts.command(id, name, body, "Prefer", "wait=5").is(200));
    }

    private void openInYen() {
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"yen","accountName":"%s","currency":"JPY","managedUsers":1234,"billingProfile":%s}""".formatted(NAME, Accounts.PROFILE))
                .is(201);
        charged(
                "yen",
                "change-plan",
                "{\"plan\":\"premium\",\"interval\":\"annual\",\"paymentMethod\":%s}"
                        .formatted(Accounts.card("tok_visa")));
    }

    private void signContract() {
        accounts.open("sold");
        service.summaryAfter(service.post("admin", "/v1/subscriptions/sold/sign-contract", """
                        {"plan":"enterprise","interval":"annual","prepaidUsers":10,"pricePerUser":{"amount":15000,"currency":"USD"},
                         "start":"2026-02-16","end":"2028-02-16","reference":"C-17"}""")
                .is(200));
        service.summaryAfter(service.post("service", "/v1/subscriptions/sold/add-prepaid-users", "{\"count\":2}")
                .is(200));
        service.post("admin", "/v1/invoices/SOLD-0001/record-payment", """
                        {"amount":{"amount":150000,"currency":"USD"},"reference":"Wire 17"}""").is(200);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private HttpResponse<byte[]> pdf(String number) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    service.request("/v1/invoices/" + number + ".pdf")
                            .header("Authorization", "Bearer " + service.token("service"))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        service.get("service", "/v1/invoices?limit=100")
                .is(200)
                .json()
                .get("items")
                .forEach(invoice -> numbers.add(invoice.get("number").asString()));
        return numbers;
    }

    @Test
    void every_figure_of_every_invoice_is_printed() throws Exception {
        List<String> numbers = numbers();
        assertThat(numbers).hasSizeGreaterThan(8);
        for (String number : numbers) {
            JsonNode invoice = accounts.invoice(number).json();
            Pdf pdf = Pdf.read(pdf(number).body());
            for (String text : texts(invoice)) {
                pdf.says(text);
            }
            assertThat(pdf.title()).isEqualTo("Invoice " + number);
            assertThat(pdf.embedded()).isTrue();
        }
    }

    /** All that its JSON says in words and in money; nothing is not always printed. */
    private static List<String> texts(JsonNode invoice) {
        List<String> texts = new ArrayList<>();
        invoice.properties().forEach(field -> addMoney(field.getValue(), texts));
        for (JsonNode line : invoice.get("lines").values()) {
            texts.add(line.get("description").asString());
            addMoney(line.get("unitPrice"), texts);
            addMoney(line.get("amount"), texts);
        }
        for (JsonNode payment : invoice.get("payments").values()) {
            texts.add(payment.at("/at").asString().substring(11, 16) + " UTC");
            texts.add(payment.at("/code").asString("").replace('_', ' '));
            addMoney(payment.get("amount"), texts);
        }
        for (JsonNode note : invoice.get("creditNotes").values()) {
            texts.add(note.get("number").asString());
            texts.add(note.get("reason").asString());
            addMoney(note.get("amount"), texts);
        }
        texts.add(invoice.get("subscriptionId").asString());
        texts.add(invoice.at("/billedTo/accountName").asString());
        texts.add(invoice.at("/billedTo/billingProfile/contactName").asString());
        texts.add(invoice.at("/billedTo/billingProfile/email").asString());
        texts.add(invoice.at("/billedTo/billingProfile/address/line1").asString());
        return texts;
    }

    private static void addMoney(JsonNode value, List<String> texts) {
        if (value.has("currency") && value.path("amount").asLong() != 0) {
            texts.add(MoneyText.of(Money.ofMinor(
                    CurrencyUnit.of(value.get("currency").asString()),
                    value.get("amount").asLong())));
        }
    }

    private String text(String number) throws Exception {
        return Pdf.read(pdf(number).body()).text();
    }

    @Test
    void each_kind_of_invoice_says_how_it_stands() throws Exception {
        assertThat(text("ACME-0001")).contains("Status Paid", "Amount refunded $12.50", "ACME-CN-0001");
        assertThat(text("ACME-0002"))
                .contains("Proration credits -$13.55", "Credits applied -$5.00", "Net amount due $8.55");
        assertThat(text("ACME-0003"))
                .contains("Net amount due $0.00", "Still open $0.00")
                .doesNotContain("Attempt");
        assertThat(text("OTHER-0002")).contains("Status Void", "Declined: ", "Nothing is owed for it");
        assertThat(text("OTHER-0003")).contains("Status Past due", "Amount paid $0.00", "Still open $30.00");
        assertThat(text("YEN-0001")).contains(NAME, "\u00a512,340,000", "Feb 16, 2026 \u2013 Feb 15, 2027");
        assertThat(text("SOLD-0001")).contains("Account type Contract", "Recorded payment Paid $1,500.00");
        assertThat(text("SOLD-0002")).contains("Status Open", "Net amount due $300.00", "Still open $300.00");
    }

    @Test
    void it_is_shown_in_the_browser_and_kept_under_its_number() throws Exception {
        HttpResponse<byte[]> answer = pdf("ACME-0001");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(answer.headers().firstValue("Content-Disposition")).contains("inline; filename=\"ACME-0001.pdf\"");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache, private");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(new String(answer.body(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    }

    @Test
    void its_tag_is_that_of_what_it_says() throws Exception {
        String tag = pdf("ACME-0002").headers().firstValue("ETag").orElseThrow();

        assertThat(tag).isEqualTo(accounts.invoice("ACME-0002").header("ETag"));
        Answer again = service.get("service", "/v1/invoices/ACME-0002.pdf", "If-None-Match", tag)
                .is(304);
        assertThat(again.response().body()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(tag);
        assertThat(pdf("ACME-0001").headers().firstValue("ETag")).isPresent().isNotEqualTo(Optional.of(tag));
    }

    @Test
    void head_tells_what_a_get_would() throws Exception {
        HttpRequest.Builder request =
                service.request("/v1/invoices/ACME-0002.pdf").method("HEAD", HttpRequest.BodyPublishers.noBody());
        Answer head = service.send("service", request).is(200);

        assertThat(head.response().body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(head.header("ETag"))
                .isEqualTo(pdf("ACME-0002").headers().firstValue("ETag").orElseThrow());
    }

    @Test
    void it_is_for_those_who_may_read_the_invoice() {
        Holder acme = Holder.of(service, "acme");

        acme.get("/v1/invoices/ACME-0001.pdf").is(200);
        acme.get("/v1/invoices/OTHER-0001.pdf").isRefused(404, "invoice-not-found");
        service.get("service", "/v1/invoices/NOBODY-0001.pdf").isRefused(404, "invoice-not-found");
        service.get("analyst", "/v1/invoices/ACME-0001.pdf").isRefused(403, "forbidden");
        service.send(service.request("/v1/invoices/ACME-0001.pdf")).isRefused(401, "unauthorized");
    }

    @Test
    void it_waits_for_a_version_like_the_json() {
        service.get("service", "/v1/invoices/ACME-0001.pdf?minVersion=1").is(200);
        service.get("service", "/v1/invoices/ACME-0001.pdf?minVersion=999").isRefused(503, "not-yet-visible");
        service.get("service", "/v1/invoices/ACME-0001.pdf?minVersion=some").isRefused(422, "invalid");
    }
}
