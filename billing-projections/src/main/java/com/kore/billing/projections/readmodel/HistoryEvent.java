package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;

/** An event of the history, as whoever folds everything again finds it. */
public sealed interface HistoryEvent permits StoredEvent, HistoryEvent.GivenUp, HistoryEvent.Unreadable {

    SubscriptionId subscriptionId();

    /** In its subscription, from 0 without gaps. */
    long sequence();

    String eventId();

    /** The subscription's version once this event has happened: how many events it has. */
    default long version() {
        return sequence() + 1;
    }

    /** One that no read model could take and that operators gave up: its subscription goes on as if it had changed nothing. */
    record GivenUp(SubscriptionId subscriptionId, long sequence, String eventId) implements HistoryEvent {}

    /**
     * One whose payload cannot be read.
     *
     * @param cause what was thrown when it was
     */
    record Unreadable(SubscriptionId subscriptionId, long sequence, String eventId, RuntimeException cause)
            implements HistoryEvent {}
}
