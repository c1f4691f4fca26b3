package com.kore.billing.domain.subscription;

/** Why the vendor's staff grants credit. */
public enum CreditKind {
    /** Once per account. */
    SIGNUP,
    INACTIVITY,
    GOODWILL
}
