package com.kore.billing.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** Somebody who is signed in to the console by a token, and sends forms as a browser without scripts does. */
public final class ConsoleVisit {
    private static final Pattern HIDDEN = Pattern.compile("name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern ROW = Pattern.compile("(?s)<tr[^>]*>(.*?)</tr>");
    private static final Pattern CELL = Pattern.compile("(?s)<t[hd][^>]*>(.*?)</t[hd]>");

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final URI base;

    private ConsoleVisit(URI base) {
        this.base = base;
    }

    /** With the token of a role. */
    public static ConsoleVisit of(ServiceClient service, String role) {
        ConsoleVisit visit = new ConsoleVisit(service.base());
        visit.send("/console/sign-in", "/console/sign-in", Map.of("token", service.token(role)))
                .is(200);
        return visit;
    }

    public Answer get(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET());
    }

    /** Sends a form of a page, with the secret that the page has, and what else is hidden in it under a name with an underscore. */
    public Answer send(String page, String path, Map<String, String> fields) {
        return post(path, withHidden(get(page), fields));
    }

    /** The fields of a form that stands on a page, with what is hidden there: to be sent more than once. */
    public static Map<String, String> withHidden(Answer page, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(page.response().body());
        while (hidden.find()) {
            if (hidden.group(1).startsWith("_")) {
                all.putIfAbsent(hidden.group(1), hidden.group(2));
            }
        }
        assertThat(all).as(page.response().body()).containsKey("_csrf");
        all.putAll(fields);
        return all;
    }

    /** Sends a form as it is. */
    public Answer post(String path, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What can be read on a page. */
    public static String text(Answer page) {
        String body = page.response().body();
        return HtmlUtils.htmlUnescape(body.substring(body.indexOf("<main")).replaceAll("<[^>]+>", " "))
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** The rows of a page's tables, those of the heads too, each with its cells. */
    public static List<List<String>> rows(Answer page) {
        return ROW.matcher(page.response().body())
                .results()
                .map(row -> CELL.matcher(row.group(1))
                        .results()
                        .map(cell -> HtmlUtils.htmlUnescape(cell.group(1).replaceAll("<[^>]+>", " "))
                                .replaceAll("\\s+", " ")
                                .strip())
                        .toList())
                .toList();
    }
}
