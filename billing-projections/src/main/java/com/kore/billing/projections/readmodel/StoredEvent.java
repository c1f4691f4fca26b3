package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionEvent;

/**
 * An event as it stands in the store.
 *
 * @param position in the whole store; later events have higher ones, with gaps
 * @param sequence in its subscription, from 0 without gaps
 * @param eventId unique among all events
 */
public record StoredEvent(long position, long sequence, String eventId, SubscriptionEvent event)
        implements HistoryEvent {

    @Override
    public SubscriptionId subscriptionId() {
        return event.subscriptionId();
    }
}
