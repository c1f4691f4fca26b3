package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;

/** The subscription is not at the version that the command was decided on; nothing was changed. */
public final class VersionConflict extends RuntimeException {
    private final SubscriptionId subscriptionId;
    private final long presentVersion;

    public VersionConflict(SubscriptionId subscriptionId, long presentVersion) {
        super(subscriptionId + " is at version " + presentVersion, null, false, false);
        this.subscriptionId = subscriptionId;
        this.presentVersion = presentVersion;
    }

    public SubscriptionId subscriptionId() {
        return subscriptionId;
    }

    /** The number of events that it has now. */
    public long presentVersion() {
        return presentVersion;
    }
}
