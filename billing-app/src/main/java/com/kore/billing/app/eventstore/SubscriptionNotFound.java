package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;

/** There is no subscription of this id, in this spelling. */
public final class SubscriptionNotFound extends RuntimeException {
    private final SubscriptionId subscriptionId;

    public SubscriptionNotFound(SubscriptionId subscriptionId) {
        super("no subscription " + subscriptionId, null, false, false);
        this.subscriptionId = subscriptionId;
    }

    public SubscriptionId subscriptionId() {
        return subscriptionId;
    }
}
