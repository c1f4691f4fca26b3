package com.kore.billing.projections.accountsummary;

/** How a subscription stands; the first that applies, from the bottom up. */
public enum SubscriptionStatus {
    FREE,
    ACTIVE,
    CANCELING,
    /** A renewal's payment was declined and not made good since. */
    PAST_DUE
}
