package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import com.kore.billing.app.eventstore.PurposeSeals;
import com.kore.billing.app.testing.TestIssuer;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Signing in to the console at an issuer, by a browser of a few lines that keeps cookies. */
@ExtendWith(OutputCaptureExtension.class)
class ConsoleOidcTest extends HttpTest {
    private static final String CALLBACK = IssuerClient.CALLBACK;
    private static final String REFUSED = "nothing was done";

    @TempDir
    private static Path directory;

    private static final TestIssuer ISSUER = new TestIssuer(false);

    @Autowired
    private PurposeSeals seals;

    private final Map<String, String> cookies = new TreeMap<>();
    private final TreeSet<String> cookiesEverSet = new TreeSet<>();

    @DynamicPropertySource
    static void signInThere(DynamicPropertyRegistry settings) {
        ISSUER.settings().forEach((key, value) -> settings.add(key, () -> value));
        settings.add("billing.data-dir", () -> directory.resolve("data").toString());
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    private Answer open(String path) {
        HttpRequest.Builder request = anonymously(path);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        Answer answer = send(request);
        for (String set : answer.response().headers().allValues("Set-Cookie")) {
            String[] cookie = set.substring(0, set.indexOf(';')).split("=", 2);
            cookiesEverSet.add(cookie[0]);
            if (cookie[1].isEmpty()) {
                cookies.remove(cookie[0]);
            } else {
                cookies.put(cookie[0], cookie[1]);
            }
        }
        return answer;
    }

    /** To the issuer; the path with which it sends the browser back. */
    private String returnOf(Answer begun) {
        assertThat(begun.status()).as(begun.text()).isEqualTo(303);
        Answer answer = send(HttpRequest.newBuilder(URI.create(begun.header("Location"))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(302);
        URI back = URI.create(answer.header("Location"));
        assertThat(back.getPort()).isEqualTo(port);
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    private Answer signIn(String to) {
        return open(returnOf(open("/console/sign-in/issuer" + to)));
    }

    private Answer signIn() {
        return signIn("");
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        parameter -> parameter[0],
                        parameter -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
    }

    private static String setCookie(Answer answer, String name) {
        return answer.response().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .findFirst()
                .orElse("");
    }

    private void isNobody() {
        assertThat(cookies).doesNotContainKey(ConsoleSession.COOKIE);
        Answer start = open("/console/");
        assertThat(start.status()).isEqualTo(303);
        assertThat(start.header("Location")).isEqualTo("/console/sign-in?to=%2Fconsole%2F");
    }

    private void isRefused(Answer answer, String words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.text()).contains("role=\"alert\"", words, "Sign in with your organization");
        isNobody();
    }

    @Test
    void a_jwt_of_another_issuer_or_by_a_key_that_the_issuer_does_not_have_is_refused() throws Exception {
        assertThat(send(withToken(ISSUER.token("crm", "billing:read"), "/v1/catalog"))
                        .status())
                .isEqualTo(200);
        refusedJwt(ISSUER.tokenInTheNameOf("http://localhost:1/organization"));

        SignedJWT unknownKey = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown").build(),
                JwtTest.claims("billing:read")
                        .issuer(ISSUER.uri())
                        .audience("kore-billing")
                        .build());
        unknownKey.sign(new RSASSASigner(JwtTest.ISSUER.getPrivate()));
        refusedJwt(unknownKey.serialize());
    }

    private void refusedJwt(String token) {
        Answer answer = send(withToken(token, "/v1/catalog")).isProblem(401, "unauthorized");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @Test
    void one_click_leads_over_the_issuer_to_the_page_that_was_wanted() {
        String wanted = "/console/subscriptions/acme/billing-history?from=2026-01-01&page=2";
        Answer sentAway = open(wanted);
        assertThat(sentAway.status()).isEqualTo(303);
        Answer page = open(sentAway.header("Location"));
        assertThat(page.text())
                .contains("<a class=\"button main\" href=\"/console/sign-in/issuer?to=/console/subscriptions/acme/"
                        + "billing-history?from%3D2026-01-01%26page%3D2\">Sign in with your organization</a>");

        ISSUER.signsIn("jane", Map.of("scope", "openid account:self", "subscriptionId", "acme"));
        Answer back = signIn("?to=/console/subscriptions/acme/billing-history?from%3D2026-01-01%26page%3D2");

        assertThat(back.status()).isEqualTo(200);
        assertThat(back.text())
                .contains(
                        "<meta http-equiv=\"refresh\" content=\"0;url=" + wanted.replace("&", "&amp;") + "\">",
                        "<a href=\"" + wanted.replace("&", "&amp;") + "\">Go on</a>");
        assertThat(open("/console/").header("Location")).isEqualTo("/console/subscriptions/acme");
        assertThat(open("/console/subscriptions/other").status()).isEqualTo(404);
    }

    @Test
    void the_issuer_is_asked_with_state_nonce_and_proof_and_gets_what_it_was_promised() throws Exception {
        ISSUER.signsIn("olga", Map.of("scope", "billing:read"));
        Answer begun = open("/console/sign-in/issuer");
        URI asked = URI.create(begun.header("Location"));
        Map<String, String> question = parameters(asked.getRawQuery());

        assertThat(asked.toString()).startsWith(ISSUER.uri() + "/authorize?");
        assertThat(question)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "kore-console")
                .containsEntry("scope", "openid billing:read")
                .containsEntry("redirect_uri", "http://127.0.0.1:" + port + CALLBACK)
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("state", "nonce", "code_challenge");
        String back = returnOf(begun);
        assertThat(open(back).status()).isEqualTo(200);
        Map<String, String> exchange = parameters(
                ISSUER.redemptionOf(parameters(URI.create(back).getRawQuery()).getOrDefault("code", "")));
        assertThat(exchange).containsEntry("grant_type", "authorization_code");
        assertThat(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(MessageDigest.getInstance("SHA-256")
                                .digest(exchange.getOrDefault("code_verifier", "")
                                        .getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(question.getOrDefault("code_challenge", ""));
        assertThat(asked.toString()).doesNotContain(exchange.getOrDefault("code_verifier", ""));
    }

    @Test
    void cookies_are_for_as_few_as_can_be_and_none_is_a_servlets_session() {
        ISSUER.signsIn("olga", Map.of("scope", "billing:read"));
        open("/console/sign-in");
        Answer begun = open("/console/sign-in/issuer");
        assertThat(setCookie(begun, AskedOfIssuer.Cookies.NAME))
                .contains("; Path=/console/sign-in;", "; Max-Age=600", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain(parameters(URI.create(begun.header("Location")).getRawQuery())
                        .getOrDefault("state", ""));

        Answer back = open(returnOf(begun));
        assertThat(setCookie(back, ConsoleSession.COOKIE))
                .contains("; Path=/console;", "; HttpOnly", "; SameSite=Strict");
        assertThat(setCookie(back, AskedOfIssuer.Cookies.NAME))
                .startsWith(AskedOfIssuer.Cookies.NAME + "=;")
                .contains("; Max-Age=0");
        assertThat(back.header("Cache-Control")).contains("no-store");
        assertThat(back.header("Content-Security-Policy")).contains("default-src 'self'", "form-action 'self'");

        open("/console/");
        open("/login");
        assertThat(cookiesEverSet)
                .containsExactly(ConsoleSession.COOKIE, "kore_console_form", AskedOfIssuer.Cookies.NAME);
    }

    @Test
    void the_session_is_good_for_what_the_token_says_and_for_no_endpoint() {
        ISSUER.signsIn("olga", Map.of("scope", "operations"));
        signIn();

        assertThat(open("/console/").header("Location")).isEqualTo("/console/operations");
        assertThat(open("/console/insights").status()).isEqualTo(403);
        assertThat(open("/v1/catalog").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example/",
                "//elsewhere.example/",
                "/v1/catalog",
                "/console/;url=//elsewhere",
                "/console/\"'><b>"
            })
    void no_page_of_others_is_led_to(String to) {
        ISSUER.signsIn("olga", Map.of("scope", "billing:read"));

        Answer back = signIn("?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));

        assertThat(back.text()).contains("content=\"0;url=/console/\"").doesNotContain("elsewhere", "<b>");
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied, did not sign you in",
        "invalid_scope, does not say who you are",
        "'<b>made up</b>', does not say who you are"
    })
    void what_the_issuer_says_instead_of_a_code_is_told(String error, String words, CapturedOutput log) {
        String state = parameters(URI.create(open("/console/sign-in/issuer?to=/console/accounts")
                                .header("Location"))
                        .getRawQuery())
                .getOrDefault("state", "");

        Answer back = open(CALLBACK + "?error=" + URLEncoder.encode(error, StandardCharsets.UTF_8) + "&state="
                + URLEncoder.encode(state, StandardCharsets.UTF_8));

        isRefused(back, words);
        assertThat(back.text()).contains("issuer?to=/console/accounts").doesNotContain("<b>");
        assertThat(log.getAll()).doesNotContain("<b>");
    }

    @Test
    void an_answer_that_was_not_asked_for_is_refused() {
        isRefused(open(CALLBACK), REFUSED);
        isRefused(open(CALLBACK + "?code=made-up&state=made-up"), REFUSED);
        isRefused(open(CALLBACK + "?error=access_denied"), REFUSED);
        Answer begun = open("/console/sign-in/issuer");
        isRefused(open(CALLBACK + "?code=made-up&state=made-up"), REFUSED);
        isRefused(open(CALLBACK + "?code=made-up"), REFUSED);

        ISSUER.signsIn("olga", Map.of("scope", "billing:read"));
        assertThat(open(returnOf(begun)).status())
                .as("what was begun is not disturbed")
                .isEqualTo(200);
    }

    @Test
    void another_browsers_answer_is_refused() {
        String back = returnOf(open("/console/sign-in/issuer"));
        cookies.clear();
        isRefused(open(back), REFUSED);
        open("/console/sign-in/issuer");
        isRefused(open(back), REFUSED);
    }

    @Test
    void a_cookie_that_was_altered_or_is_of_another_purpose_is_refused() {
        String back = returnOf(open("/console/sign-in/issuer"));
        String sealed = cookies.getOrDefault(AskedOfIssuer.Cookies.NAME, "");
        for (String altered : List.of(
                sealed.substring(0, 40) + (sealed.charAt(40) == 'A' ? 'B' : 'A') + sealed.substring(41),
                sealed.substring(0, sealed.length() - 8),
                "x",
                seals.of("console session").seal("99999999999\na\nb\nc\nd\n"))) {
            cookies.put(AskedOfIssuer.Cookies.NAME, altered);
            isRefused(open(back), REFUSED);
        }
    }

    private AskedOfIssuer asked(String back, String nonce) {
        return new AskedOfIssuer(
                parameters(URI.create(back).getRawQuery()).getOrDefault("state", ""),
                nonce,
                "v".repeat(43),
                "http://127.0.0.1:" + port + CALLBACK,
                "");
    }

    @Test
    void after_ten_minutes_it_is_begun_again() {
        String back = returnOf(open("/console/sign-in/issuer"));
        AskedOfIssuer asked = asked(back, "nonce");
        AskedOfIssuer.Cookies sealing = new AskedOfIssuer.Cookies(seals);

        cookies.put(AskedOfIssuer.Cookies.NAME, sealing.sealed(asked, Instant.now()));
        isRefused(open(back), REFUSED);
    }

    @Test
    void an_id_token_that_was_made_for_another_question_is_refused(CapturedOutput log) {
        ISSUER.signsIn("olga", Map.of("scope", "billing:read"));
        Answer begun = open("/console/sign-in/issuer");
        String back = returnOf(begun);
        AskedOfIssuer mine = new AskedOfIssuer.Cookies(seals)
                .kept(cookie(cookies.getOrDefault(AskedOfIssuer.Cookies.NAME, "")))
                .orElseThrow();
        AskedOfIssuer other =
                new AskedOfIssuer(mine.state(), "another nonce", mine.verifier(), mine.redirectUri(), mine.to());
        cookies.put(
                AskedOfIssuer.Cookies.NAME,
                new AskedOfIssuer.Cookies(seals).sealed(other, Instant.now().plusSeconds(60)));

        isRefused(open(back), "does not say who you are");
        assertThat(log.getAll()).contains("the issuer signed nobody in: invalid_nonce");
    }

    private static MockHttpServletRequest cookie(String value) {
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie(AskedOfIssuer.Cookies.NAME, value));
        return request;
    }

    @Test
    void an_answer_counts_once_and_a_cookie_that_was_kept_redeems_no_code_again() {
        ISSUER.signsIn("olga", Map.of("scope", "billing:read"));
        Answer begun = open("/console/sign-in/issuer");
        String kept = cookies.getOrDefault(AskedOfIssuer.Cookies.NAME, "");
        String back = returnOf(begun);
        assertThat(open(back).status()).isEqualTo(200);
        cookies.remove(ConsoleSession.COOKIE);
        isRefused(open(back), REFUSED);

        cookies.put(AskedOfIssuer.Cookies.NAME, kept);
        isRefused(open(back), "does not say who you are");
    }

    @Test
    void a_token_for_another_service_or_of_no_time_is_refused() {
        ISSUER.signsIn("olga", Map.of("scope", "billing:read"), "crm", Duration.ofHours(1));
        isRefused(signIn(), "what it gave you is not accepted here");
        ISSUER.signsIn("", Map.of("scope", "billing:read"));
        isRefused(signIn(), "what it gave you is not accepted here");
    }

    @Test
    void whom_the_issuer_gave_no_scope_of_ours_is_told_so() {
        ISSUER.signsIn("olga", Map.of("scope", "openid profile crm:read"));
        isRefused(signIn(), "has not said what you may do here");
        ISSUER.signsIn("olga", Map.of());
        isRefused(signIn(), "has not said what you may do here");
    }

    @Test
    void a_token_that_no_cookie_holds_is_refused_with_the_remedy() {
        ISSUER.signsIn("olga", Map.of("scope", "billing:read", "photo", "x".repeat(4000)));

        Answer back = signIn();

        assertThat(back.status()).isEqualTo(422);
        assertThat(back.text()).contains("too long for a browser to keep");
        isNobody();
    }

    @Test
    void an_issuer_that_fails_at_the_last_step_is_away(CapturedOutput log) {
        String back = returnOf(open("/console/sign-in/issuer"));
        ISSUER.fails(true);
        Answer answer = open(back);
        ISSUER.fails(false);

        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.text()).contains("The token issuer does not answer.");
        isNobody();
        assertThat(log.getAll()).doesNotContain("s3cret-of-the-client");
    }

    @Test
    void nothing_secret_is_logged(CapturedOutput log) {
        ISSUER.signsIn("olga", Map.of("scope", "billing:read"), "crm", Duration.ofHours(1));
        String back = returnOf(open("/console/sign-in/issuer"));
        String cookie = cookies.getOrDefault(AskedOfIssuer.Cookies.NAME, "");
        open(back);

        assertThat(log.getAll())
                .contains("its access token is not accepted here")
                .doesNotContain(parameters(URI.create(back).getRawQuery()).getOrDefault("code", ""), cookie, "eyJ")
                .doesNotContain("s3cret-of-the-client");
    }

    @Test
    void a_token_of_the_issuer_can_still_be_pasted_elsewhere_and_the_sign_in_page_says_so() {
        assertThat(open("/console/sign-in").text())
                .contains("Sign in with your organization", "<label for=\"token\">Access token</label>");
        assertThat(open("/console/sign-in?code=one-time").text()).doesNotContain("Sign in with your organization");
    }
}
