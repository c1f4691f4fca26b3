package com.kore.billing.app.fuzz;

import com.kore.billing.app.fuzz.ApiOperation.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Requests to the operations of the OpenAPI document, by any of the five callers or by nobody; the same from the same seed. */
final class RequestFuzzer {
    private static final List<String> ROLES =
            List.of("admin", "admin", "admin", "service", "service", "operator", "auditor", "analyst", "operator", "");

    /** Ids that would be none of a path's. */
    private static final List<String> NO_IDS = List.of(
            "%00",
            "a%20b", "%c3%28", "%f0%9f%99%88", "a;b=c", "x".repeat(300), "..%3b", "%2e%2e%2e", "a%0d%0aX:y", "-");

    /** What makes a path another one, or none. */
    private static final List<String> ELSEWHERE =
            List.of("", ".", "..", "a/b", "a%2fb", "a%5cb", "%zz", "%2e%2e", "a.pdf");

    private static final List<String> QUERY_ENDS =
            List.of("%", "%zz", "%ff", "&&=&", "=", "a[]=1", "limit=1&limit=2", "\u00e4=|");
    private static final List<String> CONTENT_TYPES = List.of(
            "text/plain",
            "application/json; charset=UTF-16",
            "application/json;charset=nonsense",
            "application/problem+json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "*/*",
            ";;;",
            "");
    private static final List<String> MORE_HEADERS = List.of(
            "Accept: application/xml",
            "Accept: text/event-stream",
            "Accept: application/problem+json",
            "Accept: ;;;",
            "Accept: application/json;q=0",
            "Accept-Language: xx-\u00ff",
            "Content-Encoding: gzip",
            "Range: bytes=0-1",
            "X-HTTP-Method-Override: DELETE",
            "X-Forwarded-Host: elsewhere.example",
            "X-Forwarded-Prefix: /%00",
            "Origin: null",
            "Cookie: =;=;\"",
            "If-Modified-Since: Thu, 99 Foo 9999 99:99:99 GMT",
            "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
            "Authorization: Bearer another");

    /** Versions that will not come within the five seconds that a read waits for them. */
    private static final Pattern FUTURE = Pattern.compile("[0-9]{1,19}|0x.*");

    private final List<ApiOperation> operations;
    private final Values values;
    private final BodyFuzzer bodies;

    RequestFuzzer(JsonNode document, Random random) {
        operations = ApiOperation.all(document);
        values = new Values(random);
        bodies = new BodyFuzzer(document, values);
    }

    FuzzedRequest next() {
        ApiOperation operation = values.one(operations);
        String path = operation.path();
        boolean elsewhere = false;
        for (Parameter parameter : operation.in("path")) {
            boolean leads = !values.chance(0.03);
            elsewhere |= !leads;
            path = path.replace("{" + parameter.name() + "}", leads ? id(parameter) : values.one(ELSEWHERE));
        }
        String body = operation.body().isMissingNode()
                ? ""
                : new String(bodies.body(operation.body()), StandardCharsets.ISO_8859_1);
        return new FuzzedRequest(
                operation, role(operation), path + query(operation), headers(operation), body, elsewhere);
    }

    /** Mostly one who may, so that more is looked at than the token. */
    private String role(ApiOperation operation) {
        if (values.chance(0.2)) {
            return values.one(ROLES);
        }
        return operation.path().startsWith("/v1/operations/") ? "operator" : "admin";
    }

    private String id(Parameter parameter) {
        return values.chance(0.05) ? values.one(NO_IDS) : encoded(text(parameter, 0.05));
    }

    private String query(ApiOperation operation) {
        List<String> written = new ArrayList<>();
        for (Parameter parameter : operation.in("query")) {
            if (values.chance(0.3)) {
                written.add(parameter.name() + "=" + encoded(text(parameter, 0.3)));
            }
        }
        if (values.chance(0.03)) {
            written.add(values.one(QUERY_ENDS));
        }
        return written.isEmpty() ? "" : "?" + String.join("&", written);
    }

    private List<String> headers(ApiOperation operation) {
        List<String> headers = new ArrayList<>();
        for (Parameter parameter : operation.in("header")) {
            if (values.chance(0.15)) {
                headers.add(parameter.name() + ": " + unbroken(text(parameter, 0.3)));
            }
        }
        if (values.chance(0.06)) {
            headers.add(values.one(MORE_HEADERS));
        }
        if (operation.method().equals("POST")) {
            headers.add("Content-Type: " + (values.chance(0.03) ? values.one(CONTENT_TYPES) : "application/json"));
        }
        return headers;
    }

    private String text(Parameter parameter, double wildness) {
        if (values.chance(wildness)) {
            String absurd = unquoted(values.absurd());
            return parameter.name().equals("minVersion")
                            && FUTURE.matcher(absurd).matches()
                    ? "-0"
                    : absurd;
        }
        if (parameter.schema().has("enum")) {
            return values.one(parameter.schema().get("enum").values().stream().toList())
                    .asString();
        }
        return unquoted(values.sensible(parameter.name()));
    }

    /** A text of JSON as it is outside of JSON; its escapes stay when they would end a line. */
    private static String unquoted(String json) {
        String text = json.startsWith("\"") && json.endsWith("\"") && json.length() > 1
                ? json.substring(1, json.length() - 1)
                : json;
        return text.replace("\\\"", "\"")
                .replace("\\\\", "\\")
                .replace("\\u0000", "\u0000")
                .replace("\\u0007", "\u0007")
                .replace("\\t", "\t")
                .replace("\\ud83d\\ude48", "\ud83d\ude48");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Within the 8 KB that all headers together may have, and on one line. */
    private static String unbroken(String text) {
        return text.length() > 1_000 ? text.substring(0, 1_000) : text;
    }
}
