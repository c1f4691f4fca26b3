package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Years played in sandbox time. */
abstract class YearsJourney {
    @TempDir
    Path dataDir;

    abstract Vendor database();

    private static String purchase(String plan, String interval) {
        return """
                {"plan":"%s","interval":"%s","paymentMethod":{"kind":"card","token":"tok_visa","brand":"visa",\
                "last4":"4242","expiryMonth":12,"expiryYear":2040}}""".formatted(plan, interval);
    }

    private static void open(RunningService service, String id) {
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"%s","accountName":"Acme","billingProfile":{"contactName":"Ada",\
                        "email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield",\
                        "postalCode":"12345","country":"US"}}}""".formatted(id)).is(201);
    }

    /** All of them, page by page, the oldest first. */
    private static List<String> invoices(RunningService service, String id) {
        List<String> invoices = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = service.get("service", "/v1/subscriptions/" + id + "/invoices?limit=100" + cursor)
                    .is(200);
            for (JsonNode invoice : page.json().get("items")) {
                invoices.addFirst(invoice.get("number").asString() + " "
                        + invoice.get("issuedOn").asString() + " "
                        + invoice.get("status").asString());
            }
            cursor = "&cursor=" + page.at("/nextCursor");
        } while (!cursor.equals("&cursor="));
        return invoices;
    }

    private static void buy(RunningService service, String id, String interval) {
        open(service, id);
        service.post(
                        "service",
                        "/v1/subscriptions/" + id + "/change-plan",
                        purchase("premium", interval),
                        "Prefer",
                        "wait=5")
                .is(200);
    }

    /** Eleven years of months and four of years; each period has one invoice, of its day, and the numbers have no gap. */
    @Test
    void a_month_from_the_31st_and_a_year_from_29_february_renew_on_their_days_in_one_advance() {
        LocalDate begun = LocalDate.parse("2017-01-31");
        try (RunningService service = RunningService.inSandboxTime(database(), dataDir, "2017-01-31T12:00:00Z")) {
            buy(service, "monthly", "monthly");
            service.post("operator", "/v1/sandbox/clock/advance", "{\"to\":\"2024-02-29T12:00:00Z\"}")
                    .is(200);
            buy(service, "annual", "annual");

            Answer advanced = service.post("operator", "/v1/sandbox/clock/advance", "{\"to\":\"2028-02-29T12:00:00Z\"}")
                    .is(200);

            assertThat(advanced.at("/now")).isEqualTo("2028-02-29T12:00:00Z");
            assertThat(advanced.at("/renewals")).isEqualTo(String.valueOf(48 + 4));
            assertThat(invoices(service, "annual"))
                    .containsExactly(
                            "ANNUAL-0001 2024-02-29 paid",
                            "ANNUAL-0002 2025-02-28 paid",
                            "ANNUAL-0003 2026-02-28 paid",
                            "ANNUAL-0004 2027-02-28 paid",
                            "ANNUAL-0005 2028-02-29 paid");
            assertThat(invoices(service, "monthly"))
                    .startsWith(
                            "MONTHLY-0001 2017-01-31 paid",
                            "MONTHLY-0002 2017-02-28 paid",
                            "MONTHLY-0003 2017-03-31 paid",
                            "MONTHLY-0004 2017-04-30 paid")
                    .containsExactlyElementsOf(IntStream.rangeClosed(0, 133)
                            .mapToObj(n -> "MONTHLY-%04d %s paid".formatted(n + 1, begun.plusMonths(n)))
                            .toList());
        }
    }

    @Test
    void time_resumes_where_it_stood_and_everything_answered_is_there_after_a_restart() {
        try (RunningService service = RunningService.inSandboxTime(Vendor.H2, dataDir, "2026-01-15T12:00:00Z")) {
            open(service, "kept");
            service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"P1M\"}")
                    .is(200);
        }
        try (RunningService again = RunningService.inSandboxTime(Vendor.H2, dataDir, "2026-01-15T12:00:00Z")) {
            assertThat(again.get("operator", "/v1/sandbox/clock").is(200).at("/now"))
                    .isEqualTo("2026-02-15T12:00:00Z");
            assertThat(again.get("service", "/v1/subscriptions/kept?minVersion=2")
                            .is(200)
                            .at("/accountName"))
                    .isEqualTo("Acme");
        }
    }
}
