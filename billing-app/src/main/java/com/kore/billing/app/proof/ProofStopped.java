package com.kore.billing.app.proof;

/** The tree cannot go on, because somebody has been at the database. What it has proved before stands. */
public abstract sealed class ProofStopped extends RuntimeException permits NoCanonicalForm, AlteredTree {
    ProofStopped(String message, Throwable reason) {
        super(message, reason);
    }
}
