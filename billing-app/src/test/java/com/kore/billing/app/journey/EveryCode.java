package com.kore.billing.app.journey;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.domain.account.SubscriptionId;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every code that the service can answer with, brought about over HTTP, and what a caller is told with it: status, fields, headers. A
 * refused request leaves no event.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EveryCode {
    /** Enterprise is neither to be had by the year nor in euros. */
    private static final String CATALOG = """
            versions:
              - effectiveFrom: 2020-01-01
                plans:
                  - {id: free, name: Free, rank: 0}
                  - id: premium
                    name: Premium
                    rank: 1
                    prices:
                      - {interval: monthly, currency: USD, perUser: "10.00"}
                      - {interval: annual, currency: USD, perUser: "100.00"}
                      - {interval: monthly, currency: EUR, perUser: "9.00"}
                  - id: enterprise
                    name: Enterprise
                    rank: 2
                    prices:
                      - {interval: monthly, currency: USD, perUser: "20.00"}
            """;

    private static final String PROFILE = """
            {"contactName":"Ada","email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield",\
            "postalCode":"12345","country":"US"}}""";
    private static final String ACH = """
            {"kind":"ach","token":"ba_ok","bankName":"First Bank","last4":"6789"}""";

    /** How many requests a caller may send at once: more than all but one do here. */
    private static final int AT_ONCE = 2000;

    /** Codes that no request can bring about. */
    private static final Map<String, String> INTERNAL = Map.ofEntries(
            entry("nothing-due", "only the billing run sends the command, and takes it for an answer"),
            entry("attempt-settled", "only the collection run sends the command, and takes it for an answer"));

    private final AtomicInteger accounts = new AtomicInteger();
    private RunningService service;

    abstract Vendor database();

    /** Codes that this database cannot bring about, with the reason. */
    abstract Map<String, String> notOnThisDatabase();

    /** Codes that only this database can bring about. */
    abstract List<Way> onThisDatabase();

    /**
     * How to get a code.
     *
     * @param field that is named as the one at fault; none if empty
     * @param before what happens first to the account that is asked about
     * @param asked what is refused
     */
    record Way(int status, String code, String field, Consumer<String> before, Function<String, Answer> asked) {
        @Override
        public String toString() {
            return status + " " + code + (field.isEmpty() ? "" : " because of " + field);
        }
    }

    @BeforeAll
    void start(@TempDir Path dataDir) throws IOException {
        service = RunningService.start(
                database(),
                dataDir,
                Map.of(
                        "billing.clock",
                        "sandbox",
                        "billing.clock-start",
                        "2026-01-15T12:00:00Z",
                        "billing.rate-limit.per-second",
                        "1",
                        "billing.rate-limit.burst",
                        "" + AT_ONCE,
                        "billing.catalog",
                        Files.writeString(dataDir.resolve("catalog.yaml"), CATALOG)
                                .toString()));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    List<Way> ways() {
        List<Way> all = new ArrayList<>(ofTheRequest());
        all.addAll(ofWhatItIsAbout());
        all.addAll(ofGoingPaid());
        all.addAll(ofChangesAndCancellations());
        all.addAll(ofMoney());
        all.addAll(ofContracts());
        all.addAll(ofTheServiceItself());
        all.addAll(onThisDatabase());
        return all;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_refusal_says_what_is_wrong_and_leaves_no_event(Way way) {
        String id = "account-" + accounts.incrementAndGet();
        way.before().accept(id);
        long head = events().head();
        String version = version(id);

        Answer answer = way.asked().apply(id);

        answer.isRefused(way.status(), way.code());
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.at("/status")).isEqualTo(String.valueOf(way.status()));
        assertThat(answer.at("/type")).isEqualTo("urn:kore-billing:problem:" + way.code());
        assertThat(answer.at("/title")).isNotBlank();
        assertThat(answer.at("/detail")).isNotBlank();
        assertThat(answer.at("/traceId")).matches("[0-9a-f]{32}");
        assertThat(answer.at("/violations/0/field")).isEqualTo(way.field());
        assertThat(answer.at("/violations/0/message").isBlank())
                .isEqualTo(way.field().isEmpty());
        assertThat(answer.header("X-Request-Id")).isNotBlank();
        assertThat(answer.header("Retry-After").isEmpty())
                .isEqualTo(!Set.of(429, 503).contains(way.status()));
        assertThat(answer.header("Allow").isEmpty()).isEqualTo(way.status() != 405);
        assertThat(answer.header("WWW-Authenticate").isEmpty())
                .isEqualTo(!Set.of("unauthorized", "forbidden").contains(way.code()));
        assertThat(events().head()).isEqualTo(head);
        assertThat(version(id)).isEqualTo(version);
    }

    @Test
    void every_code_is_brought_about_here_or_cannot_be_for_a_reason() {
        Set<String> table = new HashSet<>();
        Arrays.stream(ProblemCode.values()).map(ProblemCode::code).forEach(table::add);
        Set<String> here = new HashSet<>();
        ways().stream().map(Way::code).forEach(here::add);
        Set<String> excused = new HashSet<>(INTERNAL.keySet());
        excused.addAll(notOnThisDatabase().keySet());

        assertThat(here).doesNotContainAnyElementsOf(excused);
        assertThat(excused).isSubsetOf(table);
        here.addAll(excused);
        assertThat(here).isEqualTo(table);
    }

    private List<Way> ofTheRequest() {
        return List.of(
                way(400, "malformed", "", this::open, id -> command(id, "cancel", "{")),
                way(400, "malformed", "", this::open, id -> service.get("service", path(id) + "?minVersion=%ff")),
                way(401, "unauthorized", "", this::open, id -> service.send(service.request(path(id)))),
                way(
                        401,
                        "unauthorized",
                        "",
                        this::open,
                        id -> service.send(service.request(path(id)).header("Authorization", "Bearer made-up"))),
                way(403, "forbidden", "", this::open, id -> service.get("analyst", path(id))),
                way(403, "forbidden", "", this::open, id -> command(id, "grant-credit", "{}")),
                way(403, "forbidden", "", this::open, id -> accessToken("\"operations\"")),
                way(422, "invalid", "scopes[0]", this::open, id -> accessToken("\"billing:admin\"")),
                way(422, "invalid", "subscriptionId", this::open, id -> accessToken("\"account:self\"")),
                way(429, "too-many-requests", "", this::open, this::askedTooOften),
                way(404, "not-found", "", this::open, id -> command(id, "upgrade", "{}")),
                way(405, "method-not-allowed", "", this::open, id -> service.get("service", path(id) + "/cancel")),
                way(
                        406,
                        "not-acceptable",
                        "",
                        this::open,
                        id -> service.send("service", service.request(path(id)).header("Accept", "application/xml"))),
                way(
                        413,
                        "too-large",
                        "",
                        this::open,
                        id -> command(id, "cancel", "{\"reason\":\"" + "x".repeat(70_000) + "\"}")),
                way(
                        415,
                        "unsupported-media-type",
                        "",
                        this::open,
                        id -> service.send(
                                "service",
                                service.request(path(id) + "/cancel")
                                        .header("Content-Type", "text/plain")
                                        .POST(BodyPublishers.ofString("{}")))),
                way(422, "invalid", "managedUsers", this::open, id -> users(id, 0)),
                way(422, "invalid", "limit", this::open, id -> service.get("service", path(id) + "/invoices?limit=0")),
                way(422, "invalid", "If-Match", this::open, id -> command(id, "cancel", "{}", "If-Match", "7")),
                way(
                        422,
                        "invalid",
                        "currency",
                        nothing(),
                        id -> service.post(
                                "service",
                                "/v1/subscriptions",
                                "{\"subscriptionId\":\"%s\",\"accountName\":\"Acme\",\"currency\":\"GBP\"}"
                                        .formatted(id))),
                way(
                        422,
                        "card-number-refused",
                        "",
                        this::open,
                        id -> command(id, "cancel", "{\"reason\":\"4111 1111 1111 1111\"}")),
                way(
                        422,
                        "card-number-refused",
                        "",
                        this::open,
                        id -> command(
                                id,
                                "change-managed-users",
                                "{\"managedUsers\":9}",
                                "Idempotency-Key",
                                "order-4111-1111-1111-1111")),
                way(
                        422,
                        "idempotency-key-reused",
                        "",
                        id -> {
                            open(id);
                            command(id, "change-managed-users", "{\"managedUsers\":5}", "Idempotency-Key", id)
                                    .is(200);
                        },
                        id -> command(id, "change-managed-users", "{\"managedUsers\":6}", "Idempotency-Key", id)));
    }

    private List<Way> ofWhatItIsAbout() {
        return List.of(
                way(404, "subscription-not-found", "", nothing(), id -> command(id, "cancel", "{}")),
                way(404, "subscription-not-found", "", nothing(), id -> service.get("service", path(id))),
                way(404, "invoice-not-found", "", this::open, id -> service.get("service", "/v1/invoices/NO-0001")),
                way(409, "subscription-exists", "", this::open, id -> openAs(id.toUpperCase(Locale.ROOT))),
                way(412, "version-conflict", "", this::open, id -> {
                    Answer refused = command(id, "change-managed-users", "{\"managedUsers\":9}", "If-Match", "\"1\"");
                    assertThat(refused.header("ETag")).isEqualTo("\"2\"");
                    assertThat(refused.at("/detail")).contains("2");
                    return refused;
                }));
    }

    private List<Way> ofGoingPaid() {
        return List.of(
                way(422, "plan-unknown", "plan", this::open, id -> plan(id, "{\"plan\":\"gold\"}")),
                way(409, "interval-required", "interval", this::open, id -> plan(id, "{\"plan\":\"premium\"}")),
                way(
                        409,
                        "not-offered",
                        "",
                        this::open,
                        id -> plan(id, "{\"plan\":\"enterprise\",\"interval\":\"annual\"}")),
                way(
                        409,
                        "payment-method-required",
                        "paymentMethod",
                        this::open,
                        id -> plan(id, "{\"plan\":\"premium\",\"interval\":\"monthly\"}")),
                way(
                        403,
                        "ach-needs-admin",
                        "",
                        this::open,
                        id -> plan(
                                id, "{\"plan\":\"premium\",\"interval\":\"monthly\",\"paymentMethod\":" + ACH + "}")),
                way(403, "ach-needs-admin", "", this::open, id -> command(id, "change-payment-method", ACH)),
                way(
                        422,
                        "card-expired",
                        "paymentMethod",
                        this::open,
                        id -> command(id, "change-payment-method", card("tok_visa", 2025))),
                way(
                        422,
                        "card-expired",
                        "paymentMethod",
                        this::open,
                        id -> plan(
                                id,
                                "{\"plan\":\"premium\",\"interval\":\"monthly\",\"paymentMethod\":"
                                        + card("tok_visa", 2025) + "}")),
                way(
                        409,
                        "billing-profile-required",
                        "billingProfile",
                        id -> service.post(
                                        "service",
                                        "/v1/subscriptions",
                                        "{\"subscriptionId\":\"%s\",\"accountName\":\"Acme\"}".formatted(id))
                                .is(201),
                        id -> buy(id, "tok_visa")),
                way(
                        412,
                        "amount-changed",
                        "expectedAmountDue",
                        this::open,
                        id -> plan(id, """
                                {"plan":"premium","interval":"monthly","paymentMethod":%s,
                                 "expectedAmountDue":{"amount":2999,"currency":"USD"}}""".formatted(card("tok_visa", 2040)))),
                way(
                        422,
                        "currency-mismatch",
                        "expectedAmountDue",
                        this::open,
                        id -> plan(id, """
                                {"plan":"premium","interval":"monthly","paymentMethod":%s,
                                 "expectedAmountDue":{"amount":3000,"currency":"EUR"}}""".formatted(card("tok_visa", 2040)))));
    }

    private List<Way> ofChangesAndCancellations() {
        String annual = "{\"interval\":\"annual\"}";
        return List.of(
                way(409, "no-change", "", this::open, id -> users(id, 3)),
                way(409, "no-change", "", this::paid, id -> plan(id, "{\"plan\":\"premium\"}")),
                way(
                        409,
                        "not-offered",
                        "",
                        id -> {
                            paid(id);
                            plan(id, "{\"plan\":\"enterprise\"}").is(200);
                        },
                        id -> command(id, "change-billing-interval", annual)),
                way(409, "not-paid", "", this::open, id -> command(id, "cancel", "{}")),
                way(409, "not-paid", "", this::open, id -> command(id, "change-billing-interval", annual)),
                way(409, "canceling", "", this::canceling, id -> plan(id, "{\"plan\":\"enterprise\"}")),
                way(409, "canceling", "", this::canceling, id -> command(id, "change-billing-interval", annual)),
                way(409, "canceling", "", this::canceling, id -> users(id, 9)),
                way(409, "already-canceled", "", this::canceling, id -> command(id, "cancel", "{}")),
                way(409, "already-canceled", "", this::canceling, id -> plan(id, "{\"plan\":\"free\"}")),
                way(409, "not-canceling", "", this::open, id -> command(id, "withdraw-cancellation", "{}")),
                way(409, "not-canceling", "", this::paid, id -> command(id, "withdraw-cancellation", "{}")),
                way(409, "nothing-scheduled", "", this::open, id -> command(id, "withdraw-scheduled-change", "{}")),
                way(409, "nothing-scheduled", "", this::paid, id -> command(id, "withdraw-scheduled-change", "{}")));
    }

    /** By somebody who is sent away for another reason otherwise: nobody is slowed down. */
    private Answer askedTooOften(String id) {
        Answer answer = service.get("auditor", "/v1/sandbox/clock");
        for (int sent = 1; answer.status() != 429 && sent < 2 * AT_ONCE; sent++) {
            answer = service.get("auditor", "/v1/sandbox/clock");
        }
        return answer;
    }

    private List<Way> ofMoney() {
        return List.of(
                way(
                        409,
                        "payment-pending",
                        "",
                        id -> {
                            open(id);
                            assertThat(buy(id, "tok_timeout").is(200).at("/invoice/status"))
                                    .isEqualTo("open");
                        },
                        id -> users(id, 9)),
                way(
                        409,
                        "payment-overdue",
                        "",
                        id -> {
                            paid(id);
                            command(id, "change-payment-method", card("tok_decline", 2040))
                                    .is(200);
                            service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"P1M\"}")
                                    .is(200);
                            assertThat(service.get("service", path(id)).is(200).at("/status"))
                                    .isEqualTo("past_due");
                        },
                        id -> users(id, 9)),
                way(
                        409,
                        "credit-already-granted",
                        "",
                        id -> {
                            open(id);
                            credit(id, "signup", "USD").is(200);
                        },
                        id -> credit(id, "signup", "USD")),
                way(422, "currency-mismatch", "amount", this::open, id -> credit(id, "goodwill", "EUR")),
                way(
                        409,
                        "still-active",
                        "",
                        this::canceling,
                        id -> service.post("admin", path(id) + "/erase-personal-data", "{}")),
                way(409, "refund-exceeds-paid", "amount", this::paid, id -> refund(id, 1, "3001", "USD")),
                way(422, "currency-mismatch", "amount", this::paid, id -> refund(id, 1, "100", "EUR")),
                way(422, "invalid", "amount", this::paid, id -> refund(id, 1, "0", "USD")),
                way(404, "invoice-not-found", "", this::paid, id -> refund(id, 2, "100", "USD")));
    }

    private List<Way> ofContracts() {
        return List.of(
                way(409, "contract-managed", "", this::contract, id -> plan(id, "{\"plan\":\"free\"}")),
                way(409, "contract-managed", "", this::contract, id -> command(id, "update-billing-profile", PROFILE)),
                way(409, "contract-managed", "", this::contract, id -> credit(id, "goodwill", "USD")),
                way(
                        409,
                        "contract-managed",
                        "",
                        id -> {
                            open(id);
                            sign(id, "2026-02-01", "2027-02-01", "USD").is(200);
                        },
                        id -> buy(id, "tok_visa")),
                way(409, "not-contract", "", this::paid, id -> command(id, "add-prepaid-users", "{\"count\":1}")),
                way(409, "not-contract", "", this::open, id -> command(id, "user-joined", "{\"userId\":\"ada\"}")),
                way(409, "already-paid", "", this::canceling, id -> sign(id, "2026-01-15", "2027-01-15", "USD")),
                way(
                        409,
                        "no-user-available",
                        "",
                        id -> {
                            contract(id);
                            command(id, "assign-user", "{\"userId\":\"ada\"}").is(200);
                        },
                        id -> command(id, "assign-user", "{\"userId\":\"ben\"}")),
                way(409, "no-change", "", this::contract, id -> command(id, "release-user", "{\"userId\":\"ada\"}")),
                way(
                        422,
                        "invalid",
                        "count",
                        this::contract,
                        id -> command(id, "add-prepaid-users", "{\"count\":1000000}")),
                way(422, "invalid", "start", this::contract, id -> sign(id, "2027-01-16", "2028-01-15", "USD")),
                way(422, "invalid", "end", this::open, id -> sign(id, "2026-01-01", "2026-01-15", "USD")),
                way(
                        422,
                        "currency-mismatch",
                        "pricePerUser",
                        this::open,
                        id -> sign(id, "2026-01-15", "2027-01-15", "EUR")),
                way(
                        409,
                        "still-active",
                        "",
                        this::contract,
                        id -> service.post("admin", path(id) + "/erase-personal-data", "{}")),
                way(409, "amount-not-due", "amount", this::contract, id -> record(id, 1, "999")),
                way(
                        422,
                        "currency-mismatch",
                        "amount",
                        this::contract,
                        id -> service.post(
                                "admin",
                                "/v1/invoices/%s-0001/record-payment".formatted(id.toUpperCase(Locale.ROOT)),
                                "{\"amount\":{\"amount\":1000,\"currency\":\"EUR\"},\"reference\":\"Transfer\"}")),
                way(404, "invoice-not-found", "", this::contract, id -> record(id, 99, "1000")));
    }

    private List<Way> ofTheServiceItself() {
        return List.of(
                way(503, "not-yet-visible", "", this::open, id -> service.get("service", path(id) + "?minVersion=3")),
                // A bug, or a row that something else has broken; its inside stays inside.
                way(
                        500,
                        "internal",
                        "",
                        id -> {
                            paid(id);
                            service.bean(JdbcClient.class)
                                    .sql("UPDATE billing_history SET document = '{broken' WHERE subscription_id = ?")
                                    .param(id)
                                    .update();
                        },
                        id -> {
                            Answer failed = service.get("service", path(id) + "/billing-history");
                            assertThat(failed.response().body())
                                    .doesNotContain("broken", "Exception", "billing_history");
                            return failed;
                        }));
    }

    static Way way(int status, String code, String field, Consumer<String> before, Function<String, Answer> asked) {
        return new Way(status, code, field, before, asked);
    }

    static Consumer<String> nothing() {
        return id -> {};
    }

    private EventReader events() {
        return service.bean(EventReader.class);
    }

    /** What a caller is told once the reads show everything that is stored; empty if there is no such account. */
    private String version(String id) {
        int stored = events().ofSubscription(new SubscriptionId(id)).size();
        return service.get("service", path(id) + "?minVersion=" + stored).at("/version");
    }

    static String path(String id) {
        return "/v1/subscriptions/" + id;
    }

    private Answer accessToken(String scope) {
        return service.post("admin", "/v1/access-tokens", "{\"scopes\":[" + scope + "]}");
    }

    private Answer openAs(String id) {
        return service.post("service", "/v1/subscriptions", """
                {"subscriptionId":"%s","accountName":"Acme","managedUsers":3,"billingProfile":%s}""".formatted(id, PROFILE));
    }

    private void open(String id) {
        openAs(id).is(201);
    }

    private void paid(String id) {
        open(id);
        assertThat(buy(id, "tok_visa").is(200).at("/invoice/status")).isEqualTo("paid");
    }

    private void canceling(String id) {
        paid(id);
        command(id, "cancel", "{}").is(200);
    }

    private Answer buy(String id, String token) {
        return plan(id, "{\"plan\":\"premium\",\"interval\":\"monthly\",\"paymentMethod\":" + card(token, 2040) + "}");
    }

    private Answer plan(String id, String body) {
        return command(id, "change-plan", body, "Prefer", "wait=5");
    }

    private Answer users(String id, int users) {
        return command(id, "change-managed-users", "{\"managedUsers\":" + users + "}");
    }

    private Answer credit(String id, String kind, String currency) {
        return service.post(
                "admin",
                path(id) + "/grant-credit",
                "{\"kind\":\"%s\",\"amount\":{\"amount\":500,\"currency\":\"%s\"}}".formatted(kind, currency));
    }

    private Answer refund(String id, int invoice, String amount, String currency) {
        return service.post(
                "admin",
                "/v1/invoices/%s-%04d/refund".formatted(id.toUpperCase(Locale.ROOT), invoice),
                "{\"amount\":{\"amount\":%s,\"currency\":\"%s\"},\"reason\":\"Why not\"}".formatted(amount, currency));
    }

    /** One prepaid user, and nothing to pay it with. */
    private void contract(String id) {
        open(id);
        sign(id, "2026-01-15", "2027-01-15", "USD").is(200);
    }

    private Answer sign(String id, String start, String end, String currency) {
        return service.post("admin", path(id) + "/sign-contract", """
                {"plan":"premium","interval":"monthly","prepaidUsers":1,"pricePerUser":{"amount":1000,"currency":"%s"},
                 "start":"%s","end":"%s","reference":"C-1"}""".formatted(currency, start, end));
    }

    private Answer record(String id, int invoice, String amount) {
        return service.post(
                "admin",
                "/v1/invoices/%s-%04d/record-payment".formatted(id.toUpperCase(Locale.ROOT), invoice),
                "{\"amount\":{\"amount\":%s,\"currency\":\"USD\"},\"reference\":\"Transfer\"}".formatted(amount));
    }

    private Answer command(String id, String name, String body, String... headers) {
        return service.post("service", path(id) + "/" + name, body, headers);
    }

    private static String card(String token, int expiryYear) {
        return """
                {"kind":"card","token":"%s","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":%d}""".formatted(token, expiryYear);
    }
}
