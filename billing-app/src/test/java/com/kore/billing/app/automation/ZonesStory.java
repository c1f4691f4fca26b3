package com.kore.billing.app.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.automation.SandboxTime.Advanced;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A year and more in one advance, in zones whose clocks change: New York on 14 March and 7 November 2027, the Chatham Islands (a quarter
 * to the hour) on 4 April and 26 September, Casablanca for Ramadan from 7 February to 14 March. Each period begins at its own first
 * instant of the last day of the month, the leap day included.
 */
abstract class ZonesStory {
    @TempDir
    Path dataDir;

    abstract Vendor vendor();

    private static List<String> renewals(RunningService service, String id) {
        return service.bean(EventReader.class).ofSubscription(new SubscriptionId(id)).stream()
                .map(StoredEvent::event)
                .filter(SubscriptionRenewed.class::isInstance)
                .map(SubscriptionRenewed.class::cast)
                .map(renewed -> renewed.on() + " " + renewed.at())
                .toList();
    }

    @Test
    void every_month_begins_at_its_first_instant_in_the_zone_of_the_account() {
        try (RunningService service = RunningService.inSandboxTime(vendor(), dataDir, "2027-01-31T09:00:00Z")) {
            for (int n = 0; n < 5; n++) {
                Books.openPaid(service, "new-york-" + n, ZoneId.of("America/New_York"), "tok_visa");
                Books.openPaid(service, "chatham-" + n, ZoneId.of("Pacific/Chatham"), "tok_visa");
                Books.openPaid(service, "casablanca-" + n, ZoneId.of("Africa/Casablanca"), "tok_visa");
            }
            Books.openPaid(service, "late", ZoneId.of("America/New_York"), "tok_timeout");
            Books.openPaid(service, "annual", ZoneId.of("Pacific/Chatham"), "tok_visa", BillingInterval.ANNUAL);

            Advanced advanced = service.bean(SandboxTime.class).advanceTo(Instant.parse("2028-03-01T00:00:00Z"));

            // Thirteen month ends for sixteen accounts, one year's end.
            assertThat(advanced.renewals()).isEqualTo(13 * 16 + 1);
            // Each attempt, and for the one whose gateway times out an inquiry after each.
            assertThat(Books.paid(service)).isEqualTo(14 * 16 + 2);
            assertThat(renewals(service, "new-york-3"))
                    .containsExactly(
                            "2027-02-28 2027-02-28T05:00:00Z",
                            "2027-03-31 2027-03-31T04:00:00Z",
                            "2027-04-30 2027-04-30T04:00:00Z",
                            "2027-05-31 2027-05-31T04:00:00Z",
                            "2027-06-30 2027-06-30T04:00:00Z",
                            "2027-07-31 2027-07-31T04:00:00Z",
                            "2027-08-31 2027-08-31T04:00:00Z",
                            "2027-09-30 2027-09-30T04:00:00Z",
                            "2027-10-31 2027-10-31T04:00:00Z",
                            "2027-11-30 2027-11-30T05:00:00Z",
                            "2027-12-31 2027-12-31T05:00:00Z",
                            "2028-01-31 2028-01-31T05:00:00Z",
                            "2028-02-29 2028-02-29T05:00:00Z");
            assertThat(renewals(service, "chatham-3"))
                    .contains(
                            "2027-02-28 2027-02-27T10:15:00Z",
                            "2027-03-31 2027-03-30T10:15:00Z",
                            "2027-04-30 2027-04-29T11:15:00Z",
                            "2027-09-30 2027-09-29T10:15:00Z",
                            "2028-02-29 2028-02-28T10:15:00Z")
                    .hasSize(13);
            assertThat(renewals(service, "casablanca-3"))
                    .contains(
                            "2027-02-28 2027-02-28T00:00:00Z",
                            "2027-03-31 2027-03-30T23:00:00Z",
                            "2027-12-31 2027-12-30T23:00:00Z")
                    .hasSize(13);
            assertThat(renewals(service, "annual")).containsExactly("2028-01-31 2028-01-30T10:15:00Z");
            assertThat(Books.of(service).invoices())
                    .contains(
                            "NEW-YORK-0-0014 2028-02-29 paid 3000 3000",
                            "CHATHAM-4-0014 2028-02-29 paid 3000 3000",
                            "ANNUAL-0002 2028-01-31 paid 30000 30000",
                            "LATE-0014 2028-02-29 paid 3000 3000");
            // In the order of time: no account is ahead of another.
            assertThat(service.bean(EventReader.class).after(0, 10_000))
                    .extracting(StoredEvent::occurredAt)
                    .isSorted();
        }
    }

