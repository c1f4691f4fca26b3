package com.kore.billing.app.rebuild;

import com.kore.billing.app.rebuild.VerificationReport.DifferentRow;
import com.kore.billing.projections.readmodel.RowDifference;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What two forms of a row have not in common. Personal values are hidden: a report is kept, and what is erased must not go on
 * standing in it. That one differs is told, by its name.
 */
final class RowsApart {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HIDDEN = "(personal)";

    /** Where rows have what is personal. A test looks for the rest. */
    private static final Set<String> PERSONAL =
            Set.of("accountName", "billingProfile", "reason", "note", "name_grams", "token", "reference");

    private RowsApart() {}

    static DifferentRow of(RowDifference difference) {
        Optional<JsonNode> live = difference.left().map(JSON::readTree);
        Optional<JsonNode> rebuilt = difference.right().map(JSON::readTree);
        if (live.isPresent() && rebuilt.isPresent()) {
            leaveOutSame(live.get(), rebuilt.get());
        }
        live.ifPresent(RowsApart::hide);
        rebuilt.ifPresent(RowsApart::hide);
        return new DifferentRow(difference.table(), difference.subscriptionId(), difference.key(), live, rebuilt);
    }

    private static void leaveOutSame(JsonNode one, JsonNode other) {
        if (one instanceof ObjectNode left && other instanceof ObjectNode right) {
            for (String name : Set.copyOf(left.propertyNames())) {
                JsonNode mine = left.path(name);
                JsonNode yours = right.path(name);
                if (mine.equals(yours)) {
                    left.remove(name);
                    right.remove(name);
                } else {
                    leaveOutSame(mine, yours);
                }
            }
        }
    }

    private static void hide(JsonNode json) {
        if (json instanceof ObjectNode object) {
            for (String name : Set.copyOf(object.propertyNames())) {
                if (PERSONAL.contains(name)) {
                    object.put(name, HIDDEN);
                } else {
                    hide(object.path(name));
                }
            }
        } else if (json instanceof ArrayNode array) {
            array.forEach(RowsApart::hide);
        }
    }
}
