package com.kore.billing.app.eventstore;

import com.kore.billing.domain.subscription.SubscriptionEvent;

/** A durable event. */
public record RecordedEvent(String eventId, long sequence, SubscriptionEvent event) {}
