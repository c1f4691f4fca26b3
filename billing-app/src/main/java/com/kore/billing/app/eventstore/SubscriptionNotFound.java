package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;

/** There is no such subscription. */
public final class SubscriptionNotFound extends RuntimeException {
    public SubscriptionNotFound(SubscriptionId subscriptionId) {
        super("there is no subscription " + subscriptionId, null, false, false);
    }
}
