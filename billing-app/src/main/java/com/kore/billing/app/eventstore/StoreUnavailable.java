package com.kore.billing.app.eventstore;

/** The database cannot be reached, or cannot write; nothing was changed. */
public final class StoreUnavailable extends RuntimeException {
    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
