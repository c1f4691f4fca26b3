package com.kore.billing.app.eventstore;

/** A command with the same idempotency key was stored first; its answer is this one's, if the request is the same. */
final class IdempotencyKeyTaken extends RuntimeException {
    IdempotencyKeyTaken(IdempotencyKey key) {
        super("the idempotency key '%s' is stored already".formatted(key.key()), null, false, false);
    }
}
