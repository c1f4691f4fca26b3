package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The five generated callers and strangers, at paths that are no endpoints; {@link AccessMatrixTest} is about those that are. */
class AccessTest extends HttpTest {
    private static final List<String> CALLERS = List.of("service", "auditor", "analyst", "operator", "admin");

    @ParameterizedTest(name = "{0} {1} is for {2}")
    @CsvSource({
        "GET,  /v1/not-built-yet,                                       service auditor analyst operator admin",
        "POST, /v1/not-built-yet,                                       service auditor analyst operator admin",
        "DELETE, /v1/subscriptions/acme,                                service admin",
        "PUT,  /v1/subscriptions/acme,                                  service admin",
        "GET,  /v1/audit,                                               auditor",
        "POST, /v1/operations/actions,                                  operator",
        "GET,  /v1/access-tokens/redemptions,                           admin",
        "GET,  /somewhere/else,                                         service auditor analyst operator admin",
        "GET,  /actuator/health,                                        service auditor analyst operator admin",
        "GET,  /actuator/health/liveness,                               service auditor analyst operator admin",
        "GET,  /actuator/health/readiness,                              service auditor analyst operator admin",
        "GET,  /actuator,                                               operator admin",
        "GET,  /actuator/prometheus,                                    operator admin",
        "GET,  /actuator/prometheus/some,                               operator admin",
        "HEAD, /actuator/prometheus,                                    operator admin",
        "GET,  /actuator/health-elsewhere,                              operator admin",
        "GET,  /h2-console,                                             service auditor analyst operator admin",
    })
    void a_path_is_for_those_with_its_scope(String method, String path, String allowed) {
        Set<String> lets = Set.of(allowed.split(" ", -1));
        for (String caller : CALLERS) {
            Answer answer = send(as(caller, path).method(method, HttpRequest.BodyPublishers.noBody()));
            assertThat(answer.status() != 403 && answer.status() != 401)
                    .as("%s %s by %s: %d", method, path, caller, answer.status())
                    .isEqualTo(lets.contains(caller));
            if (answer.status() == 403 && !method.equals("HEAD")) {
                answer.isProblem(403, "forbidden");
                assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"insufficient_scope\"");
            }
        }
        Answer stranger = send(anonymously(path).method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.header("WWW-Authenticate")).isEqualTo("Bearer");
        if (!method.equals("HEAD")) {
            stranger.isProblem(401, "unauthorized");
        }
    }

    @Test
    void a_token_that_is_not_known_is_refused() {
        for (String value :
                new String[] {"Bearer unknown", "Bearer", "Bearer a b", "Bearer !!", "bearer x", "Basic YTpi", "x"}) {
            send(anonymously("/v1/catalog").header("Authorization", value)).isProblem(401, "unauthorized");
        }
        send(anonymously("/v1/catalog?access_token=" + token("service"))).isProblem(401, "unauthorized");
    }

    @Test
    void whoever_has_a_code_needs_no_token_to_redeem_it() {
        send(anonymously("/v1/access-tokens/redemptions")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"made up\"}")))
                .isProblem(404, "not-found");
    }

    @Test
    void stripes_events_are_known_by_their_signature_and_by_no_token() {
        for (HttpRequest.Builder request : List.of(
                anonymously("/v1/webhooks/stripe"),
                as("analyst", "/v1/webhooks/stripe"),
                as("admin", "/v1/webhooks/stripe"))) {
            send(request.POST(HttpRequest.BodyPublishers.ofString("{}"))).isProblem(404, "not-found");
        }
        send(anonymously("/v1/webhooks/stripe")).isProblem(401, "unauthorized");
        send(anonymously("/v1/webhooks/other").POST(HttpRequest.BodyPublishers.ofString("{}")))
                .isProblem(401, "unauthorized");
    }

    @Test
    void the_documentation_is_open() {
        assertThat(send(anonymously("/v3/api-docs")).status()).isEqualTo(200);
        assertThat(send(anonymously("/swagger-ui/index.html")).status()).isEqualTo(200);
        assertThat(send(anonymously("/swagger-ui.html")).status()).isEqualTo(302);
    }

    @Test
    void the_generated_tokens_are_five_long_different_ones_for_their_owner_alone() throws Exception {
        Path file = TokensFile.in(Path.of("target/http-test"));

        Set<String> tokens = new TreeSet<>();
        CALLERS.forEach(caller -> tokens.add(token(caller)));
        assertThat(tokens).hasSize(5).allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void answers_carry_the_headers_that_keep_browsers_careful() {
        Answer answer = get("service", "/v1/nothing");

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy")).contains("camera=()");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("Server")).isEmpty();
    }
}
