package com.kore.billing.app.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/**
 * Looks at the console's pages as a browser without scripts does: keeps cookies, and sends with each form what the page has hidden in it. It does not
 * follow redirects by itself.
 */
public final class PageVisitor {
    private static final Pattern FORM = Pattern.compile("(?s)<form[^>]*action=\"([^\"]*)\".*?</form>");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\"[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*)\"");

    private static final int SEE_OTHER = 303;

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI base;

    public PageVisitor(URI base) {
        this.base = base;
    }

    /** Signed in by a token that was pasted. */
    public static PageVisitor signedIn(ServiceClient service, String role) {
        PageVisitor visitor = new PageVisitor(service.base());
        visitor.submit(visitor.get("/console/sign-in"), "/console/sign-in", Map.of("token", service.token(role)))
                .is(303);
        return visitor;
    }

    /** Signed in by a one-time link, which the admin made. */
    public static PageVisitor signedInByLink(ServiceClient service, String link) {
        PageVisitor visitor = new PageVisitor(service.base());
        String code = service.post("admin", "/v1/access-tokens", link).is(201).at("/code");
        visitor.submit(visitor.get("/console/sign-in?code=" + code), "/console/sign-in", Map.of())
                .is(303);
        return visitor;
    }

    /** The admin of an account. */
    public static PageVisitor ofAccount(ServiceClient service, String account) {
        return signedInByLink(
                service,
                "{\"kind\":\"one_time_link\",\"scopes\":[\"account:self\"],\"subscriptionId\":\"%s\"}"
                        .formatted(account));
    }

    public Answer get(String path, String... headers) {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET(), headers);
    }

    /** Sends a form of a page that was got, with what is hidden in it. */
    public Answer submit(Answer page, String action, Map<String, String> entered) {
        Matcher form = FORM.matcher(page.response().body());
        while (form.find()) {
            if (HtmlUtils.htmlUnescape(form.group(1)).equals(action)) {
                Map<String, String> fields = new LinkedHashMap<>(hiddenIn(form.group()));
                fields.putAll(entered);
                return post(action, fields);
            }
        }
        throw new AssertionError(
                "no form for " + action + " in " + page.response().body());
    }

    /** Sends fields as they are. */
    public Answer post(String path, Map<String, String> fields, String... headers) {
        String body = fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    /** Sends a form that a page need not show, with the page's secrets, and goes where the answer leads. */
    public Answer send(String page, String path, Map<String, String> fields) {
        Answer answer = post(path, withSecrets(get(page), fields));
        return answer.status() == SEE_OTHER ? follow(answer) : answer;
    }

    /** Fields with what is hidden on a page under a name that begins with an underscore: to be sent more than once, or elsewhere. */
    public static Map<String, String> withSecrets(Answer page, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>();
        hiddenIn(page.response().body()).forEach((name, value) -> {
            if (name.startsWith("_")) {
                all.putIfAbsent(name, value);
            }
        });
        if (!all.containsKey("_csrf")) {
            throw new AssertionError("no form in " + page.response().body());
        }
        all.putAll(fields);
        return all;
    }

    private static Map<String, String> hiddenIn(String html) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(html);
        while (hidden.find()) {
            fields.putIfAbsent(HtmlUtils.htmlUnescape(hidden.group(1)), HtmlUtils.htmlUnescape(hidden.group(2)));
        }
        return fields;
    }

    /** Goes where an answer leads. */
    public Answer follow(Answer redirect) {
        return get(redirect.is(303).header("Location"));
    }

    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    /** Puts another value into a cookie that it has. */
    public void alterCookie(String name, String value) {
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .forEach(cookie -> cookie.setValue(value));
    }

    private Answer send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
