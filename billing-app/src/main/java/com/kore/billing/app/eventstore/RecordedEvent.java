package com.kore.billing.app.eventstore;

import com.kore.billing.domain.subscription.SubscriptionEvent;

/**
 * An event with its place in its subscription's history.
 *
 * @param sequence counted from 0 within the subscription
 */
public record RecordedEvent(String eventId, long sequence, SubscriptionEvent event) {

    /** The stored name, which callers see. */
    public String type() {
        return StoredNames.of(event);
    }
}
