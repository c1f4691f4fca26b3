package com.kore.billing.app.console.verification;

import com.kore.billing.app.rebuild.VerificationReport.DifferentRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A row that is not what the events lead to.
 *
 * @param account whose row it is
 * @param key empty in a table with one row per account
 * @param missing what is said of a row that only one side has; empty if both have it
 * @param fields what is otherwise; of a row that only one side has, all of it
 */
record Difference(String table, String account, String key, Optional<String> missing, List<Field> fields) {
    private static final String NOTHING = "nothing";

    /** A value in the row that is shown, and the one that the events lead to. */
    record Field(String path, String shown, String rebuilt) {}

    static Difference of(DifferentRow row) {
        TreeMap<String, String> shown = new TreeMap<>();
        TreeMap<String, String> rebuilt = new TreeMap<>();
        present(row.live()).ifPresent(json -> collect("", json, shown));
        present(row.rebuilt()).ifPresent(json -> collect("", json, rebuilt));
        TreeMap<String, String> paths = new TreeMap<>(shown);
        paths.putAll(rebuilt);
        List<Field> fields = new ArrayList<>();
        paths.keySet()
                .forEach(path -> fields.add(
                        new Field(path, shown.getOrDefault(path, NOTHING), rebuilt.getOrDefault(path, NOTHING))));
        return new Difference(row.table(), row.subscriptionId(), row.key(), missing(row), List.copyOf(fields));
    }

    /** What was nothing is read from the report as JSON's null. */
    private static Optional<JsonNode> present(Optional<JsonNode> side) {
        return side.filter(json -> !json.isNull());
    }

    private static Optional<String> missing(DifferentRow row) {
        if (present(row.live()).isEmpty()) {
            return Optional.of("The events lead to this row, and it is missing.");
        }
        return present(row.rebuilt()).isEmpty()
                ? Optional.of("This row is shown, and no events lead to it.")
                : Optional.empty();
    }

    /** The values at the ends of a document, each by the names and numbers that lead to it. */
    private static void collect(String path, JsonNode json, TreeMap<String, String> values) {
        if (json.isObject() && !json.isEmpty()) {
            json.propertyStream()
                    .forEach(property -> collect(below(path, property.getKey()), property.getValue(), values));
        } else if (json.isArray() && !json.isEmpty()) {
            for (int index = 0; index < json.size(); index++) {
                collect(below(path, Integer.toString(index + 1)), json.path(index), values);
            }
        } else {
            values.put(path, json.isString() ? json.stringValue() : json.toString());
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
