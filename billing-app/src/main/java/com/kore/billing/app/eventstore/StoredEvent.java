package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import java.time.Instant;
import java.util.function.Function;

/**
 * An event as it stands in the store, in the revision that it was written in. The payload is its JSON, personal values sealed; {@link
 * #event()} reads it as it is understood today, and opens them.
 *
 * @param position in the whole store; grows, with gaps
 * @param account the subscription's id, as the row says it
 * @param sequence in its subscription's history, counted from 0
 * @param occurredAt when it was decided, in business time
 * @param metadata JSON
 */
public record StoredEvent(
        long position,
        String account,
        long sequence,
        String eventId,
        String type,
        String revision,
        Instant occurredAt,
        String metadata,
        String payload,
        Function<StoredEvent, SubscriptionEvent> reading) {

    /** @throws IllegalArgumentException if the row says something that is no id */
    public SubscriptionId subscriptionId() {
        return new SubscriptionId(account);
    }

    /** Reads the payload, anew each time. */
    public SubscriptionEvent event() {
        return reading.apply(this);
    }

    /** The payload as it would be written today, personal values sealed; in {@link #payload()} unless its form has changed since. */
    public String presentPayload() {
        return EventUpcasters.present(type, revision, payload);
    }

    /** As read models fold it; the payload is read. */
    public com.kore.billing.projections.readmodel.StoredEvent toFold() {
        return new com.kore.billing.projections.readmodel.StoredEvent(position, sequence, eventId, event());
    }
}
