package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.DatabaseFiles;
import com.kore.billing.app.testing.ReadModelCheck;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.SubscriptionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Rule 18: an account that has left traces wherever it can is erased, and none of them is found any more, in no table and no answer,
 * nor after a restart; while events, hashes and amounts stay as they were.
 */
abstract class ErasureJourney {
    private static final String ID = "vanish";
    private static final SubscriptionId VANISH = new SubscriptionId(ID);
    private static final String PROFILE = """
            {"contactName":"Greta Klartext","email":"greta@klartext.example","address":{"line1":"Offene Gasse 1",\
            "line2":"Hinterhaus","city":"Wiener Neustadt","region":"Nether Austria","postalCode":"A-2700","country":"AT"}}""";
    private static final String NEW_PROFILE = """
            {"contactName":"Nora Neuanfang","email":"nora@neuanfang.example","address":{"line1":"Zweite Gasse 2",\
            "city":"Graz","postalCode":"8010","country":"AT"}}""";

    /** What answers show while the account lives, and no table. */
    private static final List<String> SHOWN = List.of(
            "Plainly Visible",
            "Greta Klartext",
            "klartext",
            "Offene Gasse",
            "Hinterhaus",
            "Wiener Neustadt",
            "Nether Austria",
            "A-2700",
            "charged us twice");

    /** What no answer shows either. */
    private static final List<String> NEVER_SHOWN =
            List.of("tok_visa", "tok_mastercard", "much too dear", "sorry for the outage");

    private static final List<String> NEW = List.of("Nora", "neuanfang", "Zweite Gasse");

    @TempDir
    private Path dataDir;

    private TestDatabase database;
    private RunningService service;
    private Accounts accounts;

    abstract Vendor vendor();

