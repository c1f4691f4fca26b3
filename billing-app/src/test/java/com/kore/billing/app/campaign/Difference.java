package com.kore.billing.app.campaign;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where an answer is not what the oracle says.
 *
 * @param where the path to it, such as {@code invoices[2].lines[0].amount.amount}
 */
public record Difference(String where, String expected, String actual) {

    /** The first difference; of objects only what is expected is looked at. */
    static Optional<Difference> first(String where, Object expected, JsonNode actual) {
        return switch (expected) {
            case Optional<?> optional when optional.isEmpty() -> unless(isAbsent(actual), where, expected, actual);
            case Optional<?> optional -> first(where, optional.get(), actual);
            case Map<?, ?> object -> inObject(where, object, actual);
            case List<?> list -> inList(where, list, actual);
            case Number number ->
                unless(actual.isIntegralNumber() && actual.asLong() == number.longValue(), where, expected, actual);
            default -> unless(actual.isString() && actual.asString().equals(expected), where, expected, actual);
        };
    }

    private static boolean isAbsent(JsonNode actual) {
        return actual.isNull() || actual.isMissingNode();
    }

    private static Optional<Difference> unless(boolean equal, String where, Object expected, JsonNode actual) {
        return equal ? Optional.empty() : Optional.of(new Difference(where, words(expected), actual.toString()));
    }

    private static Optional<Difference> inObject(String where, Map<?, ?> expected, JsonNode actual) {
        if (!actual.isObject()) {
            return unless(false, where, expected, actual);
        }
        return expected.entrySet().stream()
                .flatMap(
                        field -> first(
                                where + "." + field.getKey(),
                                field.getValue(),
                                actual.path(String.valueOf(field.getKey())))
                                .stream())
                .findFirst();
    }

    private static Optional<Difference> inList(String where, List<?> expected, JsonNode actual) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            Optional<Difference> difference = first(where + "[" + i + "]", expected.get(i), actual.path(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return unless(expected.size() == actual.size() && actual.isArray(), where, expected, actual);
    }

    private static String words(Object expected) {
        return expected.equals(Optional.empty()) ? "null" : String.valueOf(expected);
    }

    /** Tells one kind of difference from another: which figure it is, of whichever item; or which answer was given for which. */
    String kind() {
        return where.equals("answer")
                ? "answer, %s for %s".formatted(actual, expected)
                : where.replaceAll("\\[[0-9]+]", "");
    }

    @Override
    public String toString() {
        return "%s%n    expected: %s%n    actual:   %s".formatted(where, expected, actual);
    }
}
