package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.StoredEvent;
import java.time.Instant;

/**
 * The event that something comes from.
 *
 * @param version the subscription's once it had happened
 * @param occurredAt when it was decided, in business time
 */
public record EventReference(String eventId, String type, long version, Instant occurredAt) {

    static EventReference of(StoredEvent event) {
        return new EventReference(event.eventId(), event.type(), event.sequence() + 1, event.occurredAt());
    }

    /** As people say it: {@code PlanChanged, version 7}. */
    public String inWords() {
        return type + ", version " + version;
    }
}
