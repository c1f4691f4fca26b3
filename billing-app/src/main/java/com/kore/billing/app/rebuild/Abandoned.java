package com.kore.billing.app.rebuild;

/** Ends long work that is not this worker's any more, or whose node stops. */
public final class Abandoned extends RuntimeException {
    public Abandoned() {
        super("abandoned", null, false, false);
    }
}
