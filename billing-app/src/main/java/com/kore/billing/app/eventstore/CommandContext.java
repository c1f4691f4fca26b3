package com.kore.billing.app.eventstore;

import java.util.Optional;

/** Who sends a command, on what it was decided, and what it belongs to. */
public record CommandContext(
        String actor,
        Optional<Long> expectedVersion,
        Optional<IdempotencyKey> idempotencyKey,
        String correlationId,
        Optional<String> causationId,
        Optional<String> traceParent) {}