    @BeforeEach
    void live() {
        database = vendor() == Vendor.H2 ? TestDatabases.h2In(dataDir) : TestDatabases.freshPostgres();
        start();
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"vanish","accountName":"Plainly Visible Ltd","managedUsers":3,"billingProfile":%s}""".formatted(PROFILE)).is(201);
        buy("");
        send("service", "change-managed-users", "{\"managedUsers\":5}");
        send("service", "change-payment-method", Accounts.card("tok_mastercard"));
        send("admin", "grant-credit", """
                {"kind":"goodwill","amount":{"amount":500,"currency":"USD"},"note":"sorry for the outage"}""");
        service.post(
                        "admin",
                        "/v1/invoices/VANISH-0001/refund",
                        "{\"amount\":{\"amount\":1000,\"currency\":\"USD\"},\"reason\":\"charged us twice\"}",
                        "Prefer",
                        "wait=5")
                .is(200);
        send("service", "cancel", "{\"reason\":\"much too dear\"}");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void start() {
        service = RunningService.on(
                database, dataDir, Map.of("billing.clock", "sandbox", "billing.clock-start", "2026-01-15T12:00:00Z"));
        accounts = new Accounts(service);
    }

    private void restart() {
        service.close();
        start();
    }

    private Answer send(String role, String command, String body) {
        return service.post(role, "/v1/subscriptions/" + ID + "/" + command, body, "Prefer", "wait=5")
                .is(200);
    }

    private Answer buy(String more) {
        return send(
                "service",
                "change-plan",
                "{\"plan\":\"premium\",\"interval\":\"monthly\",\"paymentMethod\":%s%s}"
                        .formatted(Accounts.card("tok_visa"), more));
    }

    private Answer eraseOnceEnded() {
        accounts.advanceTo("2026-02-16T00:00:00Z");
        Answer erased = send("admin", "erase-personal-data", "{}");
        service.summaryAfter(erased);
        return erased;
    }

    private List<String> events() {
        return service.bean(EventReader.class).ofSubscription(VANISH).stream()
                .map(StoredEvent::payload)
                .toList();
    }

    /** All that stands in a table, each row as a text. */
    private List<String> rows() {
        JdbcClient jdbc = service.bean(JdbcClient.class);
        List<String> tables = jdbc.sql(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema IN ('public', 'PUBLIC')")
                .query((row, number) -> row.getString(1))
                .list();
        assertThat(tables).hasSizeGreaterThan(10);
        return tables.stream()
                .flatMap(table -> jdbc.sql("SELECT * FROM \"" + table + "\"").query().listOfRows().stream()
                        .map(row -> table + " " + row))
                .toList();
    }

    /** Nothing that is personal stands in any table in plain text, whether it is erased or not. */
    private void noTableTells(List<String> secrets) {
        assertThat(telling(rows(), secrets)).isEmpty();
    }

    private static List<String> telling(List<String> texts, List<String> secrets) {
        return texts.stream()
                .filter(text -> secrets.stream().anyMatch(text::contains))
                .toList();
    }

    private List<String> answers() {
        String account = "/v1/subscriptions/" + ID;
        return Stream.of(
                        account + "/account-summary",
                        account + "/billing-history",
                        account + "/invoices",
                        "/v1/invoices/VANISH-0001",
                        "/v1/invoices/VANISH-0002",
                        "/v1/account-summaries",
                        "/v1/invoices",
                        "/v1/events?limit=1000")
                .map(path -> service.get("service", path).is(200).response().body())
                .toList();
    }

    private JsonNode summary() {
        return accounts.summary(ID).json();
    }

    private void noTraceIsLeft() {
        noTableTells(SHOWN);
        noTableTells(NEVER_SHOWN);
        assertThat(telling(answers(), SHOWN)).isEmpty();
        assertThat(telling(answers(), NEVER_SHOWN)).isEmpty();
    }

    @Test
    void no_trace_is_left_and_events_rebuilds_and_restarts_are_as_before() {
        accounts.advanceTo("2026-02-16T00:00:00Z");
        // Or else nothing would be found whatever is left.
        assertThat(SHOWN)
                .allSatisfy(secret -> assertThat(telling(answers(), List.of(secret)))
                        .as(secret)
                        .isNotEmpty());
        noTableTells(SHOWN);
        noTableTells(NEVER_SHOWN);
        List<String> before = events();
        List<String> history = accounts.history(ID);

        service.summaryAfter(send("admin", "erase-personal-data", "{}"));

        noTraceIsLeft();
        assertThat(events().subList(0, before.size())).isEqualTo(before);
        assertThat(accounts.history(ID)).isEqualTo(history);
        ReadModelCheck.rowsEqualAFoldFromNothing(service);
        JsonNode summary = summary();

        restart();
        noTraceIsLeft();
        assertThat(summary()).isEqualTo(summary);
        assertThat(events().subList(0, before.size())).isEqualTo(before);
        ReadModelCheck.rowsEqualAFoldFromNothing(service);
    }

    @Test
    void what_a_contract_was_called_who_used_it_and_how_it_was_paid_is_erased_too() {
        String reference = "Handshake with Greta";
        List<String> never = List.of("u-greta", "Wire from Greta");
        accounts.advanceTo("2026-02-16T00:00:00Z");
        send("service", "change-payment-method", Accounts.card("tok_decline"));
        String invoice =
                send("admin", "sign-contract", """
                        {"plan":"premium","interval":"monthly","prepaidUsers":2,"pricePerUser":{"amount":900,"currency":"USD"},
                         "start":"2026-02-16","end":"2026-03-16","reference":"%s"}""".formatted(reference)).at("/invoice/invoiceId");
        Answer joined = send("service", "user-joined", "{\"userId\":\"u-greta\"}");
        service.post(
                        "admin",
                        "/v1/invoices/" + invoice + "/record-payment",
                        "{\"amount\":{\"amount\":1800,\"currency\":\"USD\"},\"reference\":\"Wire from Greta\"}")
                .is(200);
        service.summaryAfter(joined);
        // Or else nothing would be found whatever is left.
        assertThat(telling(answers(), List.of(reference))).isNotEmpty();
        noTableTells(List.of(reference));
        noTableTells(never);

        accounts.advanceTo("2026-03-16T00:00:00Z");
        service.summaryAfter(send("admin", "erase-personal-data", "{}"));

        noTraceIsLeft();
        noTableTells(never);
        assertThat(telling(answers(), List.of(reference, "u-greta", "Wire from Greta")))
                .isEmpty();
        Answer then = service.get("auditor", "/v1/audit/subscriptions/vanish?version=" + joined.at("/version"))
                .is(200);
        assertThat(then.at("/contract/reference")).isEqualTo("erased");
        assertThat(then.at("/contract/used")).isEqualTo("1");
        ReadModelCheck.rowsEqualAFoldFromNothing(service);
    }

    @Test
    void no_file_of_the_database_holds_a_secret_or_what_is_personal() throws IOException {
        String made = service.post(
                        "admin", "/v1/access-tokens", "{\"name\":\"Laptop of Greta\",\"scopes\":[\"billing:read\"]}")
                .is(201)
                .at("/token");
        String code = service.post(
                        "admin", "/v1/access-tokens", "{\"kind\":\"one_time_link\",\"scopes\":[\"billing:read\"]}")
                .is(201)
                .at("/code");
        List<String> secrets = new ArrayList<>(List.of(made, code));
        for (String caller : List.of("service", "auditor", "analyst", "operator", "admin")) {
            secrets.add(service.token(caller));
        }
        Path masterKey = dataDir.resolve("master.key");
        secrets.add(
                Files.exists(masterKey)
                        ? Files.readString(masterKey).strip()
                        : service.bean(Environment.class).getRequiredProperty("billing.encryption.master-key"));
        secrets.addAll(NEVER_SHOWN);
        secrets.addAll(SHOWN);
        secrets.addAll(
                List.of("plainly visible", "Klartext and Sons", "klartext and sons", "u-greta", "Wire from Greta"));
        secrets.addAll(List.of("Handshake with Greta", "Laptop of Greta"));
        service.summaryAfter(send("admin", "grant-credit", """
                {"kind":"goodwill","amount":{"amount":1,"currency":"USD"},"note":"sorry for the outage"}"""));
        contractOfAnother();
        assertThat(service.get("service", "/v1/account-summaries?q=VISIBLE%20l")
                        .is(200)
                        .at("/items/0/accountName"))
                .isEqualTo("Plainly Visible Ltd");
        service.close();

        List<Path> files = DatabaseFiles.of(database);

        assertThat(secrets).allSatisfy(secret -> assertThat(secret).isNotBlank());
        assertThat(DatabaseFiles.found(secrets, files)).isEmpty();
        // What is not personal stands there; or else nothing would be found whatever there is.
        List<String> plain = List.of("VANISH-0001", "went_paid", "SIGNED-0001", "row:1:", "sealed:1:");
        assertThat(DatabaseFiles.found(plain, files)).containsExactlyInAnyOrderElementsOf(plain);
        start();
    }

    private void contractOfAnother() {
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"signed","accountName":"Klartext and Sons","managedUsers":1,"billingProfile":%s}""".formatted(PROFILE)).is(201);
        String account = "/v1/subscriptions/signed/";
        String invoice =
                service.post("admin", account + "sign-contract", """
                        {"plan":"premium","interval":"monthly","prepaidUsers":2,"pricePerUser":{"amount":900,"currency":"USD"},
                         "start":"2026-01-15","end":"2026-03-15","reference":"Handshake with Greta"}""").is(200).at("/invoice/invoiceId");
        service.post("service", account + "user-joined", "{\"userId\":\"u-greta\"}")
                .is(200);
        service.summaryAfter(service.post(
                        "admin",
                        "/v1/invoices/" + invoice + "/record-payment",
                        "{\"amount\":{\"amount\":1800,\"currency\":\"USD\"},\"reference\":\"Wire from Greta\"}")
                .is(200));
    }

    @Test
    void every_read_says_erased() {
        eraseOnceEnded();

        JsonNode summary = summary();
        assertThat(summary.at("/accountName").asString()).isEqualTo("erased");
        assertThat(summary.at("/billingProfile/contactName").asString()).isEqualTo("erased");
        assertThat(summary.at("/billingProfile/address/country").asString()).isEqualTo("erased");
        assertThat(summary.get("paymentMethod").isNull()).isTrue();
        assertThat(summary.at("/creditBalance/amount").asLong()).isEqualTo(500);
        Answer found = service.get("service", "/v1/account-summaries?q=erased").is(200);
        assertThat(found.at("/items/0/subscriptionId")).isEqualTo(ID);
        for (String number : List.of("VANISH-0001", "VANISH-0002")) {
            Answer invoice = accounts.invoice(number);
            assertThat(invoice.at("/billedTo/accountName")).isEqualTo("erased");
            assertThat(invoice.at("/billedTo/billingProfile/email")).isEqualTo("erased");
            assertThat(invoice.at("/status")).isEqualTo("paid");
        }
        assertThat(accounts.invoice("VANISH-0001").at("/creditNotes/0/reason")).isEqualTo("erased");
        assertThat(service.get("service", "/v1/events?limit=1000")
                        .is(200)
                        .response()
                        .body()
                        .lines())
                .last()
                .asString()
                .contains("PersonalDataErased");
    }

    @Test
    void it_is_refused_while_the_plan_is_in_effect_and_a_preview_erases_nothing() {
        Answer refused = service.post("admin", "/v1/subscriptions/vanish/erase-personal-data", "{}");
        refused.isRefused(409, "still-active");
        service.post("service", "/v1/subscriptions/vanish/erase-personal-data", "{}")
                .isRefused(403, "forbidden");
        accounts.advanceTo("2026-02-16T00:00:00Z");

        Answer preview = service.post(
                        "admin", "/v1/subscriptions/vanish/preview", "{\"command\":\"erase-personal-data\"}")
                .is(200);

        assertThat(preview.at("/accountSummary/accountName")).isEqualTo("erased");
        assertThat(summary().at("/accountName").asString()).isEqualTo("Plainly Visible Ltd");
    }

    @Test
    void a_repeated_erasure_has_one_effect_under_one_key_and_erases_anew_without() {
        eraseOnceEnded();
        String erase = "/v1/subscriptions/vanish/erase-personal-data";

        Answer first = service.post("admin", erase, "{}", "Idempotency-Key", "forget-me");
        Answer repeated = service.post("admin", erase, "{}", "Idempotency-Key", "forget-me");

        assertThat(repeated.is(200).at("/version")).isEqualTo(first.is(200).at("/version"));
        assertThat(service.post("admin", erase, "{}").is(200).at("/version")).isNotEqualTo(first.at("/version"));
    }

    @Test
    void the_account_goes_on_with_new_data_which_a_second_erasure_takes_too() {
        eraseOnceEnded();
        service.post("admin", "/v1/invoices/VANISH-0001/refund", "{\"reason\":\"too late\"}")
                .isRefused(409, "refund-exceeds-paid");
        accounts.command(
                        ID,
                        "change-plan",
                        "{\"plan\":\"premium\",\"interval\":\"monthly\",\"paymentMethod\":%s}"
                                .formatted(Accounts.card("tok_visa")))
                .isRefused(409, "billing-profile-required");

        service.summaryAfter(buy(",\"billingProfile\":" + NEW_PROFILE));
        restart();

        assertThat(summary().at("/billingProfile/contactName").asString()).isEqualTo("Nora Neuanfang");
        assertThat(summary().at("/accountName").asString()).isEqualTo("erased");
        assertThat(accounts.invoice("VANISH-0003").at("/billedTo/billingProfile/email"))
                .isEqualTo("nora@neuanfang.example");
        assertThat(accounts.invoice("VANISH-0002").at("/billedTo/billingProfile/email"))
                .isEqualTo("erased");
        noTraceIsLeft();
        ReadModelCheck.rowsEqualAFoldFromNothing(service);

        service.post("admin", "/v1/invoices/VANISH-0003/refund", "{\"reason\":\"Nora asked\"}", "Prefer", "wait=5")
                .is(200);
        send("service", "cancel", "{\"reason\":\"Nora leaves\"}");
        accounts.advanceTo("2026-03-17T00:00:00Z");
        service.summaryAfter(send("admin", "erase-personal-data", "{}"));
        noTraceIsLeft();
        assertThat(telling(rows(), NEW)).isEmpty();
        assertThat(telling(answers(), NEW)).isEmpty();
        ReadModelCheck.rowsEqualAFoldFromNothing(service);
    }
}
