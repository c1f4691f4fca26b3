package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An invoice as a page and as PDF, and for auditors where its amounts come from: what the endpoints say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleInvoiceJourney {
    private static final Pattern EVENT = Pattern.compile("/history\\?version=(\\d+)\"");

    private RunningService service;

    abstract Vendor database();

    @BeforeAll
    void stories(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        Accounts accounts = new Accounts(service);
        accounts.openPaid("acme", "premium", "monthly");
        service.post("admin", "/v1/subscriptions/acme/grant-credit", """
                {"kind":"goodwill","amount":{"amount":700,"currency":"USD"}}""").is(200);
        accounts.advanceTo("2026-01-20T12:00:00Z");
        accounts.command("acme", "change-plan", "{\"plan\":\"enterprise\"}", "Prefer", "wait=5")
                .is(200);
        service.post(
                        "admin",
                        "/v1/invoices/ACME-0001/refund",
                        "{\"amount\":{\"amount\":500,\"currency\":\"USD\"},\"reason\":\"<i>Kindness</i>\"}",
                        "Prefer",
                        "wait=5")
                .is(200);
        accounts.openPaid("other", "premium", "monthly");
        Answer sold = service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"sold","accountName":"<b>Sold</b> & Sons"}""").is(201);
        service.summaryAfter(sold);
        service.summaryAfter(service.post("admin", "/v1/subscriptions/sold/sign-contract", """
                        {"plan":"premium","interval":"annual","prepaidUsers":2,"pricePerUser":{"amount":9000,"currency":"USD"},
                        "start":"2026-01-20","end":"2027-01-20","reference":"C-1"}""")
                .is(200));
        accounts.advanceTo("2026-02-16T12:00:00Z");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Page page(String path) {
        return new Page(service.get("auditor", "/console/invoices/" + path));
    }

    private static String dollars(JsonNode money) {
        long cents = money.get("amount").asLong();
        return "%s$%d.%02d".formatted(cents < 0 ? "-" : "", Math.abs(cents) / 100, Math.abs(cents) % 100);
    }

    @Test
    void the_page_says_what_the_endpoint_says() {
        for (String number : List.of("ACME-0001", "ACME-0002", "ACME-0003", "SOLD-0001")) {
            JsonNode invoice =
                    service.get("service", "/v1/invoices/" + number).is(200).json();
            Page page = page(number).is(200).reads("Invoice " + number);
            List<List<String>> lines = page.rows("What is charged");
            assertThat(lines).hasSameSizeAs(invoice.get("lines"));
            for (int line = 0; line < lines.size(); line++) {
                assertThat(lines.get(line).getFirst())
                        .isEqualTo(invoice.at("/lines/" + line + "/description").asString());
                assertThat(lines.get(line).getLast()).isEqualTo(dollars(invoice.at("/lines/" + line + "/amount")));
            }
            assertThat(page.rows("Totals"))
                    .contains(List.of("Net amount due", dollars(invoice.get("amountDue"))))
                    .contains(List.of("Amount paid", dollars(invoice.get("amountPaid"))));
            assertThat(page.rows("Payments")).hasSameSizeAs(invoice.get("payments"));
            assertThat(page.rows("Credit notes")).hasSameSizeAs(invoice.get("creditNotes"));
        }
    }

    @Test
    void it_leads_back_and_to_the_pdf_and_auditors_to_its_explanation() {
        Page page = page("ACME-0002").is(200);
        assertThat(page.link("Back to Billing History")).isEqualTo("/console/subscriptions/acme/billing-history");
        assertThat(page.link("Explain Amounts")).isEqualTo("/console/invoices/ACME-0002/explanation");
        assertThat(new Page(service.get("service", "/console/invoices/ACME-0002")).link("Explain Amounts"))
                .isEmpty();
        Answer pdf = service.get("service", page.link("Download PDF")).is(200);
        assertThat(pdf.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(pdf.header("Content-Disposition")).contains("ACME-0002.pdf");
        assertThat(pdf.response().body()).startsWith("%PDF");
    }

    @Test
    void the_explanation_names_for_each_line_what_the_endpoint_names() {
        for (String number : List.of("ACME-0001", "ACME-0002", "ACME-0003", "SOLD-0001")) {
            JsonNode told = service.get("auditor", "/v1/audit/invoices/" + number + "/explanation")
                    .is(200)
                    .json();
            Page page = page(number + "/explanation").is(200);
            List<Long> expected = new ArrayList<>();
            for (JsonNode line : told.get("lines")) {
                page.reads(dollars(line.get("amount")));
                line.get("events")
                        .forEach(event -> expected.add(event.get("version").asLong()));
            }
            expected.add(told.at("/creditBalanceSetBy/version").asLong());
            told.get("decidedBy")
                    .forEach(event -> expected.add(event.get("version").asLong()));
            expected.add(told.at("/issuedBy/version").asLong());
            told.get("afterwards")
                    .forEach(event -> expected.add(event.get("version").asLong()));
            assertThat(EVENT.matcher(page.html()).results().map(event -> Long.parseLong(event.group(1))))
                    .as(number)
                    .isEqualTo(expected);
            page.reads(told.get("settlement").asString());
        }
        page("ACME-0002/explanation")
                .reads(
                        "Unused: Premium, 3 users, 26 of 31 days",
                        "\u2212$10.00 \u00d7 3 \u00d7 26 / 31 = -25.16129032\u2026, rounded half up -$25.16",
                        "$20.00 per user per month, said by the catalog in force from 1 January 1970",
                        "By the command Change plan");
        page("SOLD-0001/explanation").reads("= 180, exactly $180.00", "said by the contract");
    }

    @Test
    void names_and_reasons_are_texts() {
        assertThat(page("SOLD-0001").reads("<b>Sold</b> & Sons").html()).doesNotContain("<b>Sold");
        assertThat(page("ACME-0001").reads("<i>Kindness</i>").html()).doesNotContain("<i>Kindness");
    }

    @Test
    void it_is_for_whoever_reads_accounts_and_for_the_account_itself() {
        String invoice = "/console/invoices/ACME-0001";
        for (String role : List.of("service", "auditor", "admin")) {
            service.get(role, invoice).is(200);
        }
        for (String role : List.of("analyst", "operator")) {
            service.get(role, invoice).is(403);
            service.get(role, invoice + ".pdf").is(403);
        }
        for (String role : List.of("service", "admin", "analyst", "operator")) {
            service.get(role, invoice + "/explanation").is(403);
        }
        Holder acme = Holder.of(service, "acme");
        acme.get(invoice).is(200);
        acme.get(invoice + ".pdf").is(200);
        acme.get(invoice + "/explanation").is(403);
        for (String path : List.of("OTHER-0001", "OTHER-0001.pdf", "OTHER-0001/explanation", "ACME-CN-0001")) {
            acme.get("/console/invoices/" + path).is(404);
        }
        for (String path : List.of("NOBODY-0001", "ACME-9999", "ACME-9999.pdf", "ACME-9999/explanation")) {
            service.get("auditor", "/console/invoices/" + path).is(404);
        }
        assertThat(service.send(service.request(invoice).GET()).status()).isIn(302, 303);
    }
}
