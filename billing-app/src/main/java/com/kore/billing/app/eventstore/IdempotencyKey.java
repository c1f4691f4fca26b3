package com.kore.billing.app.eventstore;

/**
 * What makes a repeated request one request.
 *
 * @param caller whose key it is
 * @param key as the caller chose it, 1 to 255 visible characters
 * @param requestHash covers path and body
 */
public record IdempotencyKey(String caller, String key, String requestHash) {}
