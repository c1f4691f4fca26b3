package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.PageVisitor;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who gets to the console's pages, by which cookie, and what no cookie does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleSessionJourney {
    private static final String SIGN_IN = "/console/sign-in";
    private static final String COOKIE = "kore_console";

    private RunningService service;

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        Accounts accounts = new Accounts(service);
        accounts.openPaid("acme", "premium", "monthly");
        accounts.open("other");
        service.get("service", "/v1/subscriptions/acme?minVersion=4").is(200);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private PageVisitor stranger() {
        return new PageVisitor(service.base());
    }

    private static String body(Answer page) {
        return page.response().body();
    }

    @Test
    void nobody_is_led_to_sign_in_and_from_there_to_the_page() {
        PageVisitor stranger = stranger();
        Answer led = stranger.get("/console/subscriptions/acme?minVersion=2").is(303);
        assertThat(led.header("Location"))
                .isEqualTo(SIGN_IN + "?to=%2Fconsole%2Fsubscriptions%2Facme%3FminVersion%3D2");
        Answer signedIn = stranger.submit(stranger.follow(led), SIGN_IN, Map.of("token", service.token("service")));
        assertThat(signedIn.header("Location")).isEqualTo("/console/subscriptions/acme?minVersion=2");
        assertThat(body(stranger.follow(signedIn).is(200))).contains("Account Summary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/console//evil.example",
                "/console/\\evil.example",
                "/v1/catalog",
                "javascript:alert(1)",
                "/console/..//evil.example",
                "/console/../v1/catalog",
                "/console/%2e%2e/v1/catalog",
                "/console/sign-out",
                "/console/accounts?q=aaaaaaaaaa%2e%2e%2f<"
            })
    void nobody_is_led_elsewhere_after_signing_in(String to) {
        PageVisitor stranger = stranger();
        Answer signedIn =
                stranger.submit(stranger.get(SIGN_IN), SIGN_IN, Map.of("token", service.token("service"), "to", to));
        assertThat(signedIn.is(303).header("Location")).isEqualTo("/console/");
    }

    @Test
    void the_cookie_is_for_the_consoles_own_pages_alone() {
        PageVisitor visitor = stranger();
        Answer signedIn = visitor.submit(visitor.get(SIGN_IN), SIGN_IN, Map.of("token", service.token("service")));
        assertThat(signedIn.response().headers().allValues("Set-Cookie"))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie)
                        .startsWith(COOKIE + "=")
                        .contains("; Path=/console;", "; HttpOnly", "; SameSite=Strict")
                        .doesNotContain(service.token("service")));

        String sealed = visitor.cookie(COOKIE).orElseThrow();
        service.send(service.request("/v1/catalog").GET().header("Cookie", COOKIE + "=" + sealed))
                .isRefused(401, "unauthorized");
        service.send(service.request("/v1/catalog").GET().header("Authorization", "Bearer " + sealed))
                .isRefused(401, "unauthorized");
    }

    @Test
    void a_cookie_that_was_altered_is_nobodys() {
        PageVisitor visitor = PageVisitor.signedIn(service, "service");
        String sealed = visitor.cookie(COOKIE).orElseThrow();
        for (String altered : List.of(
                sealed.substring(0, 20) + (sealed.charAt(20) == 'A' ? 'B' : 'A') + sealed.substring(21),
                sealed + "A",
                "x",
                "",
                service.token("service"))) {
            visitor.alterCookie(COOKIE, altered);
            assertThat(visitor.get("/console/accounts").is(303).header("Location"))
                    .startsWith(SIGN_IN);
        }
    }

    @Test
    void a_token_that_is_not_known_is_told_so_in_words() {
        PageVisitor stranger = stranger();
        for (String token : List.of("made up", "x", "kore_at_" + "x".repeat(43), "<script>alert(1)</script>")) {
            Answer refused = stranger.submit(stranger.get(SIGN_IN), SIGN_IN, Map.of("token", token));
            assertThat(body(refused.is(401)))
                    .contains("This token is not known here")
                    .doesNotContain("<script>alert");
        }
        assertThat(stranger.cookie(COOKIE)).isEmpty();
    }

    @Test
    void a_link_is_redeemed_by_its_button_once_and_ended_by_signing_out() {
        String link = service.post(
                        "admin",
                        "/v1/access-tokens",
                        "{\"kind\":\"one_time_link\",\"scopes\":[\"account:self\"],\"subscriptionId\":\"acme\"}")
                .is(201)
                .at("/code");
        PageVisitor admin = stranger();
        // Whoever looks at a link in a mail, as programs do, redeems nothing.
        stranger().get(SIGN_IN + "?code=" + link).is(200);
        Answer signedIn = admin.submit(admin.get(SIGN_IN + "?code=" + link), SIGN_IN, Map.of());
        Answer own = admin.follow(admin.follow(signedIn)).is(200);
        assertThat(body(own)).contains("You are currently on the Premium plan");

        PageVisitor late = stranger();
        assertThat(body(late.submit(late.get(SIGN_IN + "?code=" + link), SIGN_IN, Map.of())
                        .is(401)))
                .contains("This link is good no longer");

        String sealed = admin.cookie(COOKIE).orElseThrow();
        admin.submit(own, "/console/sign-out", Map.of()).is(303);
        assertThat(admin.cookie(COOKIE)).isEmpty();
        service.send(service.request("/console/subscriptions/acme").GET().header("Cookie", COOKIE + "=" + sealed))
                .is(303);
    }

    @Test
    void a_session_ends_with_its_token() {
        Answer made = service.post("admin", "/v1/access-tokens", "{\"scopes\":[\"billing:read\"]}")
                .is(201);
        PageVisitor visitor = stranger();
        visitor.submit(visitor.get(SIGN_IN), SIGN_IN, Map.of("token", made.at("/token")))
                .is(303);
        visitor.get("/console/subscriptions/acme").is(200);
        service.send(
                        "admin",
                        service.request("/v1/access-tokens/" + made.at("/tokenId"))
                                .DELETE())
                .is(204);
        visitor.get("/console/subscriptions/acme").is(303);
    }

    @Test
    void a_form_that_is_not_of_the_session_does_nothing() {
        PageVisitor visitor = PageVisitor.ofAccount(service, "acme");
        PageVisitor other = PageVisitor.ofAccount(service, "acme");
        String path = "/console/subscriptions/acme/commands/cancel";
        long before = version("acme");
        assertThat(body(visitor.post(path, Map.of("_key", "k-1")).is(403))).contains("Nothing was done");
        Answer othersPage = other.get("/console/subscriptions/acme/cancel").is(200);
        String others = body(othersPage).replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]*)\".*", "$1");
        visitor.post(path, Map.of("_key", "k-1", "_csrf", others)).is(403);
        assertThat(version("acme")).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Sec-Fetch-Site, same-origin,                303",
        "Sec-Fetch-Site, none,                       303",
        "Sec-Fetch-Site, same-site,                  403",
        "Sec-Fetch-Site, cross-site,                 403",
        "Sec-Fetch-Site, made-up,                    403",
        "Origin,         http://HERE,                303",
        "Origin,         https://HERE,               403",
        "Origin,         http://neighbor.HERE,       403",
        "Origin,         http://127.0.0.1,           403",
        "Origin,         http://127.0.0.1:1,         403",
        "Origin,         null,                       403",
        "X-Of-No-Browser, at all,                    303"
    })
    void a_form_is_taken_from_pages_of_this_origin(String header, String value, int status) {
        PageVisitor visitor = stranger();
        String said = value.replace("HERE", service.base().getAuthority());
        Map<String, String> form =
                PageVisitor.withSecrets(visitor.get(SIGN_IN), Map.of("token", service.token("service")));
        Answer answer = visitor.post(SIGN_IN, form, header, said).is(status);
        assertThat(visitor.cookie(COOKIE).isPresent()).isEqualTo(status == 303);
        if (status == 403) {
            assertThat(body(answer)).contains("The form is not one of this session", "Nothing was done.");
        }
        visitor.get(SIGN_IN, header, said).is(200);
    }

    @Test
    void what_a_browser_says_of_its_page_counts_more_than_an_origin() {
        PageVisitor visitor = stranger();
        Map<String, String> form =
                PageVisitor.withSecrets(visitor.get(SIGN_IN), Map.of("token", service.token("service")));
        String here = "http://" + service.base().getAuthority();
        visitor.post(SIGN_IN, form, "Sec-Fetch-Site", "same-site", "Origin", here)
                .is(403);
    }

    @Test
    void whoever_signs_out_has_done_so_also_where_the_database_cannot_be_asked() {
        PageVisitor admin = PageVisitor.ofAccount(service, "acme");
        Answer page = admin.get("/console/subscriptions/acme").is(200);
        JdbcClient jdbc = service.bean(JdbcClient.class);
        jdbc.sql("ALTER TABLE access_token RENAME TO access_token_away").update();
        Answer told;
        try {
            told = admin.submit(page, "/console/sign-out", Map.of());
        } finally {
            jdbc.sql("ALTER TABLE access_token_away RENAME TO access_token").update();
        }
        assertThat(body(told.is(503)))
                .contains("You are signed out in this browser. The service could not end what stood behind your link");
        assertThat(admin.cookie(COOKIE)).isEmpty();
        admin.get("/console/subscriptions/acme").is(303);
    }

    @Test
    void what_a_proxy_wants_to_know_shuts_nobody_out() {
        PageVisitor visitor = PageVisitor.signedIn(service, "service");
        for (String credentials : List.of("Basic dXNlcjpzZWNyZXQ=", "Bearerish x")) {
            visitor.get("/console/accounts", "Authorization", credentials).is(200);
            stranger().get("/console/accounts", "Authorization", credentials).is(303);
        }
        visitor.get("/console/accounts", "Authorization", "bearer made-up").is(401);
    }

    @Test
    void a_bearer_token_reads_pages_and_sends_no_form() {
        Answer page = service.get("service", "/console/subscriptions/acme").is(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        service.send(
                        "service",
                        service.request("/console/subscriptions/acme/commands/cancel")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("_key=k-2")))
                .is(403);
        Answer unknown = service.send(
                service.request("/console/subscriptions/acme").GET().header("Authorization", "Bearer made-up"));
        assertThat(body(unknown.is(401))).contains("The token is not known");
    }

    @ParameterizedTest(name = "{0} is for {1}")
    @CsvSource({
        "/console/subscriptions/acme,                        service auditor admin own",
        "/console/subscriptions/acme/payment-method,         service auditor admin own",
        "/console/subscriptions/acme/cancel,                 service auditor admin own",
        "/console/subscriptions/acme/billing-profile,        service auditor admin own",
        "/console/subscriptions/acme/billing-history,        service auditor admin own",
        "/console/invoices/ACME-0001,                        service auditor admin own",
        "/console/invoices/ACME-0001.pdf,                    service auditor admin own",
        "/console/invoices/ACME-0001/explanation,            auditor",
        "/console/subscriptions/acme/history,                auditor",
        "/console/verifications,                             auditor",
        "/console/accounts,                                  service auditor admin",
        "/console/insights,                                  analyst",
        "/console/insights/exports/invoices.csv,             analyst",
        "/console/operations,                                operator",
        "/console/clock,                                     operator admin",
    })
    void a_page_is_for_those_with_its_scope(String path, String allowed) {
        for (String role : List.of("service", "auditor", "analyst", "operator", "admin", "own")) {
            PageVisitor visitor =
                    role.equals("own") ? PageVisitor.ofAccount(service, "acme") : PageVisitor.signedIn(service, role);
            boolean lets = List.of(allowed.split(" ", -1)).contains(role);
            Answer page = visitor.get(path);
            assertThat(page.status()).as("%s by %s", path, role).isEqualTo(lets ? 200 : 403);
        }
        PageVisitor neighbor = PageVisitor.ofAccount(service, "other");
        if (path.contains("acme") || path.contains("ACME")) {
            assertThat(neighbor.get(path).status()).as("%s by a neighbor", path).isEqualTo(404);
        } else {
            assertThat(neighbor.get(path).status()).as("%s by a neighbor", path).isEqualTo(403);
        }
        assertThat(stranger().get(path).status()).isEqualTo(303);
    }

    @Test
    void nobody_changes_what_he_may_only_read() {
        long before = version("acme");
        for (String role : List.of("auditor", "analyst", "operator")) {
            PageVisitor visitor = PageVisitor.signedIn(service, role);
            String secret =
                    body(visitor.get("/console/sign-in")).replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]*)\".*", "$1");
            visitor.post("/console/subscriptions/acme/commands/cancel", Map.of("_key", "k-3", "_csrf", secret))
                    .is(403);
        }
        PageVisitor neighbor = PageVisitor.ofAccount(service, "other");
        String secret = body(neighbor.get("/console/subscriptions/other"))
                .replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]*)\".*", "$1");
        neighbor.post("/console/subscriptions/acme/commands/cancel", Map.of("_key", "k-4", "_csrf", secret))
                .is(404);
        assertThat(version("acme")).isEqualTo(before);
    }

    @Test
    void what_no_page_of_an_invoice_takes_is_refused_to_those_who_may_only_read() {
        for (String path : List.of("/console/invoices/ACME-0001", "/console/invoices/ACME-0001/refund")) {
            assertThat(sent(PageVisitor.signedIn(service, "auditor"), path)).isEqualTo(403);
            assertThat(sent(PageVisitor.signedIn(service, "operator"), path)).isEqualTo(403);
            assertThat(sent(PageVisitor.ofAccount(service, "other"), path)).isEqualTo(404);
            assertThat(sent(PageVisitor.ofAccount(service, "acme"), path)).isIn(404, 405);
            assertThat(sent(PageVisitor.signedIn(service, "service"), path)).isIn(404, 405);
        }
    }

    private static int sent(PageVisitor visitor, String path) {
        return visitor.post(path, PageVisitor.withSecrets(visitor.get(SIGN_IN), Map.of()))
                .status();
    }

    @Test
    void problems_are_told_in_words_for_people() {
        PageVisitor service = PageVisitor.signedIn(this.service, "service");
        assertThat(body(service.get("/console/insights").is(403)))
                .contains("You are signed in as somebody who may not see this. Sign in with another token or link.")
                .doesNotContain("/v3/api-docs");
        Map<String, String> form = PageVisitor.withSecrets(service.get(SIGN_IN), Map.of());
        assertThat(body(service.post("/console/accounts", form).is(405)))
                .contains("This address takes no form", "Nothing was done. Go back, load the page again")
                .doesNotContain("Allow header");
        assertThat(body(service.get("/console/invoices/ACME-0001.pdf", "Accept", "image/png")
                        .is(406)))
                .contains("There is no such form of this page")
                .doesNotContain("Accept");
        assertThat(body(service.get("/console/subscriptions/nobody").is(404)))
                .contains("There is no such subscription");
        assertThat(body(service.get("/console/invoices/NONE-0001").is(404))).contains("There is no such invoice");
    }

    @Test
    void whoever_has_no_page_is_told_why() {
        Answer made = service.post("admin", "/v1/access-tokens", "{\"scopes\":[\"billing:write\"]}")
                .is(201);
        PageVisitor visitor = stranger();
        visitor.submit(visitor.get(SIGN_IN), SIGN_IN, Map.of("token", made.at("/token")));
        assertThat(body(visitor.get("/console/").is(403)))
                .contains("it reads nothing, or does not say which account it is for");
    }

    @Test
    void sandbox_time_is_told_to_programs_too() {
        assertThat(body(PageVisitor.signedIn(service, "service").get("/console/accounts")))
                .contains("Sandbox time <time datetime=\"2026-01-15T12:00:00Z\">15 January 2026, 12:00 UTC</time>");
    }

    @Test
    void what_goes_wrong_is_a_page_that_says_so() {
        PageVisitor visitor = PageVisitor.signedIn(service, "service");
        for (String path :
                List.of("/console/nowhere", "/console/subscriptions/nobody", "/console/invoices/NONE-0001")) {
            Answer missing = visitor.get(path).is(404);
            assertThat(missing.header("Content-Type")).startsWith("text/html");
            assertThat(body(missing)).contains("<h1>", "quote <code>");
        }
        Answer malformed = visitor.get("/console/subscriptions/a b?minVersion=x".replace(" ", "%20"))
                .is(422);
        assertThat(malformed.header("Content-Type")).startsWith("text/html");
        Answer tooLong = visitor.get("/console/accounts?q=%FF");
        assertThat(tooLong.header("Content-Type")).startsWith("text/html");
    }

    @Test
    void a_form_that_cannot_be_read_and_an_address_that_is_too_long_are_no_failures() {
        for (String broken : List.of("a=%zz", "_csrf=%", "token=%c3")) {
            Answer refused = service.send(service.request("/console/sign-in")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(broken)));
            assertThat(refused.status()).as(broken).isIn(400, 403);
            assertThat(refused.header("Content-Type")).startsWith("text/html");
        }
        assertThat(stranger()
                        .get("/console/accounts?q=" + "%22".repeat(2000))
                        .is(303)
                        .header("Location"))
                .isEqualTo(SIGN_IN);
        PageVisitor visitor = stranger();
        Answer signedIn = visitor.submit(
                visitor.get(SIGN_IN),
                SIGN_IN,
                Map.of("token", service.token("service"), "to", "/console/accounts?q=" + "a".repeat(8300)));
        assertThat(signedIn.is(303).header("Location")).isEqualTo("/console/");
    }

    @Test
    void nothing_of_a_page_comes_from_elsewhere_and_no_other_page_frames_it() {
        PageVisitor visitor = PageVisitor.ofAccount(service, "acme");
        Answer page = visitor.get("/console/subscriptions/acme").is(200);
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        String style = body(page).replaceAll("(?s).*href=\"(/console/assets/console-[0-9a-f]+\\.css)\".*", "$1");
        assertThat(visitor.get(style).is(200).header("Cache-Control")).contains("max-age=31536000");
        for (String file :
                List.of("console.css", "console.js", "icon.svg", "htmx.min.js", "insights.js", "chart.umd.min.js")) {
            stranger().get("/console/assets/" + file).is(200);
        }
        stranger().get("/console/assets/../../application.properties").is(400);
    }

    private long version(String id) {
        return Long.parseLong(
                service.get("service", "/v1/subscriptions/" + id).is(200).at("/version"));
    }
}
