package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One account's summary, event by event, by the same fold as the live one: what it said after each, and which event last set each of its
 * fields.
 */
final class SummaryHistory {
    /** What is offered changes with the day and the catalog, not with an event. */
    private static final Set<String> OF_THE_DAY = Set.of("availableChanges");

    private final PlanCatalog catalog;
    private final JsonMapper json;
    private final SubscriptionFold<SummaryRow, Void> fold = SubscriptionFold.fromNothing(new AccountSummaryModel());
    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private final Map<String, EventReference> setBy = new LinkedHashMap<>();

    /** @param json as answers are written */
    SummaryHistory(PlanCatalog catalog, JsonMapper json) {
        this.catalog = catalog;
        this.json = json;
    }

    /** The next event. */
    void add(StoredEvent event) {
        fold.fold(event.toFold());
        AccountSummary summary = AccountSummary.of(fold.head().orElseThrow(), catalog, event.occurredAt());
        json.<JsonNode>valueToTree(summary).propertyStream().forEach(field -> {
            if (!OF_THE_DAY.contains(field.getKey()) && !Objects.equals(values.get(field.getKey()), field.getValue())) {
                values.put(field.getKey(), field.getValue());
                setBy.put(field.getKey(), EventReference.of(event));
            }
        });
    }

    /** What each field says, in the summary's order. */
    Map<String, JsonNode> values() {
        return values;
    }

    /**
     * The event that last set a field.
     *
     * @throws IllegalArgumentException if there is no such field, or no event yet
     */
    EventReference setBy(String field) {
        EventReference event = setBy.get(field);
        if (event == null) {
            throw new IllegalArgumentException("no event has set " + field);
        }
        return event;
    }
}
