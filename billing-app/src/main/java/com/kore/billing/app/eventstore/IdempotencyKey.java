package com.kore.billing.app.eventstore;

/**
 * One intent of one caller: however often it is sent, it has one effect.
 *
 * @param caller keys of different callers never meet
 * @param key up to 255 characters
 * @param requestHash of path and body; the same key with another hash is an {@link IdempotencyKeyReused}
 */
public record IdempotencyKey(String caller, String key, String requestHash) {}
