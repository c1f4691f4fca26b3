package com.kore.billing.app.campaign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What analysts are told of an account, as the oracle says it.
 *
 * @param movements in their order
 * @param mrr of each period, by its first day
 * @param revenue by the first days of months
 */
record Figures(List<Movement> movements, SortedMap<LocalDate, Long> mrr, SortedMap<LocalDate, Long> revenue) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A change of monthly recurring revenue, in minor units. */
    record Movement(LocalDate on, String kind, long change) {}

    JsonNode json() {
        return JSON.valueToTree(Map.of(
                "movements",
                movements.stream()
                        .map(movement -> Map.of(
                                "on", movement.on().toString(), "kind", movement.kind(), "change", movement.change()))
                        .toList(),
                "mrr",
                steps(),
                "revenue",
                revenue.entrySet().stream()
                        .filter(month -> month.getValue() != 0)
                        .map(month -> Map.of("month", month.getKey().toString(), "amount", month.getValue()))
                        .toList()));
    }

    /** Periods with the same MRR are one. */
    private List<Map<String, Object>> steps() {
        List<Map<String, Object>> steps = new ArrayList<>();
        long before = 0;
        for (Map.Entry<LocalDate, Long> period : mrr.entrySet()) {
            if (period.getValue() != before) {
                before = period.getValue();
                steps.add(Map.of("from", period.getKey().toString(), "mrr", before));
            }
        }
        return steps;
    }
}
