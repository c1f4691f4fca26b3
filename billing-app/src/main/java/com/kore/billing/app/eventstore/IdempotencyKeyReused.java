package com.kore.billing.app.eventstore;

/** The key stands for another request already. */
public final class IdempotencyKeyReused extends RuntimeException {
    public IdempotencyKeyReused() {
        super("the idempotency key stands for another request");
    }
}
