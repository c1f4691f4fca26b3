package com.kore.billing.app.eventstore;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/** Whose fault it is that an event could not be read, folded or written. */
public final class EventFailure {
    private EventFailure() {}

    /**
     * Whether the event is to blame, which will fail again as it is, and not a database that could not be reached. What reads a payload wraps
     * what it has met, such as a lost connection while a key is fetched.
     */
    public static boolean isOfTheEvent(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataIntegrityViolationException) {
                return true;
            }
            if (cause instanceof DataAccessException
                    || cause instanceof TransactionException
                    || cause instanceof StoreUnavailable) {
                return false;
            }
        }
        return true;
    }
}
