package com.kore.billing.app.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * An operation of the OpenAPI document, with all that may be sent to it.
 *
 * @param body its schema; missing if it has none
 * @param statuses that it may answer with
 */
record ApiOperation(String method, String path, List<Parameter> parameters, JsonNode body, Set<Integer> statuses) {

    /** @param in {@code path}, {@code query} or {@code header} */
    record Parameter(String in, String name, JsonNode schema) {}

    static List<ApiOperation> all(JsonNode document) {
        List<ApiOperation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.add(
                                of(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
        return operations;
    }

    private static ApiOperation of(String method, String path, JsonNode operation) {
        Set<Integer> statuses = new TreeSet<>();
        operation.get("responses").propertyNames().forEach(status -> statuses.add(Integer.valueOf(status)));
        return new ApiOperation(
                method,
                path,
                operation
                        .path("parameters")
                        .valueStream()
                        .map(parameter -> new Parameter(
                                parameter.get("in").asString(),
                                parameter.get("name").asString(),
                                parameter.get("schema")))
                        .toList(),
                operation.at("/requestBody/content/application~1json/schema"),
                statuses);
    }

    List<Parameter> in(String place) {
        return parameters.stream()
                .filter(parameter -> parameter.in().equals(place))
                .toList();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
