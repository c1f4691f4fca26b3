package com.kore.billing.app.proof;

/** What the tree remembers is not what it has written. */
public final class AlteredTree extends ProofStopped {
    AlteredTree(String what, Throwable reason) {
        super(what + "; this was not written by this service", reason);
    }

    AlteredTree(String what) {
        this(what, new IllegalStateException(what));
    }
}
