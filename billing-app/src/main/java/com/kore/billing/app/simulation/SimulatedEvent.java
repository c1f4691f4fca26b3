package com.kore.billing.app.simulation;

import com.kore.billing.app.eventstore.PublicForm;
import com.kore.billing.app.eventstore.StoredNames;
import com.kore.billing.projections.readmodel.StoredEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * An event that would happen, by its stored name and in its stored form without personal values.
 *
 * @param version the subscription's once it had happened: the number of its events so far
 */
public record SimulatedEvent(
        long version,
        @Schema(example = "SubscriptionRenewed") String type,
        Instant occurredAt,

        @Schema(description = "What docs/event-model.md says of the type; personal values are left out.")
        JsonNode payload) {

    static SimulatedEvent of(StoredEvent stored) {
        return new SimulatedEvent(
                stored.version(), StoredNames.of(stored.event()), stored.event().at(), PublicForm.of(stored.event()));
    }
}
