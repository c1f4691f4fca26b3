package com.kore.billing.projections.readmodel;

/** A sealed value was altered behind the service's back, taken to another place, or is not sealed at all. */
public final class AlteredValue extends RuntimeException {
    /** @param place where it stands; its message says no more of it */
    public AlteredValue(String place, Throwable cause) {
        super("the sealed value of " + place + " was altered, or is of another place", cause);
    }
}
