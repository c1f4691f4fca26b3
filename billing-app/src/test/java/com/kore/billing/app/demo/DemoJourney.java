package com.kore.billing.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.campaign.Balance;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.simulation.SimulatedSubscription;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.app.testing.Verified;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.BillingRules;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What a service shows that was started with {@code BILLING_DEMO=true} on an empty store; it is started once, and at last again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(OutputCaptureExtension.class)
abstract class DemoJourney {
    private Path dataDir;
    private TestDatabase database;
    private RunningService service;
    private String printed;

    abstract Vendor vendor();

    /** Besides {@code billing.demo}. */
    abstract Map<String, String> settings();

    @BeforeAll
    void start(@TempDir Path directory, CapturedOutput output) {
        dataDir = directory;
        database = vendor() == Vendor.H2 ? TestDatabases.h2In(dataDir) : TestDatabases.freshPostgres();
        service = start();
        printed = output.getOut();
    }

    private RunningService start() {
        Map<String, String> all = new HashMap<>(settings());
        all.put("billing.demo", "true");
        return RunningService.on(database, dataDir, all);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    final Instant begin() {
        return service.bean(JdbcClient.class)
                .sql("SELECT begins_at FROM sample_year")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private Instant end() {
        return begin().atZone(ZoneOffset.UTC).plusYears(1).toInstant();
    }

    private List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        Answer page = service.get("service", path + "?limit=100").is(200);
        while (true) {
            page.json().get("items").forEach(items::add);
            if (page.at("/hasMore").equals("false")) {
                return items;
            }
            page = service.get("service", path + "?limit=100&cursor=" + page.at("/nextCursor"))
                    .is(200);
        }
    }

    private static List<String> texts(List<JsonNode> items, String field) {
        return items.stream().map(item -> item.get(field).asString()).toList();
    }

    @Test
    void the_start_says_what_there_is_before_it_says_what_to_paste() {
        int accounts = all("/v1/account-summaries").size();
        String summary = "A year of sample accounts: %d accounts, %d events, in "
                .formatted(accounts, service.bean(EventReader.class).count());

        assertThat(printed).contains(summary, "Sandbox time stands at " + end());
        assertThat(printed.indexOf(summary)).isLessThan(printed.indexOf("Kore Billing takes requests"));
        assertThat(printed).contains("/v1/account-summaries?status=past_due").doesNotContain("was refused as");
        assertThat(service.get("operator", "/v1/sandbox/clock").is(200).at("/now"))
                .isEqualTo(end().toString());
    }

    @Test
    void accounts_of_both_kinds_in_several_currencies_and_zones_stand_in_every_way() {
        List<JsonNode> accounts = all("/v1/account-summaries");

        assertThat(accounts).hasSizeBetween(60, 150);
        assertThat(texts(accounts, "accountKind")).contains("online", "contract");
        assertThat(texts(accounts, "currency")).contains("USD", "EUR", "JPY");
        assertThat(texts(accounts, "timeZone"))
                .contains("America/New_York", "Europe/Berlin", "Asia/Tokyo", "Australia/Sydney", "UTC");
        assertThat(texts(accounts, "status")).contains("free", "active", "past_due", "canceling");
    }

    @Test
    void a_year_of_invoices_is_paid_past_due_void_uncollectible_and_open() {
        List<JsonNode> invoices = all("/v1/invoices");

        assertThat(texts(invoices, "status")).contains("paid", "past_due", "void", "uncollectible", "open");
        Instant first = begin();
        assertThat(texts(invoices, "issuedOn").stream()
                        .map(day -> day.substring(0, "2026-01".length()))
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(12)
                .allMatch(month -> month.compareTo(
                                first.minus(1, ChronoUnit.DAYS).toString().substring(0, "2026-01".length()))
                        >= 0);
    }

    /** The same seed, the same commands, the same rules: also the same ids, amounts and dates, to the microsecond, on every database. */
    @Test
    void what_has_happened_is_what_was_rehearsed_event_for_event() {
        BillingRules rules = service.bean(BillingRules.class);
        EventReader events = service.bean(EventReader.class);
        Map<SubscriptionId, SimulatedSubscription> rehearsed = Rehearsal.played(Rehearsal.year(begin(), rules), rules);

        long compared = 0;
        for (Map.Entry<SubscriptionId, SimulatedSubscription> account : rehearsed.entrySet()) {
            List<StoredEvent> stored = events.ofSubscription(account.getKey());
            compared += stored.size();
            if (stored.stream().noneMatch(event -> event.event() instanceof PersonalDataErased)) {
                assertThat(stored.stream().map(StoredEvent::event))
                        .as(account.getKey().value())
                        .isEqualTo(account.getValue().happened().stream()
                                .map(com.kore.billing.projections.readmodel.StoredEvent::event)
                                .toList());
            }
        }
        assertThat(compared).isEqualTo(events.count()).isGreaterThan(2_000);
    }

    @Test
    void the_books_balance() {
        for (JsonNode account : all("/v1/account-summaries")) {
            String path = "/v1/subscriptions/" + account.get("subscriptionId").asString();
            assertThat(Balance.broken(account, all(path + "/invoices").reversed(), all(path + "/billing-history")))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void the_rows_are_those_that_the_events_lead_to() {
        Verified.withoutDifferences(service);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void a_second_start_adds_nothing_and_resumes_where_time_stood(CapturedOutput output) {
        long events = service.bean(EventReader.class).count();
        service.close();

        service = start();

        assertThat(service.bean(EventReader.class).count()).isEqualTo(events);
        assertThat(service.get("operator", "/v1/sandbox/clock").is(200).at("/now"))
                .isEqualTo(end().toString());
        assertThat(output).contains("The year of sample accounts is there already.");
        assertThat(service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"P1D\"}")
                        .is(200)
                        .at("/now"))
                .isEqualTo(end().plus(1, ChronoUnit.DAYS).toString());
    }
}
