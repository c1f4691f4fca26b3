package com.kore.billing.app.testing;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document of a service, taken at its word: an answer says what is documented, and nothing else. */
public final class ApiDocument {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HERE = "urn:kore-billing:openapi";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String LINES = "application/x-ndjson";

    /** What an answer only has if it is documented. */
    private static final List<String> HEADERS = List.of(
            "ETag",
            "Location",
            "Idempotent-Replayed",
            "Retry-After",
            "Feed-Head",
            "X-Event-Position",
            "Content-Disposition",
            "X-Request-Id");

    private static final List<String> NOT_ALWAYS = List.of("Idempotent-Replayed");

    private final JsonNode document;
    private final SchemaRegistry registry;

    public ApiDocument(JsonNode document) {
        this.document = document;
        JsonNode strict = document.deepCopy();
        strict.at("/components/schemas").values().forEach(ApiDocument::allowNothingElse);
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(HERE, strict.toString())));
    }

    private static void allowNothingElse(JsonNode schema) {
        if (schema instanceof ObjectNode object && schema.path("properties").isObject()) {
            object.put("additionalProperties", false);
            schema.path("properties").values().forEach(ApiDocument::allowNothingElse);
        }
        if (schema.has("items")) {
            allowNothingElse(schema.path("items"));
        }
    }

    /** Every operation, such as {@code get /v1/catalog}. */
    public Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> operations.add(method + " " + path.getKey())));
        return operations;
    }

    /** The operation that a request is an example of. */
    public String operation(String method, String path) {
        String plain = path.replaceFirst("\\?.*", "");
        return operations().stream()
                .filter(operation -> operation.startsWith(method + " "))
                .filter(operation -> plain.matches(Pattern.compile("\\{[^}]+}")
                        .matcher(operation.substring(method.length() + 1))
                        .replaceAll("[^/]+")))
                // A path without variables before one with, and that with more to go by before the other.
                .min(Comparator.comparing((String operation) -> operation.contains("{"))
                        .thenComparing(String::length, Comparator.reverseOrder()))
                .orElseThrow(() -> new AssertionError(method + " " + path + " is not documented"));
    }

    /** Whether an operation says that it looks at a header. */
    public boolean honours(String operation, String header) {
        return at(operation)
                .path("parameters")
                .valueStream()
                .anyMatch(parameter -> parameter.path("in").stringValue("").equals("header")
                        && parameter.path("name").stringValue("").equals(header));
    }

    /** What an answer says otherwise than the document; none if all is well. */
    public List<String> differences(String operation, Answer answer) {
        JsonNode documented = at(operation).path("responses").path(String.valueOf(answer.status()));
        if (documented.isMissingNode()) {
            return List.of("the status " + answer.status() + " is not documented");
        }
        List<String> differences = new ArrayList<>();
        for (String header : HEADERS) {
            boolean said = documented.path("headers").has(header);
            boolean sent = !answer.header(header).isEmpty();
            if (sent && !said) {
                differences.add("the header " + header + " is not documented");
            }
            if (said && !sent && !NOT_ALWAYS.contains(header) && answer.status() < 400) {
                differences.add("the header " + header + " is missing");
            }
        }
        differences.addAll(ofBody(documented.path("content"), answer));
        return differences;
    }

    private List<String> ofBody(JsonNode content, Answer answer) {
        String mediaType = answer.header("Content-Type").replaceFirst(";.*", "");
        String body = answer.response().body();
        if (content.isMissingNode()) {
            return body.isEmpty() ? List.of() : List.of("there is a body");
        }
        if (content.path(mediaType).at("/schema/type").stringValue("").equals("string")) {
            return List.of();
        }
        String reference = content.path(mediaType).at("/schema/$ref").stringValue("");
        if (reference.isEmpty()) {
            return List.of("the media type " + mediaType + " is not documented");
        }
        return (mediaType.equals(LINES) ? body.lines() : List.of(body).stream())
                .flatMap(json -> differences(reference.substring(SCHEMAS.length()), JSON.readTree(json)).stream())
                .toList();
    }

    /** What a value says otherwise than a schema. */
    public List<String> differences(String schema, JsonNode value) {
        Schema compiled = registry.getSchema(SchemaLocation.of(HERE + SCHEMAS + schema));
        return compiled
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    private JsonNode at(String operation) {
        String[] methodAndPath = operation.split(" ", 2);
        return document.path("paths").path(methodAndPath[1]).path(methodAndPath[0]);
    }
}
