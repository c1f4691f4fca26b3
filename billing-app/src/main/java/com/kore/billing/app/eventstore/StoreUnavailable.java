package com.kore.billing.app.eventstore;

/** The database cannot be reached; nothing was done. */
public final class StoreUnavailable extends RuntimeException {
    public StoreUnavailable() {
        super("the database cannot be reached");
    }
}
