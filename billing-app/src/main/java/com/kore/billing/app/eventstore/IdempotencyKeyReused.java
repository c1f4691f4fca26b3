package com.kore.billing.app.eventstore;

/** The caller has used this idempotency key for another request; nothing was changed. */
public final class IdempotencyKeyReused extends RuntimeException {
    public IdempotencyKeyReused(IdempotencyKey key) {
        super("the idempotency key '%s' belongs to another request".formatted(key.key()), null, false, false);
    }
}