    /**
     * In St John's 7 November 2010 had begun for a minute when the clocks went back to 23:01 of the 6th (rule 10d). One account goes paid in
     * that minute; to the other nothing happens in it.
     */
    @Test
    void an_hour_of_yesterday_that_comes_again_counts_for_today() {
        try (RunningService service = RunningService.inSandboxTime(vendor(), dataDir, "2010-11-07T02:00:00Z")) {
            openInStJohns(service, "midnight");
            openInStJohns(service, "quiet");
            advance(service, "2010-11-07T02:30:30Z");
            Answer first = goPaid(service, "midnight");
            advance(service, "2010-11-07T02:45:00Z");

            Answer more = service.post(
                            "service",
                            "/v1/subscriptions/midnight/change-managed-users",
                            "{\"managedUsers\":5}",
                            "Prefer",
                            "wait=5")
                    .is(200);
            Answer preview = service.post(
                            "service",
                            "/v1/subscriptions/midnight/preview",
                            "{\"command\":\"change-plan\",\"plan\":\"enterprise\"}")
                    .is(200);
            Answer summary = service.summaryAfter(more);
            Answer quiet = goPaid(service, "quiet");

            assertThat(issuedOn(service, first)).isEqualTo("2010-11-07");
            assertThat(issuedOn(service, more)).isEqualTo("2010-11-07");
            assertThat(more.at("/invoice/amountDue/amount")).isEqualTo("2000");
            assertThat(summary.at("/currentPeriod/start")).isEqualTo("2010-11-07");
            assertThat(summary.json()
                            .get("availableChanges")
                            .valueStream()
                            .filter(change -> change.get("effective").asString().equals("now"))
                            .map(change -> change.get("effectiveOn").asString()))
                    .isNotEmpty()
                    .containsOnly("2010-11-07");
            assertThat(preview.at("/effectiveOn")).isEqualTo("2010-11-07");
            assertThat(issuedOn(service, quiet)).isEqualTo("2010-11-06");
            assertThat(service.bean(SandboxTime.class)
                            .advanceTo(Instant.parse("2010-12-08T00:00:00Z"))
                            .renewals())
                    .isEqualTo(2);
            assertThat(renewals(service, "midnight")).containsExactly("2010-12-07 2010-12-07T03:30:00Z");
            assertThat(renewals(service, "quiet")).containsExactly("2010-12-06 2010-12-06T03:30:00Z");
        }
    }

    private static void openInStJohns(RunningService service, String id) {
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"%s","accountName":"Acme","timeZone":"America/St_Johns","managedUsers":3,\
                        "billingProfile":{"contactName":"Ada","email":"ada@acme.example","address":{"line1":"1 Main St",\
                        "city":"Springfield","postalCode":"12345","country":"US"}}}""".formatted(id)).is(201);
    }

    private static void advance(RunningService service, String to) {
        service.post("operator", "/v1/sandbox/clock/advance", "{\"to\":\"%s\"}".formatted(to))
                .is(200);
    }

    private static Answer goPaid(RunningService service, String id) {
        return service.post("service", "/v1/subscriptions/" + id + "/change-plan", """
                        {"plan":"premium","interval":"monthly","paymentMethod":{"kind":"card","token":"tok_visa",\
                        "brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2040}}""", "Prefer", "wait=5")
                .is(200);
    }

    private static String issuedOn(RunningService service, Answer command) {
        return service.get(
                        "service",
                        "/v1/invoices/%s?minVersion=%s"
                                .formatted(command.at("/invoice/number"), command.at("/version")))
                .is(200)
                .at("/issuedOn");
    }
}
