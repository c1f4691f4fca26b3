package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;

/** Another version was expected than the present one; nothing was decided. */
public final class VersionConflict extends RuntimeException {
    private final long presentVersion;

    public VersionConflict(SubscriptionId subscriptionId, long presentVersion) {
        super("subscription " + subscriptionId + " is at version " + presentVersion, null, false, false);
        this.presentVersion = presentVersion;
    }

    public long presentVersion() {
        return presentVersion;
    }
}
