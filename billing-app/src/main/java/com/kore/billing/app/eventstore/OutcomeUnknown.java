package com.kore.billing.app.eventstore;

/** The database went silent at the commit: the command may have happened or not. */
public final class OutcomeUnknown extends RuntimeException {
    public OutcomeUnknown() {
        super("the database went silent at the commit");
    }
}
