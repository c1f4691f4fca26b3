package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.Doorstep;
import com.kore.billing.app.HttpTest;
import com.kore.billing.domain.account.SubscriptionId;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint, asked with a token of each single scope and with none: {@code access-matrix.csv} says who is let in. */
class AccessMatrixTest extends HttpTest {
    private static final String MATRIX = "access-matrix.csv";

    private static final String NOBODY = "nobody";
    private static final String ANYBODY = "anybody";
    private static final String OTHER_ACCOUNT = "account:self of another account";

    private static final String CSRF_COOKIE = "kore_console_form";
    private static final String CSRF = "0123456789";

    private static final Set<String> NAME_AN_ACCOUNT = Set.of("subscriptionId", "invoiceId");
    private static final Map<String, String> SAMPLES =
            Map.of("subscriptionId", "acme", "invoiceId", "ACME-0001", "file", "invoices.csv", "id", "1");

    /** With the setting that it is about, if it is about one. */
    private static final Pattern LINE = Pattern.compile("(?:(\\w+): )?(.*)");

    /** {@code {name}} or {@code {name:regular expression}}, in which braces may stand. */
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::((?:[^{}]|\\{[^}]*})*))?}");

    /** Who asks: how a request shows it to the API, and to the console's forms. */
    private record Asker(String name, Optional<String> token, String cookies) {}

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    private IssuedTokens tokens;

    private final Map<String, Asker> askers = new LinkedHashMap<>();

    @BeforeEach
    void one_caller_for_each_scope() {
        Scopes.ALL.stream().sorted().forEach(scope -> add(scope, scope, "acme"));
        add(OTHER_ACCOUNT, Scopes.ACCOUNT_SELF, "other");
        askers.put(NOBODY, new Asker(NOBODY, Optional.empty(), CSRF_COOKIE + "=" + CSRF));
    }

    private void add(String name, String scope, String account) {
        Secret secret = Secret.token();
        Instant now = Instant.now();
        tokens.add(
                new IssuedToken(
                        UUID.randomUUID().toString(),
                        IssuedToken.Kind.TOKEN,
                        Optional.empty(),
                        List.of(scope),
                        Optional.of(new SubscriptionId(account)).filter(of -> scope.equals(Scopes.ACCOUNT_SELF)),
                        now,
                        "test",
                        now.plus(Duration.ofHours(1)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                secret);
        String token = secret.value();
        Answer signedIn = send(form(anonymously("/console/sign-in"), CSRF_COOKIE + "=" + CSRF, "&token=" + token));
        assertThat(signedIn.status()).as(name).isEqualTo(303);
        String session = signedIn.response().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("kore_console="))
                .findFirst()
                .orElseThrow()
                .replaceFirst(";.*", "");
        askers.put(name, new Asker(name, Optional.of(token), CSRF_COOKIE + "=" + CSRF + "; " + session));
    }

    private static HttpRequest.Builder form(HttpRequest.Builder request, String cookies, String fields) {
        // What a page says is the secret under a pad, here of zeros.
        byte[] padded = ("\0".repeat(CSRF.length()) + CSRF).getBytes(StandardCharsets.US_ASCII);
        String secret = Base64.getUrlEncoder().encodeToString(padded);
        return request.header("Cookie", cookies)
                .header("Content-Type", MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + secret + fields));
    }

    /** What is mapped: {@code METHOD pattern}, and how it wants to be asked. */
    private Map<String, RequestMappingInfo> endpoints() {
        Map<String, RequestMappingInfo> endpoints = new TreeMap<>();
        requestMappingHandlerMapping.getHandlerMethods().keySet().forEach(mapping -> {
            Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
            for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
                for (String pattern : mapping.getPatternValues()) {
                    endpoints.put(method + " " + pattern, mapping);
                }
            }
        });
        return endpoints;
    }

    /** The settings that the service is started with, and that lines of the matrix begin with. */
    Set<String> settings() {
        return Set.of();
    }

    private Map<String, Set<String>> matrix() throws IOException {
        Map<String, Set<String>> matrix = new TreeMap<>();
        new ClassPathResource(MATRIX)
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(LINE::matcher)
                .filter(line ->
                        line.matches() && (line.group(1) == null || settings().contains(line.group(1))))
                .map(line -> line.group(2))
                .forEach(line -> {
                    // A regular expression in a pattern may hold commas.
                    String endpoint = line.substring(0, line.lastIndexOf(',')).replaceFirst(", *", " ");
                    Set<String> lets = new TreeSet<>(List.of(
                            line.substring(line.lastIndexOf(',') + 1).trim().split(" +")));
                    assertThat(matrix.put(endpoint.trim(), lets))
                            .as("twice: " + endpoint)
                            .isNull();
                });
        return matrix;
    }

    @Test
    void every_endpoint_has_its_line_in_the_matrix_and_every_line_its_endpoint() throws IOException {
        Set<String> missing = new TreeSet<>(endpoints().keySet());
        missing.removeAll(matrix().keySet());
        assertThat(missing)
                .as(
                        "Say in src/test/resources/%s who is let in, by lines such as \"GET, /v1/catalog, billing:read billing:admin"
                                + " audit:read\"; AccessRules or ConsoleRules must say the same",
                        MATRIX)
                .isEmpty();
        Set<String> left = new TreeSet<>(matrix().keySet());
        left.removeAll(endpoints().keySet());
        assertThat(left)
                .as("Lines of %s without an endpoint: take them out", MATRIX)
                .isEmpty();
    }

    @Test
    void the_matrix_names_scopes_that_there_are() throws IOException {
        Set<String> words = new TreeSet<>(Scopes.ALL);
        words.addAll(Set.of(NOBODY, ANYBODY, "-"));
        matrix().values().forEach(lets -> assertThat(words).containsAll(lets));
    }

    @Test
    void whoever_the_matrix_names_is_let_in_and_nobody_else() throws IOException {
        Map<String, Set<String>> matrix = matrix();
        Set<String> wrong = new TreeSet<>();
        endpoints().forEach((endpoint, mapping) -> {
            Set<String> lets = matrix.getOrDefault(endpoint, Set.of());
            String method = endpoint.replaceFirst(" .*", "");
            String pattern = endpoint.replaceFirst("^\\w+ ", "");
            for (String asked : method.equals("GET") ? List.of("GET", "HEAD") : List.of(method)) {
                for (Asker asker : askers.values()) {
                    String expected = expected(asker.name(), pattern, lets);
                    String got = told(send(request(asked, pattern, mapping, asker)), asked, pattern);
                    if (!got.equals(expected)) {
                        wrong.add("%s %s by %s: %s, not %s".formatted(asked, pattern, asker.name(), got, expected));
                    }
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static String expected(String asker, String pattern, Set<String> lets) {
        boolean namesAnAccount = variables(pattern).anyMatch(variable -> NAME_AN_ACCOUNT.contains(variable.group(1)));
        if (lets.contains(NOBODY) || lets.contains(asker) || (lets.contains(ANYBODY) && !asker.equals(NOBODY))) {
            return "let in";
        }
        if (asker.equals(NOBODY)) {
            return "who is it?";
        }
        return lets.contains("-") || (asker.equals(OTHER_ACCOUNT) && namesAnAccount) ? "nothing there" : "forbidden";
    }

    private static String told(Answer answer, String method, String pattern) {
        boolean console = pattern.startsWith("/console");
        return switch (answer.status()) {
            case 204 ->
                answer.header(Doorstep.HEADER).equals(pattern) ? "let in" : "led to " + answer.header(Doorstep.HEADER);
            case 303 ->
                console && answer.header("Location").startsWith("/console/sign-in")
                        ? "who is it?"
                        : "led to " + answer.header("Location");
            case 401 -> !console && answer.header("WWW-Authenticate").equals("Bearer") ? "who is it?" : "401";
            case 403 ->
                answer.header("WWW-Authenticate").equals("Bearer error=\"insufficient_scope\"")
                                && (console || method.equals("HEAD") || says(answer, "forbidden"))
                        ? "forbidden"
                        : "403 " + answer.text();
            case 404 ->
                console || method.equals("HEAD") || says(answer, "not-found") ? "nothing there" : "404 of another kind";
            default -> answer.status() + " " + answer.text();
        };
    }

    private static boolean says(Answer answer, String code) {
        return answer.json().path("code").stringValue("").endsWith(code);
    }

    private HttpRequest.Builder request(String method, String pattern, RequestMappingInfo mapping, Asker asker) {
        HttpRequest.Builder request = anonymously(path(pattern)).header(Doorstep.HEADER, "stop");
        mapping.getProducesCondition().getProducibleMediaTypes().stream()
                .findFirst()
                .ifPresent(type -> request.header("Accept", type.toString()));
        if (method.equals("POST") && pattern.startsWith("/console")) {
            return form(request, asker.cookies(), "");
        }
        asker.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        if (method.equals("POST")) {
            request.header("Content-Type", MediaType.APPLICATION_JSON_VALUE);
        }
        return request.method(
                method,
                method.equals("POST")
                        ? HttpRequest.BodyPublishers.ofString("{}")
                        : HttpRequest.BodyPublishers.noBody());
    }

    private static Stream<MatchResult> variables(String pattern) {
        return VARIABLE.matcher(pattern).results();
    }

    /** A path that fits the pattern, about the account {@code acme} if it is about one. */
    private static String path(String pattern) {
        return VARIABLE.matcher(pattern).replaceAll(variable -> {
            String expression = Optional.ofNullable(variable.group(2)).orElse("");
            return expression.contains("|")
                    ? expression.replaceFirst("\\|.*", "")
                    : SAMPLES.getOrDefault(variable.group(1), "some");
        });
    }

    /** Deny by default: whoever forgets the rule of a new endpoint outside the groups has opened it to nobody. */
    @Test
    void an_endpoint_that_no_rule_is_about_is_reached_by_nobody() throws Exception {
        for (String pattern : List.of("/v1/forgotten", "/forgotten", "/console/forgotten", "/v1/webhooks/forgotten")) {
            RequestMappingInfo mapping = RequestMappingInfo.paths(pattern)
                    .methods(RequestMethod.GET, RequestMethod.POST)
                    .options(requestMappingHandlerMapping.getBuilderConfiguration())
                    .build();
            requestMappingHandlerMapping.registerMapping(
                    mapping, this, AccessMatrixTest.class.getDeclaredMethod("forgotten"));
            try {
                for (Asker asker : askers.values()) {
                    for (String method : List.of("GET", "HEAD", "POST")) {
                        assertThat(told(send(request(method, pattern, mapping, asker)), method, pattern))
                                .as("%s %s by %s", method, pattern, asker.name())
                                .isEqualTo(asker.name().equals(NOBODY) ? "who is it?" : "nothing there");
                    }
                }
            } finally {
                requestMappingHandlerMapping.unregisterMapping(mapping);
            }
        }
    }

    @SuppressWarnings("unused") // mapped above
    void forgotten() {}
}
