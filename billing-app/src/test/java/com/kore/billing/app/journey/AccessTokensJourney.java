package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Access tokens and one-time links, from their making to their end. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccessTokensJourney {
    private static final String PATH = "/v1/access-tokens";
    private static final String READS = "{\"scopes\":[\"billing:read\"]}";
    private static final String LINK_FOR_ACME =
            "{\"kind\":\"one_time_link\",\"scopes\":[\"account:self\"],\"subscriptionId\":\"acme\"}";
    private static final int AT_ONCE = 16;
    private static final Map<String, String> SANDBOX =
            Map.of("billing.clock", "sandbox", "billing.clock-start", "2026-01-15T12:00:00Z");

    private TestDatabase database = TestDatabases.fresh(database());
    private Path dataDir = Path.of("");
    private RunningService service;

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path directory) {
        dataDir = directory;
        service = RunningService.on(database, dataDir, SANDBOX);
        new Accounts(service).open("acme");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Answer make(String form) {
        return Holder.made(service, form);
    }

    private Answer redeem(String code) {
        return service.send(service.request(PATH + "/redemptions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"code\":\"%s\"}".formatted(code))));
    }

    private Answer revoke(String tokenId) {
        return service.send("admin", service.request(PATH + "/" + tokenId).DELETE());
    }

    /** As it stands in the list. */
    private JsonNode listed(String tokenId) {
        return service.get("admin", PATH + "?limit=100")
                .is(200)
                .json()
                .get("items")
                .valueStream()
                .filter(token -> token.get("tokenId").asString().equals(tokenId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_token_is_told_once_and_good_for_its_scopes() {
        Answer made = make("{\"name\":\"CRM\",\"scopes\":[\"billing:write\",\"billing:read\",\"billing:read\"]}")
                .is(201);

        assertThat(made.header("Cache-Control")).contains("no-store");
        assertThat(made.at("/token")).matches("kore_at_[A-Za-z0-9_-]{43}");
        assertThat(made.json().propertyNames())
                .containsExactly(
                        "tokenId",
                        "kind",
                        "name",
                        "scopes",
                        "subscriptionId",
                        "createdAt",
                        "createdBy",
                        "expiresAt",
                        "token");
        assertThat(made.at("/name")).isEqualTo("CRM");
        assertThat(made.json().get("scopes").valueStream().map(JsonNode::asString))
                .containsExactly("billing:read", "billing:write");
        assertThat(made.at("/createdBy")).isEqualTo("admin");
        assertThat(Duration.between(Instant.parse(made.at("/createdAt")), Instant.parse(made.at("/expiresAt"))))
                .isEqualTo(Duration.ofDays(90));

        Holder crm = new Holder(service, made.at("/token"));
        crm.get("/v1/catalog").is(200);
        crm.post("/v1/subscriptions", "{\"accountName\":\"Crm\"}").is(201);
        crm.get("/v1/audit/checkpoint").isRefused(403, "forbidden");
        crm.get(PATH).isRefused(403, "forbidden");
        new Holder(service, made.at("/token").replaceFirst(".$", "~"))
                .get("/v1/catalog")
                .isRefused(401, "unauthorized");
        Holder.with(service, READS).post("/v1/subscriptions/acme/cancel", "{}").isRefused(403, "forbidden");
    }

    @Test
    void events_name_the_token_or_the_account_that_it_is_for() {
        Answer made = make("{\"name\":\"CRM\",\"scopes\":[\"billing:write\"]}").is(201);
        new Accounts(service).open("named");

        new Holder(service, made.at("/token"))
                .post("/v1/subscriptions/named/change-managed-users", "{\"managedUsers\":7}")
                .is(200);
        Holder.of(service, "named")
                .post("/v1/subscriptions/named/change-managed-users", "{\"managedUsers\":8}")
                .is(200);

        List<String> actors = new ArrayList<>();
        service.get("auditor", "/v1/audit/subscriptions/named/events")
                .is(200)
                .json()
                .get("items")
                .forEach(event -> actors.add(event.get("actorKind").asString() + " "
                        + event.get("actor").asString()));
        assertThat(actors).endsWith("token service", "token " + made.at("/tokenId"), "account named");
    }

    /** Of several tokens of one account one may be the staff's. */
    @Test
    void events_name_the_made_token_that_caused_them_beside_their_actor() {
        new Accounts(service).open("several");
        List<String> expected = new ArrayList<>();
        expected.add("");
        for (String name : List.of("Their browser", "Support")) {
            Answer made = make("{\"name\":\"%s\",\"scopes\":[\"account:self\"],\"subscriptionId\":\"several\"}"
                            .formatted(name))
                    .is(201);
            new Holder(service, made.at("/token"))
                    .post(
                            "/v1/subscriptions/several/change-managed-users",
                            "{\"managedUsers\":%d}".formatted(7 + expected.size()))
                    .is(200);
            expected.add(made.at("/tokenId"));
        }

        List<String> stored = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        service.get("auditor", "/v1/audit/subscriptions/several/events")
                .is(200)
                .json()
                .get("items")
                .forEach(event -> {
                    stored.add(event.get("metadata").path("tokenId").asString(""));
                    shown.add(event.get("tokenId").asString(""));
                });
        assertThat(stored).endsWith(expected.toArray(String[]::new));
        assertThat(shown).isEqualTo(stored);
    }

    @Test
    void an_account_that_is_called_as_a_token_is_has_idempotency_keys_of_its_own() {
        new Accounts(service).open("service");
        new Accounts(service).open("keyed");
        String path = "/v1/subscriptions/%s/change-managed-users";
        service.post("service", path.formatted("keyed"), "{\"managedUsers\":7}", "Idempotency-Key", "order-7")
                .is(200);

        Answer made = make("{\"scopes\":[\"account:self\"],\"subscriptionId\":\"service\"}")
                .is(201);
        for (String replayed : List.of("", "true")) {
            Answer answer = service.send(service.request(path.formatted("service"))
                    .header("Authorization", "Bearer " + made.at("/token"))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "order-7")
                    .POST(BodyPublishers.ofString("{\"managedUsers\":8}")));
            assertThat(answer.is(200).header("Idempotent-Replayed")).isEqualTo(replayed);
        }
    }

    @Test
    void an_erasure_takes_the_names_of_the_accounts_tokens_which_go_on() {
        new Accounts(service).open("erased");
        Answer named = make("{\"name\":\"Jane Doe\",\"scopes\":[\"account:self\"],\"subscriptionId\":\"erased\"}")
                .is(201);
        Answer of = make("{\"name\":\"CRM\",\"scopes\":[\"billing:read\"]}").is(201);

        service.summaryAfter(service.post("admin", "/v1/subscriptions/erased/erase-personal-data", "{}")
                .is(200));

        assertThat(listed(named.at("/tokenId")).get("name").isNull()).isTrue();
        assertThat(listed(of.at("/tokenId")).get("name").asString()).isEqualTo("CRM");
        new Holder(service, named.at("/token")).get("/v1/subscriptions/erased").is(200);
    }

    @Test
    void what_makes_no_sense_is_refused_and_says_which_field() {
        invalid("scopes", "{\"scopes\":[]}");
        invalid("scopes", "{}");
        invalid("scopes[1]", "{\"scopes\":[\"billing:read\",\"billing:reed\"]}");
        invalid("scopes[0]", "{\"scopes\":[\"billing:admin\"]}");
        invalid("scopes", "{\"scopes\":[\"account:self\",\"billing:read\"],\"subscriptionId\":\"acme\"}");
        invalid("subscriptionId", "{\"scopes\":[\"account:self\"]}");
        invalid("subscriptionId", "{\"scopes\":[\"billing:read\"],\"subscriptionId\":\"acme\"}");
        invalid("name", "{\"name\":\"\",\"scopes\":[\"billing:read\"]}");
        invalid("kind", "{\"kind\":\"cookie\",\"scopes\":[\"billing:read\"]}");
        invalid("expiresAt", "{\"scopes\":[\"billing:read\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"}");
        invalid(
                "expiresAt",
                "{\"scopes\":[\"billing:read\"],\"expiresAt\":\"%s\"}"
                        .formatted(Instant.now().plus(Duration.ofDays(367))));
        for (String account : List.of("nobody", "ACME")) {
            make("{\"scopes\":[\"account:self\"],\"subscriptionId\":\"%s\"}".formatted(account))
                    .isRefused(404, "subscription-not-found");
        }
    }

    private void invalid(String field, String form) {
        Answer refused = make(form);
        refused.isRefused(422, "invalid");
        assertThat(refused.at("/violations/0/field")).isEqualTo(field);
    }

    @Test
    void nobody_gives_what_he_does_not_have() {
        for (String scope : List.of("audit:read", "analytics:read", "operations")) {
            make("{\"scopes\":[\"billing:read\",\"%s\"]}".formatted(scope)).isRefused(403, "forbidden");
        }
        for (String role : List.of("service", "auditor", "analyst", "operator")) {
            service.post(role, PATH, READS).isRefused(403, "forbidden");
        }
        service.get("auditor", PATH).is(200);
        service.get("operator", PATH).isRefused(403, "forbidden");
        service.send("auditor", service.request(PATH + "/some").DELETE()).isRefused(403, "forbidden");
    }

    @Test
    void a_key_makes_no_second_request_the_first_one() {
        Answer first =
                service.post("admin", PATH, READS, "Idempotency-Key", "crm").is(201);
        Answer second =
                service.post("admin", PATH, READS, "Idempotency-Key", "crm").is(201);

        assertThat(second.at("/tokenId")).isNotEqualTo(first.at("/tokenId"));
        assertThat(second.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void a_revoked_token_is_good_for_nothing_and_the_list_says_who_revoked_it() {
        Answer made = make(READS).is(201);
        Holder holder = new Holder(service, made.at("/token"));
        assertThat(listed(made.at("/tokenId")).get("lastUsedOn").isNull()).isTrue();
        holder.get("/v1/catalog").is(200);

        assertThat(revoke(made.at("/tokenId")).is(204).response().body()).isEmpty();

        holder.get("/v1/catalog").isRefused(401, "unauthorized");
        JsonNode listed = listed(made.at("/tokenId"));
        assertThat(listed.get("revokedBy").asString()).isEqualTo("admin");
        assertThat(listed.get("lastUsedOn").asString())
                .isIn(
                        LocalDate.now(ZoneOffset.UTC).toString(),
                        LocalDate.now(ZoneOffset.UTC).minusDays(1).toString());
        assertThat(listed.has("token")).isFalse();
        revoke(made.at("/tokenId")).is(204);
        assertThat(listed(made.at("/tokenId"))).isEqualTo(listed);
        for (String unknown : List.of("00000000-0000-4000-8000-000000000000", "crm", "x".repeat(300))) {
            revoke(unknown).isRefused(404, "not-found");
        }
    }

    @Test
    void an_expired_token_is_not_known_any_more() {
        Answer made = make(READS).is(201);
        sql("UPDATE access_token SET expires_at = CURRENT_TIMESTAMP WHERE token_id = ?", made.at("/tokenId"));

        new Holder(service, made.at("/token")).get("/v1/catalog").isRefused(401, "unauthorized");
    }

    @Test
    void a_name_that_was_altered_in_the_database_hides_no_other_token_and_keeps_nobody_from_revoking() {
        Answer altered =
                make("{\"name\":\"CRM\",\"scopes\":[\"billing:read\"]}").is(201);
        Answer other = make("{\"name\":\"ERP\",\"scopes\":[\"billing:read\"]}").is(201);
        sql("UPDATE access_token SET name = 'row:1:AAAA' WHERE token_id = ?", altered.at("/tokenId"));

        assertThat(listed(altered.at("/tokenId")).get("name").asString()).isEqualTo("[altered in the database]");
        assertThat(listed(other.at("/tokenId")).get("name").asString()).isEqualTo("ERP");
        Holder holder = new Holder(service, altered.at("/token"));
        holder.get("/v1/catalog").is(200);
        revoke(altered.at("/tokenId")).is(204);
        holder.get("/v1/catalog").isRefused(401, "unauthorized");
    }

    private void sql(String statement, String tokenId) {
        assertThat(service.bean(JdbcClient.class).sql(statement).param(tokenId).update())
                .isEqualTo(1);
    }

    @Test
    void the_list_is_paged_the_newest_first_and_by_account() {
        new Accounts(service).open("listed");
        List<String> made = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            make(READS).is(201);
            made.addFirst(make("{\"scopes\":[\"account:self\"],\"subscriptionId\":\"listed\"}")
                    .is(201)
                    .at("/tokenId"));
        }
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = service.get("admin", PATH + "?subscriptionId=listed&limit=2" + cursor)
                    .is(200);
            page.json()
                    .get("items")
                    .forEach(token -> found.add(token.get("tokenId").asString()));
            cursor = page.at("/hasMore").equals("true") ? "&cursor=" + page.at("/nextCursor") : "";
        } while (!cursor.isEmpty());

        assertThat(found).isEqualTo(made);
        assertThat(service.get("admin", PATH + "?subscriptionId=nobody")
                        .is(200)
                        .json()
                        .get("items"))
                .isEmpty();
        service.get("admin", PATH + "?limit=0").isRefused(422, "invalid");
        service.get("admin", PATH + "?cursor=x").isRefused(422, "invalid");
    }

    @Test
    void a_code_is_redeemed_once_for_a_token_of_what_was_asked() {
        Answer link = make(LINK_FOR_ACME).is(201);
        assertThat(link.json().has("token")).isFalse();
        assertThat(link.at("/code")).matches("kore_code_[A-Za-z0-9_-]{43}");
        assertThat(Duration.between(Instant.parse(link.at("/createdAt")), Instant.parse(link.at("/codeExpiresAt"))))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(Duration.between(Instant.parse(link.at("/createdAt")), Instant.parse(link.at("/expiresAt"))))
                .isEqualTo(Duration.ofHours(12));

        Answer redeemed = redeem(link.at("/code")).is(201);

        assertThat(redeemed.at("/tokenId")).isEqualTo(link.at("/tokenId"));
        assertThat(redeemed.at("/expiresAt")).isEqualTo(link.at("/expiresAt"));
        assertThat(redeemed.header("Cache-Control")).contains("no-store");
        new Holder(service, redeemed.at("/token")).get("/v1/subscriptions/acme").is(200);
        assertThat(listed(link.at("/tokenId")).get("redeemedAt").isNull()).isFalse();
        assertThat(problem(redeem(link.at("/code")))).isEqualTo(problem(redeem("kore_code_" + "x".repeat(43))));
        redeem(link.at("/code")).isRefused(404, "not-found");
        revoke(link.at("/tokenId")).is(204);
        new Holder(service, redeemed.at("/token")).get("/v1/subscriptions/acme").isRefused(401, "unauthorized");
    }

    @Test
    void a_code_that_is_no_good_is_answered_like_one_that_never_was() {
        Answer revoked = make(LINK_FOR_ACME).is(201);
        revoke(revoked.at("/tokenId")).is(204);
        Answer late = make(LINK_FOR_ACME).is(201);
        sql("UPDATE access_token SET code_expires_at = CURRENT_TIMESTAMP WHERE token_id = ?", late.at("/tokenId"));
        Answer token = make(READS).is(201);

        String unknown = problem(redeem("kore_code_" + "x".repeat(43)));
        for (String code : List.of(revoked.at("/code"), late.at("/code"), token.at("/token"), "x")) {
            assertThat(problem(redeem(code))).isEqualTo(unknown);
        }
        new Holder(service, late.at("/code")).get("/v1/catalog").isRefused(401, "unauthorized");
    }

    private static String problem(Answer refused) {
        refused.isRefused(404, "not-found");
        return refused.at("/title") + refused.at("/detail") + refused.json().propertyNames();
    }

    @Test
    void of_many_who_redeem_a_code_at_the_same_moment_one_wins() throws Exception {
        String code = make(LINK_FOR_ACME).is(201).at("/code");
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Answer>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < AT_ONCE; n++) {
                asked.add(threads.submit(() -> {
                    start.await();
                    return redeem(code);
                }));
            }
            start.countDown();
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> answer : asked) {
            answers.add(answer.get());
        }

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(201);
        assertThat(answers).extracting(Answer::status).containsOnly(201, 404);
        String token = answers.stream()
                .filter(answer -> answer.status() == 201)
                .findFirst()
                .orElseThrow()
                .at("/token");
        new Holder(service, token).get("/v1/subscriptions/acme").is(200);
    }

    @Test
    void old_tokens_that_no_event_can_name_are_forgotten_and_those_that_events_may_name_are_not() {
        Answer account = make("{\"scopes\":[\"account:self\"],\"subscriptionId\":\"acme\"}")
                .is(201);
        Answer recent = make("{\"scopes\":[\"account:self\"],\"subscriptionId\":\"acme\"}")
                .is(201);
        Answer used = make("{\"scopes\":[\"account:self\"],\"subscriptionId\":\"acme\"}")
                .is(201);
        new Holder(service, used.at("/token")).get("/v1/subscriptions/acme").is(200);
        Answer actor = make(READS).is(201);
        Answer unredeemed = make("{\"scopes\":[\"billing:read\"],\"kind\":\"one_time_link\"}")
                .is(201);
        Answer redeemed = make("{\"scopes\":[\"billing:read\"],\"kind\":\"one_time_link\"}")
                .is(201);
        redeem(redeemed.at("/code")).is(201);
        String age = "UPDATE access_token SET ends_at = CURRENT_TIMESTAMP - INTERVAL '%d' DAY WHERE token_id = ?";
        sql(age.formatted(91), account.at("/tokenId"));
        sql(age.formatted(89), recent.at("/tokenId"));
        sql(age.formatted(900), used.at("/tokenId"));
        sql(age.formatted(900), actor.at("/tokenId"));
        sql(age.formatted(91), unredeemed.at("/tokenId"));
        sql(age.formatted(91), redeemed.at("/tokenId"));

        make(READS).is(201);

        List<String> kept = service.get("admin", PATH + "?limit=100")
                .json()
                .get("items")
                .valueStream()
                .map(token -> token.get("tokenId").asString())
                .toList();
        assertThat(kept)
                .contains(recent.at("/tokenId"), used.at("/tokenId"), actor.at("/tokenId"), redeemed.at("/tokenId"))
                .doesNotContain(account.at("/tokenId"), unredeemed.at("/tokenId"));
    }

    @Test
    void no_secret_is_stored_or_logged(CapturedOutput log) {
        String token = make(READS).is(201).at("/token");
        String code = make(LINK_FOR_ACME).is(201).at("/code");
        String redeemed = redeem(code).is(201).at("/token");
        new Holder(service, token).get("/v1/catalog").is(200);
        new Holder(service, redeemed).get("/v1/subscriptions/acme").is(200);

        String rows = service.bean(JdbcClient.class)
                .sql("SELECT * FROM access_token")
                .query()
                .listOfRows()
                .toString();
        for (String secret : List.of(token, code, redeemed)) {
            assertThat(rows).doesNotContain(secret);
            assertThat(log.getAll()).doesNotContain(secret);
        }
    }

    @Test
    void a_token_outlives_the_process() {
        String token = make(READS).is(201).at("/token");
        String code = make(LINK_FOR_ACME).is(201).at("/code");

        service.close();
        service = RunningService.on(database, dataDir, SANDBOX);

        new Holder(service, token).get("/v1/catalog").is(200);
        redeem(code).is(201);
    }
}
