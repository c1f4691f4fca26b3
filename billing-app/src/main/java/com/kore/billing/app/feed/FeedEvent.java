package com.kore.billing.app.feed;

import com.kore.billing.app.eventstore.PublicForm;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.domain.account.SubscriptionId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * An event as other services see it: by its stored name, in its stored form, without personal values.
 *
 * @param position in the whole store; grows, with gaps; what to go on after
 * @param version the subscription's once this had happened: the number of its events so far
 * @param occurredAt when it was decided, in business time; positions order events, times need not
 */
public record FeedEvent(
        long position,
        SubscriptionId subscriptionId,
        long version,
        @Schema(example = "ManagedUsersChanged") String type,
        Instant occurredAt,

        @Schema(description = "What docs/event-model.md says of the type; personal values are left out.")
        JsonNode payload) {

    static FeedEvent of(StoredEvent event) {
        return new FeedEvent(
                event.position(),
                event.subscriptionId(),
                event.sequence() + 1,
                event.type(),
                event.occurredAt(),
                PublicForm.of(event));
    }
}
