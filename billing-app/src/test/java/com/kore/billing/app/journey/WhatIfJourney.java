package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Asked what would happen, the service answers and does nothing. Sandbox time stands at noon of 15 January 2026. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WhatIfJourney {
    private RunningService service;

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** Three users on Premium. */
    private Answer paid(String id, String interval, String token) {
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"%s","accountName":"Acme","managedUsers":3,"billingProfile":{"contactName":"Ada",\
                        "email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield",\
                        "postalCode":"12345","country":"US"}}}""".formatted(id)).is(201);
        Answer paid = service.post(
                        "service",
                        "/v1/subscriptions/" + id + "/change-plan",
                        """
                        {"plan":"premium","interval":"%s","paymentMethod":{"kind":"card","token":"%s","brand":"visa",\
                        "last4":"4242","expiryMonth":12,"expiryYear":2040}}""".formatted(interval, token),
                        "Prefer",
                        "wait=5")
                .is(200);
        service.summaryAfter(paid);
        return paid;
    }

    private Answer preview(String id, String body, String... headers) {
        return service.post("service", "/v1/subscriptions/" + id + "/preview", body, headers);
    }

    private Answer simulate(String id, String body, String... headers) {
        return service.post("service", "/v1/subscriptions/" + id + "/simulations", body, headers);
    }

    private static List<String> invoices(Answer simulation) {
        List<String> invoices = new ArrayList<>();
        for (JsonNode invoice : simulation.is(200).json().get("invoices")) {
            invoices.add(invoice.get("number").asString() + " "
                    + invoice.get("issuedOn").asString() + " "
                    + invoice.at("/amountDue/amount").asLong() + " "
                    + invoice.get("status").asString());
        }
        return invoices;
    }

    private static List<String> violations(Answer refused) {
        List<String> violations = new ArrayList<>();
        for (JsonNode violation : refused.json().get("violations")) {
            violations.add(violation.get("field").asString() + " "
                    + violation.get("message").asString());
        }
        return violations;
    }

    /** Everything in every table but what the service notes of its own running: positions of processors, runs of due work. */
    private Map<String, String> everything() {
        JdbcClient jdbc = service.bean(JdbcClient.class);
        Map<String, String> tables = new TreeMap<>();
        jdbc.sql("""
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema IN ('public', 'PUBLIC') AND table_name NOT IN ('token_entry', 'TOKEN_ENTRY')""")
                .query(String.class)
                .list()
                .forEach(table -> tables.put(
                        table,
                        jdbc
                                .sql("SELECT * FROM \"" + table + "\"")
                                .query((row, n) -> {
                                    List<String> columns = new ArrayList<>();
                                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                                        columns.add(String.valueOf(row.getString(i)));
                                    }
                                    return columns.toString();
                                })
                                .list()
                                .stream()
                                .sorted()
                                .toList()
                                .toString()));
        return tables;
    }

    @Test
    void nothing_is_written_anywhere() {
        Answer paid = paid("untouched", "monthly", "tok_visa");
        // The proof follows the events a second behind.
        await().until(() -> service.bean(JdbcClient.class)
                .sql("SELECT (SELECT position FROM proof_tree) = (SELECT MAX(position) FROM event)")
                .query(Boolean.class)
                .single());
        Map<String, String> before = everything();
        assertThat(before).hasSizeGreaterThan(10);

        preview("untouched", "{\"command\":\"change-plan\",\"plan\":\"enterprise\"}", "Idempotency-Key", "k-1")
                .is(200);
        preview("untouched", "{\"command\":\"change-plan\",\"plan\":\"gold\"}").is(422);
        Answer simulation = simulate("untouched", """
                {"steps":[{"at":"2026-02-01T00:00:00Z","command":"cancel"}],"until":"2027-01-01T00:00:00Z"}""").is(200);

        assertThat(simulation.json().get("events")).isNotEmpty();
        assertThat(everything()).isEqualTo(before);
        assertThat(service.get("service", "/v1/subscriptions/untouched").at("/version"))
                .isEqualTo(paid.at("/version"));
    }

    @Test
    void a_preview_says_what_it_costs_when_it_takes_effect_and_on_which_version_that_rests() {
        Answer paid = paid("costs", "monthly", "tok_visa");

        Answer preview = preview("costs", "{\"command\":\"change-plan\",\"plan\":\"enterprise\"}")
                .is(200);

        assertThat(preview.at("/effective")).isEqualTo("now");
        assertThat(preview.at("/effectiveOn")).isEqualTo("2026-01-15");
        assertThat(preview.at("/lines/0/description")).isEqualTo("Unused: Premium, 3 users, 31 of 31 days");
        assertThat(preview.at("/lines/0/amount/amount")).isEqualTo("-3000");
        assertThat(preview.at("/lines/1/amount/amount")).isEqualTo("6000");
        assertThat(preview.at("/creditApplied/amount")).isEqualTo("0");
        assertThat(preview.at("/amountDue/amount")).isEqualTo("3000");
        assertThat(preview.at("/creditBalanceAfter/amount")).isEqualTo("0");
        assertThat(preview.at("/accountSummary/plan")).isEqualTo("enterprise");
        assertThat(preview.header("ETag"))
                .isEqualTo(service.get("service", "/v1/subscriptions/costs")
                        .is(200)
                        .at("/version")
                        .transform(version -> "\"" + version + "\""));
        assertThat(paid.at("/invoice/status")).isEqualTo("paid");
    }

    @Test
    void a_version_that_the_question_does_not_rest_on_is_refused_before_any_rule() {
        paid("older", "monthly", "tok_visa");

        preview("older", "{\"command\":\"change-plan\",\"plan\":\"gold\"}", "If-Match", "\"1\"")
                .isRefused(412, "version-conflict");
        simulate("older", "{\"steps\":[],\"until\":\"2026-02-01T00:00:00Z\"}", "If-Match", "\"1\"")
                .isRefused(412, "version-conflict");
    }

    @Test
    void a_command_that_is_not_known_is_refused_with_those_that_are() {
        paid("unknown", "monthly", "tok_visa");

        Answer misspelt = preview("unknown", "{\"command\":\"upgrade\"}");
        misspelt.isRefused(422, "invalid");
        assertThat(violations(misspelt))
                .containsExactly(
                        "command must be one of change-plan, change-billing-interval, change-managed-users,"
                                + " change-payment-method, update-billing-profile, cancel, withdraw-cancellation,"
                                + " withdraw-scheduled-change, add-prepaid-users, user-joined, assign-user, release-user, set-preferences, sign-contract, grant-credit, erase-personal-data");
        Answer missing = preview("unknown", "{\"plan\":\"enterprise\"}");
        missing.isRefused(422, "invalid");
        assertThat(violations(missing).getFirst()).startsWith("command is required; one of change-plan, ");
    }

    @Test
    void what_is_asked_of_no_subscription_is_not_found() {
        preview("nobody", "{\"command\":\"cancel\"}").isRefused(404, "subscription-not-found");
        simulate("nobody", "{\"steps\":[],\"until\":\"2026-02-01T00:00:00Z\"}")
                .isRefused(404, "subscription-not-found");
    }

    @Test
    void whoever_may_not_send_a_command_may_not_ask_what_it_would_do() {
        paid("staff", "monthly", "tok_visa");
        String credit =
                "\"command\":\"grant-credit\",\"kind\":\"goodwill\",\"amount\":{\"amount\":500,\"currency\":\"USD\"}";
        String ach =
                "\"command\":\"change-payment-method\",\"kind\":\"ach\",\"token\":\"ba_ok\",\"bankName\":\"First\",\"last4\":\"6789\"";
        String steps = "{\"steps\":[{\"at\":\"2026-01-15T12:00:00Z\",%s}],\"until\":\"2026-01-15T12:00:00Z\"}";

        preview("staff", "{" + credit + "}").isRefused(403, "forbidden");
        preview("staff", "{" + ach + "}").isRefused(403, "ach-needs-admin");
        simulate("staff", steps.formatted(credit)).isRefused(403, "forbidden");
        simulate("staff", steps.formatted(ach)).isRefused(403, "ach-needs-admin");
        service.post("admin", "/v1/subscriptions/staff/preview", "{" + ach + "}")
                .is(200);
        Answer granted = service.post("admin", "/v1/subscriptions/staff/preview", "{" + credit + "}")
                .is(200);
        assertThat(granted.at("/creditBalanceAfter/amount")).isEqualTo("500");
    }

    @Test
    void annual_now_and_monthly_on_1_june_gives_the_invoices_of_both_years_and_changes_nothing() {
        Answer paid = paid("years", "monthly", "tok_visa");

        Answer simulation = simulate("years", """
                {"steps":[{"at":"2026-01-15T12:00:00Z","command":"change-billing-interval","interval":"annual"},
                          {"at":"2026-06-01T00:00:00Z","command":"change-billing-interval","interval":"monthly"}],
                 "until":"2027-03-31T00:00:00Z"}""");

        assertThat(invoices(simulation))
                .containsExactly(
                        "YEARS-0002 2026-01-15 27000 paid",
                        "YEARS-0003 2027-01-15 3000 paid",
                        "YEARS-0004 2027-02-15 3000 paid",
                        "YEARS-0005 2027-03-15 3000 paid");
        assertThat(simulation.at("/invoices/0/lines/1/description")).isEqualTo("Premium, 3 users, 365 of 365 days");
        assertThat(simulation.at("/events/0/type")).isEqualTo("BillingIntervalChanged");
        assertThat(simulation.at("/events/0/occurredAt")).isEqualTo("2026-01-15T12:00:00Z");
        assertThat(simulation.at("/events/0/payload/becomes/anchor")).isEqualTo("2026-01-15");
        assertThat(simulation.at("/accountSummary/interval")).isEqualTo("monthly");
        assertThat(simulation.json().get("refusals")).isEmpty();
        assertThat(service.get("service", "/v1/subscriptions/years").is(200).at("/version"))
                .isEqualTo(paid.at("/version"));
    }

    /** From 31 January 2028 a month has 29, 31, 30 and 31 days; 2 more users for 10 of 29 days: 20.00 x 10/29 = 6.90. */
    @Test
    void a_month_from_the_31st_goes_over_the_leap_day() {
        paid("leap", "annual", "tok_visa");

        Answer simulation = simulate("leap", """
                {"steps":[{"at":"2026-02-01T00:00:00Z","command":"cancel"},
                          {"at":"2028-01-31T09:00:00Z","command":"change-plan","plan":"premium","interval":"monthly"},
                          {"at":"2028-02-19T09:00:00Z","command":"change-managed-users","managedUsers":5}],
                 "until":"2028-05-01T00:00:00Z"}""");

        assertThat(invoices(simulation))
                .containsExactly(
                        "LEAP-0002 2028-01-31 3000 paid",
                        "LEAP-0003 2028-02-19 690 paid",
                        "LEAP-0004 2028-02-29 5000 paid",
                        "LEAP-0005 2028-03-31 5000 paid",
                        "LEAP-0006 2028-04-30 5000 paid");
    }

    @Test
    void a_year_from_29_february_is_renewed_on_the_28th_until_the_next_leap_year() {
        paid("leaper", "annual", "tok_visa");

        assertThat(invoices(simulate("leaper", """
                        {"steps":[{"at":"2026-02-01T00:00:00Z","command":"cancel"},
                                  {"at":"2028-02-29T09:00:00Z","command":"change-plan","plan":"premium","interval":"annual"}],
                         "until":"2032-03-01T00:00:00Z"}""")))
                .containsExactly(
                        "LEAPER-0002 2028-02-29 30000 paid",
                        "LEAPER-0003 2029-02-28 30000 paid",
                        "LEAPER-0004 2030-02-28 30000 paid",
                        "LEAPER-0005 2031-02-28 30000 paid",
                        "LEAPER-0006 2032-02-29 30000 paid");
    }

    @Test
    void a_refused_step_is_listed_with_code_and_field_and_the_rest_is_played() {
        paid("refused", "monthly", "tok_visa");

        Answer simulation = simulate("refused", """
                {"steps":[{"at":"2026-01-20T00:00:00Z","command":"change-managed-users","managedUsers":3},
                          {"at":"2026-01-21T00:00:00Z","command":"change-plan","plan":"gold"},
                          {"at":"2026-01-22T00:00:00Z","command":"change-managed-users","managedUsers":4,
                           "expectedAmountDue":{"amount":1,"currency":"USD"}},
                          {"at":"2026-01-23T00:00:00Z","command":"cancel","reason":"done"}],
                 "until":"2026-02-15T00:00:00Z"}""").is(200);

        assertThat(simulation.at("/refusals/0/code")).isEqualTo("no-change");
        assertThat(simulation.at("/refusals/0/step")).isEqualTo("0");
        assertThat(simulation.at("/refusals/0/command")).isEqualTo("change-managed-users");
        assertThat(simulation.at("/refusals/1/code")).isEqualTo("plan-unknown");
        assertThat(simulation.at("/refusals/1/violations/0/field")).isEqualTo("steps[1].plan");
        assertThat(simulation.at("/refusals/2/code")).isEqualTo("amount-changed");
        assertThat(simulation.json().get("refusals")).hasSize(3);
        assertThat(simulation.at("/accountSummary/status")).isEqualTo("free");
        assertThat(simulation.at("/events/0/payload/endsOn")).isEqualTo("2026-02-15");
        assertThat(simulation.json().at("/events/0/payload").has("reason")).isFalse();
    }

    /** The real gateway would decline this card: it is not asked. */
    @Test
    void payments_succeed_unless_a_step_says_otherwise_whatever_the_gateway_would_say() {
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"declining","accountName":"Acme","managedUsers":3,"billingProfile":{"contactName":"Ada",\
                        "email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield",\
                        "postalCode":"12345","country":"US"}}}""").is(201);
        Answer card = service.post("service", "/v1/subscriptions/declining/change-payment-method", """
                        {"kind":"card","token":"tok_decline","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2040}""")
                .is(200);

        assertThat(invoices(simulate("declining", """
                        {"steps":[{"at":"2026-01-20T00:00:00Z","command":"change-plan","plan":"premium","interval":"monthly"}],
                         "until":"2026-03-01T00:00:00Z"}""")))
                .containsExactly("DECLINING-0001 2026-01-20 3000 paid", "DECLINING-0002 2026-02-20 3000 paid");
        assertThat(preview("declining", "{\"command\":\"change-plan\",\"plan\":\"premium\",\"interval\":\"monthly\"}")
                        .is(200)
                        .at("/amountDue/amount"))
                .isEqualTo("3000");
        assertThat(service.summaryAfter(card).at("/version")).isEqualTo(card.at("/version"));
    }

    @Test
    void payments_decline_from_a_step_on() {
        paid("broke", "monthly", "tok_visa");

        assertThat(invoices(simulate("broke", """
                        {"steps":[{"at":"2026-02-20T00:00:00Z","payments":"decline"},
                                  {"at":"2026-02-21T00:00:00Z","command":"change-plan","plan":"enterprise"},
                                  {"at":"2026-02-22T00:00:00Z","payments":"succeed","command":"change-plan","plan":"enterprise"}],
                         "until":"2026-03-01T00:00:00Z"}""")))
                .containsExactly(
                        "BROKE-0002 2026-02-15 3000 paid",
                        "BROKE-0003 2026-02-21 2357 void",
                        "BROKE-0004 2026-02-22 2250 paid");
    }

    /** The card is tried again 1, 3, 5 and 7 days after its first attempt; then the account lapses. */
    @Test
    void a_renewal_that_nobody_pays_is_dunned_to_its_end() {
        paid("lapsing", "monthly", "tok_visa");

        Answer simulation = simulate("lapsing", """
                {"steps":[{"at":"2026-02-01T00:00:00Z","payments":"decline"}],"until":"2026-06-01T00:00:00Z"}""");

        assertThat(invoices(simulation)).containsExactly("LAPSING-0002 2026-02-15 3000 uncollectible");
        assertThat(simulation.json().at("/invoices/0/payments"))
                .extracting(payment -> payment.get("at").asString() + " "
                        + payment.get("outcome").asString())
                .containsExactly(
                        "2026-02-15T00:00:00Z declined",
                        "2026-02-16T00:00:00Z declined",
                        "2026-02-18T00:00:00Z declined",
                        "2026-02-20T00:00:00Z declined",
                        "2026-02-22T00:00:00Z declined");
        assertThat(simulation.at("/accountSummary/plan")).isEqualTo("free");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"steps\":[]} | until is required",
                "{\"until\":\"2026-02-01T00:00:00Z\"} | steps is required",
                "{\"steps\":[{\"at\":\"2026-01-15T11:59:59Z\",\"command\":\"cancel\"}],\"until\":\"2026-02-01T00:00:00Z\"}"
                        + " | steps[0].at must not be before the present, 2026-01-15T12:00:00Z",
                "{\"steps\":[{\"at\":\"2026-01-21T00:00:00Z\",\"command\":\"cancel\"},{\"at\":\"2026-01-20T00:00:00Z\",\"command\":\"cancel\"}],\"until\":\"2026-02-01T00:00:00Z\"}"
                        + " | steps[1].at must not be before steps[0].at, 2026-01-21T00:00:00Z",
                "{\"steps\":[{\"at\":\"2026-03-01T00:00:00Z\",\"command\":\"cancel\"}],\"until\":\"2026-02-01T00:00:00Z\"}"
                        + " | until must not be before steps[0].at, 2026-03-01T00:00:00Z",
                "{\"steps\":[],\"until\":\"2026-01-01T00:00:00Z\"} | until must not be before the present, 2026-01-15T12:00:00Z",
                "{\"steps\":[],\"until\":\"2036-02-01T00:00:00Z\"}"
                        + " | until must be at most ten years from the present, not after 2036-01-16T12:00:00Z",
                "{\"steps\":[{\"at\":\"2026-02-01T00:00:00Z\",\"command\":\"change-managed-users\",\"managedUsers\":0}],\"until\":\"2026-02-01T00:00:00Z\"}"
                        + " | steps[0].managedUsers must be from 1 to 1000000",
                "{\"steps\":[{\"at\":\"soon\",\"payments\":\"decline\"}],\"until\":\"2026-02-01T00:00:00Z\"}"
                        + " | steps[0].at must be an instant in UTC such as 2026-01-31T12:00:00Z",
                "{\"steps\":[{\"at\":\"2026-02-01T00:00:00Z\",\"payments\":\"bounce\"}],\"until\":\"2026-02-01T00:00:00Z\"}"
                        + " | steps[0].payments must be succeed or decline",
                "{\"steps\":[{\"at\":\"2026-02-01T00:00:00Z\",\"payments\":\"decline\",\"plan\":\"free\"}],\"until\":\"2026-02-01T00:00:00Z\"}"
                        + " | steps[0].plan is not known here; nothing is",
                "{\"steps\":[\"cancel\"],\"until\":\"2026-02-01T00:00:00Z\"} | steps[0] must be an object",
                "{\"steps\":{},\"until\":\"2026-02-01T00:00:00Z\"} | steps must be a list",
            })
    void what_no_scenario_may_say_is_refused_with_its_field(String body, String violation) {
        if (service.get("service", "/v1/subscriptions/scenario").status() == 404) {
            paid("scenario", "monthly", "tok_visa");
        }

        Answer refused = simulate("scenario", body);

        refused.isRefused(422, "invalid");
        assertThat(violations(refused)).containsExactly(violation);
    }

    @Test
    void a_step_without_command_and_payments_or_of_an_unknown_command_is_refused_with_those_known() {
        paid("stepless", "monthly", "tok_visa");

        Answer refused = simulate("stepless", """
                {"steps":[{"at":"2026-02-01T00:00:00Z"},{"at":"2026-02-01T00:00:00Z","command":"explode"}],
                 "until":"2026-02-01T00:00:00Z"}""");

        refused.isRefused(422, "invalid");
        assertThat(violations(refused))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("steps[0].command is required; one of change-plan, "),
                        second -> assertThat(second).startsWith("steps[1].command must be one of change-plan, "));
    }

    @Test
    void more_steps_than_a_hundred_are_refused() {
        paid("many", "monthly", "tok_visa");
        String step = "{\"at\":\"2026-02-01T00:00:00Z\",\"payments\":\"succeed\"}";

        Answer refused = simulate(
                "many",
                "{\"steps\":[%s%s],\"until\":\"2026-02-01T00:00:00Z\"}".formatted((step + ",").repeat(100), step));

        refused.isRefused(422, "invalid");
        assertThat(violations(refused)).containsExactly("steps must have at most 100 entries");
        simulate(
                        "many",
                        "{\"steps\":[%s%s],\"until\":\"2026-02-01T00:00:00Z\"}"
                                .formatted((step + ",").repeat(99), step))
                .is(200);
    }

    @Test
    void a_card_number_in_a_step_is_refused_before_anything_reads_it() {
        simulate("nobody", """
                {"steps":[{"at":"2026-02-01T00:00:00Z","command":"cancel","reason":"4111 1111 1111 1111"}],
                 "until":"2026-02-01T00:00:00Z"}""").isRefused(422, "card-number-refused");
    }

    /** The real charge timed out, so its outcome is asked for a minute after it. */
    @Test
    void while_a_real_charge_is_open_a_preview_is_refused_like_the_command_and_a_simulation_goes_on_from_there() {
        Answer open = paid("open", "monthly", "tok_timeout");
        assertThat(open.at("/invoice/status")).isEqualTo("open");

        preview("open", "{\"command\":\"change-plan\",\"plan\":\"enterprise\"}").isRefused(409, "payment-pending");
        Answer simulation = simulate("open", """
                {"steps":[{"at":"2026-01-15T12:00:30Z","command":"change-plan","plan":"enterprise"},
                          {"at":"2026-01-15T12:01:30Z","command":"change-plan","plan":"enterprise"}],
                 "until":"2026-01-15T12:01:30Z"}""");

        assertThat(invoices(simulation))
                .containsExactly("OPEN-0001 2026-01-15 3000 paid", "OPEN-0002 2026-01-15 3000 paid");
        assertThat(simulation.at("/refusals/0/code")).isEqualTo("payment-pending");
        assertThat(simulation.json().get("refusals")).hasSize(1);
        assertThat(simulation.at("/events/0/type")).isEqualTo("PaymentSucceeded");
        assertThat(simulation.at("/events/0/occurredAt")).isEqualTo("2026-01-15T12:01:00Z");
    }

    @Test
    void in_system_time_the_present_is_now(@TempDir Path systemDir) {
        RunningService sandbox = service;
        try (RunningService system = RunningService.start(database(), systemDir, Map.of())) {
            service = system;
            Answer paid = paid("now", "monthly", "tok_visa");
            Instant now = Instant.now();

            Answer preview = preview("now", """
                    {"command":"change-plan","plan":"enterprise"}""").is(200);
            assertThat(preview.json().get("lines")).hasSize(2);
            assertThat(preview.at("/accountSummary/plan")).isEqualTo("enterprise");
            Answer late = simulate("now", """
                    {"steps":[{"at":"%s","command":"cancel"}],"until":"%s"}""".formatted(now.minusSeconds(1), now.plus(Duration.ofDays(40))));
            late.isRefused(422, "invalid");
            assertThat(violations(late).getFirst()).startsWith("steps[0].at must not be before the present, ");
            Answer simulation =
                    simulate("now", """
                    {"steps":[{"at":"%s","command":"change-plan","plan":"enterprise"}],"until":"%s"}""".formatted(now.plus(Duration.ofHours(1)), now.plus(Duration.ofDays(40))));

            assertThat(invoices(simulation)).hasSize(2).allMatch(invoice -> invoice.endsWith(" paid"));
            assertThat(system.get("service", "/v1/subscriptions/now").is(200).at("/version"))
                    .isEqualTo(paid.at("/version"));
        } finally {
            service = sandbox;
        }
    }

    @Test
    void the_examples_of_the_openapi_document_work_as_they_stand() {
        paid("examples", "monthly", "tok_visa");
        JsonNode schemas = service.get("service", "/v3/api-docs").is(200).json().at("/components/schemas");

        preview("examples", example(schemas.at("/PreviewForm/example"))).is(200);
        Answer simulation = simulate("examples", example(schemas.at("/SimulationForm/example")))
                .is(200);
        assertThat(simulation.json().get("refusals")).isEmpty();
    }

    private static String example(JsonNode example) {
        return example.isString() ? example.stringValue() : example.toString();
    }
}
