package com.kore.billing.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import com.kore.billing.app.eventstore.IdempotencyKey;
import com.kore.billing.app.eventstore.IdempotencyKeyReused;
import com.kore.billing.app.eventstore.OutcomeUnknown;
import com.kore.billing.app.eventstore.StoreUnavailable;
import com.kore.billing.app.eventstore.SubscriptionNotFound;
import com.kore.billing.app.eventstore.VersionConflict;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;

class ProblemsTest extends HttpTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");
    private static final String CANCEL = "/v1/subscriptions/acme/cancel";
    private static final String OPEN = "/v1/subscriptions";

    @Nested
    class A_refusal {
        @ParameterizedTest
        @CsvSource({
            "plan-unknown, 422",
            "card-expired, 422",
            "currency-mismatch, 422",
            "ach-needs-admin, 403",
            "subscription-not-found, 404",
            "amount-changed, 412",
            "subscription-exists, 409",
            "no-change, 409",
            "not-offered, 409",
            "interval-required, 409",
            "payment-method-required, 409",
            "billing-profile-required, 409",
            "not-paid, 409",
            "canceling, 409",
            "already-canceled, 409",
            "not-canceling, 409",
            "nothing-scheduled, 409",
            "payment-pending, 409",
            "payment-overdue, 409",
            "contract-managed, 409",
            "not-contract, 409",
            "already-paid, 409",
            "no-user-available, 409",
            "credit-already-granted, 409",
            "refund-exceeds-paid, 409",
            "amount-not-due, 409",
            "still-active, 409"
        })
        void has_the_status_of_its_code(String code, int status) {
            dispatcher.fail(new CommandRejected(code, "Do something else."));

            Answer answer = post("service", CANCEL, "{}").isProblem(status, code);

            assertThat(answer.json().path("detail").stringValue()).isEqualTo("Do something else.");
            assertThat(answer.json().has("violations")).isFalse();
        }

        @Test
        void because_of_one_field_names_it() {
            dispatcher.fail(new CommandRejected("invalid", "Must be above zero.", Optional.of("amount")));

            Answer answer = post("service", CANCEL, "{}").isProblem(422, "invalid");

            assertThat(answer.violations()).containsExactly("amount Must be above zero.");
        }

        /** The domain must not refuse with a code that callers cannot look up. */
        @Test
        void of_the_domain_always_stands_in_the_table() throws IOException {
            Pattern refusal = Pattern.compile("new CommandRejected\\(\\s*\"([^\"]+)\"");
            Set<String> codes = new TreeSet<>();
            try (Stream<Path> files = Files.walk(Path.of("..", "billing-domain", "src", "main", "java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Matcher matcher = refusal.matcher(Files.readString(file));
                    while (matcher.find()) {
                        codes.add(matcher.group(1));
                    }
                }
            }
            assertThat(codes)
                    .isNotEmpty()
                    .allSatisfy(
                            code -> assertThat(ProblemCode.of(code)).as(code).isPresent());
        }
    }

    @Nested
    class The_store {
        @Test
        void at_another_version_is_a_conflict_that_names_the_present_one() {
            dispatcher.fail(new VersionConflict(ACME, 12));

            Answer answer = post("service", CANCEL, "{}").isProblem(412, "version-conflict");

            assertThat(answer.json().path("detail").stringValue()).contains("12");
            assertThat(answer.header("ETag")).isEqualTo("\"12\"");
        }

        @Test
        void without_the_subscription_says_so() {
            dispatcher.fail(new SubscriptionNotFound(ACME));

            post("service", CANCEL, "{}").isProblem(404, "subscription-not-found");
        }

        @Test
        void that_knows_the_key_for_another_request_says_so() {
            dispatcher.fail(new IdempotencyKeyReused(new IdempotencyKey("service", "k", "hash")));

            post("service", CANCEL, "{}").isProblem(422, "idempotency-key-reused");
        }

        @Test
        void that_went_silent_or_away_says_when_to_come_back() {
            dispatcher.fail(new OutcomeUnknown(new IOException("silent")));
            assertThat(post("service", CANCEL, "{}")
                            .isProblem(503, "outcome-unknown")
                            .header("Retry-After"))
                    .matches("[0-9]+");
            dispatcher.fail(new StoreUnavailable("away", new IOException("away")));
            assertThat(post("service", CANCEL, "{}")
                            .isProblem(503, "unavailable")
                            .header("Retry-After"))
                    .matches("[0-9]+");
        }

        /** A full disk as PostgreSQL and H2 tell it, a standby, and a right that was taken away. */
        @ParameterizedTest
        @ValueSource(strings = {"XX000", "53100", "HY000", "90098", "25006", "42501"})
        void that_the_database_cannot_do_now_says_when_to_come_back(String sqlState) {
            dispatcher.fail(
                    new UncategorizedSQLException("asked", "SELECT secret", new SQLException("secret", sqlState)));

            Answer answer = post("service", CANCEL, "{}").isProblem(503, "unavailable");

            assertThat(answer.header("Retry-After")).matches("[0-9]+");
            assertThat(answer.text()).doesNotContain("secret");
        }

        @Test
        void that_the_database_does_not_understand_is_the_services_fault() {
            dispatcher.fail(new BadSqlGrammarException("asked", "SELEKT", new SQLException("syntax", "42601")));

            post("service", CANCEL, "{}").isProblem(500, "internal");
        }

        @Test
        void that_fails_otherwise_tells_nothing_of_its_inside() {
            dispatcher.fail(new IllegalStateException("secret"));

            assertThat(post("service", CANCEL, "{}").isProblem(500, "internal").text())
                    .doesNotContain("secret", "Exception");
        }
    }

    @Nested
    class A_body {
        @Test
        void is_told_everything_that_is_wrong_with_it_at_once() {
            Answer answer = post("service", OPEN, """
                            {"subscriptionId":"a b","currency":"XXQ","timeZone":"UTC+1","managedUsers":"5","colour":"red",
                             "billingProfile":{"contactName":" ","email":"nobody","address":{"line1":"1\\n2","city":7,"country":"us"}}}""").isProblem(422, "invalid");

            assertThat(answer.violations())
                    .containsExactlyInAnyOrder(
                            "colour is not known here; known are subscriptionId, accountName, currency, timeZone, managedUsers, billingProfile",
                            "subscriptionId must be 1 to 64 letters, digits, dashes or underscores",
                            "accountName is required",
                            "currency must be an ISO 4217 currency code such as USD",
                            "timeZone must be an IANA time zone such as Europe/Berlin",
                            "managedUsers must be a whole number, without quotes",
                            "billingProfile.contactName must not be blank",
                            "billingProfile.email must be an e-mail address",
                            "billingProfile.address.line1 must be one line of plain text",
                            "billingProfile.address.city must be a text in quotes",
                            "billingProfile.address.postalCode is required",
                            "billingProfile.address.country must be an ISO 3166-1 alpha-2 code such as US");
            assertThat(dispatcher.sent()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        change-plan|{"plan":"Premium"}|plan must be 1 to 64 lower-case letters, digits, dashes or underscores
                        change-plan|{"plan":null}|plan is required
                        change-plan|{"plan":"premium","interval":"weekly"}|interval must be monthly or annual
                        change-plan|{"plan":"premium","interval":"MONTHLY"}|interval must be monthly or annual
                        change-plan|{"plan":"premium","paymentMethod":{}}|paymentMethod.kind must be ach or card
                        change-plan|{"plan":"premium","paymentMethod":"card"}|paymentMethod must be an object
                        change-plan|{"plan":"premium","expectedAmountDue":12}|expectedAmountDue must be {"amount": a whole number of minor units, "currency": an ISO 4217 code} and nothing else
                        change-plan|{"plan":"premium","expectedAmountDue":{"amount":1.5,"currency":"USD"}}|expectedAmountDue must be {"amount": a whole number of minor units, "currency": an ISO 4217 code} and nothing else
                        change-plan|{"plan":"premium","expectedAmountDue":{"amount":9007199254740992,"currency":"USD"}}|expectedAmountDue must have an amount below 2^53
                        change-plan|{"plan":"premium","expectedAmountDue":{"amount":-9223372036854775808,"currency":"USD"}}|expectedAmountDue must have an amount below 2^53
                        change-managed-users|{"managedUsers":0}|managedUsers must be from 1 to 1000000
                        change-managed-users|{"managedUsers":1000001}|managedUsers must be from 1 to 1000000
                        change-managed-users|{"managedUsers":99999999999999999999}|managedUsers must be from 1 to 1000000
                        change-managed-users|{"managedUsers":1.0}|managedUsers must be a whole number, without quotes
                        change-managed-users|{"managedUsers":true}|managedUsers must be a whole number, without quotes
                        change-managed-users|{}|managedUsers is required
                        change-billing-interval|{"interval":["monthly"]}|interval must be a text in quotes
                        cancel|{"reason":5}|reason must be a text in quotes
                        cancel|{"reason":"\\u0000"}|reason must be plain text
                        cancel|{"reason":"\\u202Eevil"}|reason must be plain text
                        cancel|{"why":"so"}|why is not known here; known are reason
                        withdraw-cancellation|{"x":1}|x is not known here; nothing is
                        change-payment-method|{"kind":"cash"}|kind must be ach or card
                        change-payment-method|{"kind":"card","token":"t","brand":"visa","last4":"424","expiryMonth":12,"expiryYear":2030}|last4 must be four digits
                        change-payment-method|{"kind":"card","token":"t","brand":"visa","last4":"4242","expiryMonth":13,"expiryYear":2030}|expiryMonth must be from 1 to 12
                        change-payment-method|{"kind":"card","token":"t","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":30}|expiryYear must be from 2000 to 2100
                        change-payment-method|{"kind":"card","token":"a b","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2030}|token must be visible ASCII characters
                        grant-credit|{"kind":"gift","amount":{"amount":1,"currency":"USD"}}|kind must be signup or inactivity or goodwill
                        grant-credit|{"kind":"goodwill","amount":{"amount":0,"currency":"USD"}}|amount must have an amount above zero
                        grant-credit|{"kind":"goodwill","amount":{"amount":100000000001,"currency":"USD"}}|amount must have an amount of at most 100000000000
                        """)
        void with_one_mistake_is_told_it(String command, String body, String violation) {
            Answer answer =
                    post("admin", "/v1/subscriptions/acme/" + command, body).isProblem(422, "invalid");

            assertThat(answer.violations()).containsExactly(violation);
            assertThat(dispatcher.sent()).isEmpty();
        }

        @Test
        void too_long_a_text_is_refused_and_the_longest_is_taken() {
            post("service", OPEN, "{\"accountName\":\"" + "ä".repeat(201) + "\"}")
                    .isProblem(422, "invalid");
            assertThat(post("service", OPEN, "{\"accountName\":\"" + "ä".repeat(200) + "\"}")
                            .status())
                    .isEqualTo(201);
        }

        @Test
        void lists_at_most_twenty_violations_of_many() {
            StringBuilder body = new StringBuilder("{\"reason\":\"so\"");
            for (int index = 0; index < 1000; index++) {
                body.append(",\"").append("x".repeat(20)).append(index).append("\":1");
            }
            assertThat(post("service", CANCEL, body.append("}").toString())
                            .isProblem(422, "invalid")
                            .violations())
                    .hasSize(20);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                        ~~
                        {
                        []
                        5
                        null
                        "cancel"
                        {}{}
                        {} x
                        {"reason":"a","reason":"b"}
                        {'reason':'a'}
                        {"reason":"\\ud800"}
                        {"\\udc00":"a"}
                        {"reason":NaN}
                        {"reason":"a",}
                        // comment
                        {"reason":11111111111111111111111111111111111111111}
                        {"reason":1e2147483648}
                        {"reason":-1.5E-99999999999}
                        """)
        void that_is_no_json_object_is_malformed(String body) {
            post("service", CANCEL, body).isProblem(400, "malformed");
        }

        @Test
        void that_is_nested_too_deep_is_malformed() {
            post("service", CANCEL, "{\"reason\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")
                    .isProblem(400, "malformed");
        }

        @Test
        void over_64_kilobytes_is_too_large_whether_announced_or_not() {
            String body = "{\"reason\":\"" + "x".repeat(70_000) + "\"}";
            post("service", CANCEL, body).isProblem(413, "too-large");
            send(as("service", CANCEL)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofInputStream(
                                    () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))))
                    .isProblem(413, "too-large");
        }

        /** 65,536 bytes are read, one more is not: as many bytes in other words, of two bytes each. */
        @Test
        void of_64_kilobytes_exactly_is_read() {
            String frame = "{\"reason\":\"\"}";
            String full = "{\"reason\":\"" + "ü".repeat((65_536 - frame.length()) / 2)
                    + " ".repeat((65_536 - frame.length()) % 2) + "\"}";
            assertThat(full.getBytes(StandardCharsets.UTF_8)).hasSize(65_536);
            post("service", CANCEL, full).isProblem(422, "invalid");
            post("service", CANCEL, full + " ").isProblem(413, "too-large");
        }

        @Test
        void of_another_media_type_or_encoding_is_unsupported() {
            for (String type :
                    new String[] {"text/plain", "application/xml", "nonsense", "application/x-www-form-urlencoded"}) {
                send(as("service", CANCEL).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .isProblem(415, "unsupported-media-type");
            }
            send(as("service", CANCEL).POST(HttpRequest.BodyPublishers.ofString("{}")))
                    .isProblem(415, "unsupported-media-type");
            send(as("service", CANCEL)
                            .header("Content-Type", "application/json")
                            .header("Content-Encoding", "gzip")
                            .POST(HttpRequest.BodyPublishers.ofString("{}")))
                    .isProblem(415, "unsupported-media-type");
        }

        @Test
        void with_a_card_number_is_refused_and_never_repeated() {
            for (String body : new String[] {
                "{\"reason\":\"4111 1111 1111 1111\"}", "{\"4111111111111111\":1}", "[\"4111111111111111\"]"
            }) {
                assertThat(post("service", CANCEL, body)
                                .isProblem(422, "card-number-refused")
                                .text())
                        .doesNotContain("4111");
            }
            assertThat(dispatcher.sent()).isEmpty();
        }
    }

    @Nested
    class A_path {
        @Test
        void that_there_is_not_is_not_found() {
            for (String path : new String[] {
                "/v1/nothing",
                "/v1/subscriptions/acme/cancel/",
                "/v1/subscriptions/acme/CANCEL",
                "/nothing",
                "/",
                "/error"
            }) {
                get("admin", path).isProblem(404, "not-found");
            }
            post("service", "/v1/subscriptions/acme/cancel-all", "{}").isProblem(404, "not-found");
        }

        @Test
        void that_takes_other_methods_names_them() {
            assertThat(get("service", CANCEL)
                            .isProblem(405, "method-not-allowed")
                            .header("Allow"))
                    .isEqualTo("POST");
            assertThat(send(as("service", CANCEL).DELETE())
                            .isProblem(405, "method-not-allowed")
                            .header("Allow"))
                    .isEqualTo("POST");
            send(as("service", CANCEL).method("BREW", HttpRequest.BodyPublishers.noBody()))
                    .isProblem(405, "method-not-allowed");
        }

        @Test
        void with_an_id_of_another_form_is_invalid() {
            assertThat(post("service", "/v1/subscriptions/a.b/cancel", "{}")
                            .isProblem(422, "invalid")
                            .violations())
                    .containsExactly("subscriptionId must be 1 to 64 letters, digits, dashes or underscores");
            post("service", "/v1/subscriptions/acme-CN/cancel", "{}").isProblem(422, "invalid");
            post("service", "/v1/subscriptions/" + "a".repeat(65) + "/cancel", "{}")
                    .isProblem(422, "invalid");
        }

        @Test
        void is_not_answered_in_a_form_that_there_is_not_and_nothing_is_done() {
            for (String accept : new String[] {"application/xml", "text/html", "nonsense"}) {
                send(as("service", CANCEL)
                                .header("Content-Type", "application/json")
                                .header("Accept", accept)
                                .POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .isProblem(406, "not-acceptable");
            }
            assertThat(dispatcher.sent()).isEmpty();
        }

        @Test
        void whose_query_holds_a_card_number_is_refused() {
            get("service", "/v1/account-summaries?q=4111%201111%201111%201111").isProblem(422, "card-number-refused");
            get("service", "/v1/account-summaries?4111111111111111").isProblem(422, "card-number-refused");
            post("service", CANCEL + "?x=4111111111111111", "{}").isProblem(422, "card-number-refused");
        }
    }

    @Nested
    class A_request {
        @Test
        void is_told_its_id_and_trace() {
            Answer answer = send(as("service", "/v1/nothing")
                            .header("X-Request-Id", "r-1")
                            .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
                    .isProblem(404, "not-found");

            assertThat(answer.header("X-Request-Id")).isEqualTo("r-1");
            assertThat(answer.json().path("traceId").stringValue()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        }

        @Test
        void is_told_its_id_when_it_succeeds_too() {
            assertThat(post("service", CANCEL, "{}").header("X-Request-Id")).matches("[0-9a-f-]{36}");
        }
    }
}
