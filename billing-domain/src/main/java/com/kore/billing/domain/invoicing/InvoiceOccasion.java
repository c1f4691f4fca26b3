package com.kore.billing.domain.invoicing;

/** What was decided when an invoice was issued, as its account would say it; {@link InvoiceOrigin} says what a decline means. */
public enum InvoiceOccasion {
    /** The free plan was left for a paid one. */
    WENT_PAID,
    /** From one paid plan to another; the interval and the users may have changed with it. */
    PLAN_CHANGED,
    /** The interval on the same plan; the users may have changed with it. */
    INTERVAL_CHANGED,
    /** Nothing but more users. */
    USERS_ADDED,
    /** A period began. */
    RENEWED,
    /** The first period of a sales contract. */
    CONTRACT_STARTED
}
