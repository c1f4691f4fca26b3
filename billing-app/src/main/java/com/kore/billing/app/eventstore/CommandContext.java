package com.kore.billing.app.eventstore;

import java.util.Optional;

/**
 * Who sends a command, and under which conditions. All of it but the expected version stands in the metadata of the events.
 *
 * @param actor who
 * @param expectedVersion the number of events of the subscription that the sender has seen; another number is a {@link VersionConflict}
 * @param correlationId the same for all that one request led to
 * @param causationId the event or message that this command reacts to
 * @param traceParent the trace that it is a part of
 */
public record CommandContext(
        Actor actor,
        Optional<Long> expectedVersion,
        Optional<IdempotencyKey> idempotencyKey,
        String correlationId,
        Optional<String> causationId,
        TraceParent traceParent) {

    /** No conditions, and a trace of its own: what code in the same JVM sends. */
    public static CommandContext of(String actor, String correlationId) {
        return new CommandContext(
                new Actor(actor, Actor.Kind.IN_PROCESS),
                Optional.empty(),
                Optional.empty(),
                correlationId,
                Optional.empty(),
                TraceParent.fresh());
    }

    public CommandContext withExpectedVersion(long version) {
        return new CommandContext(actor, Optional.of(version), idempotencyKey, correlationId, causationId, traceParent);
    }

    public CommandContext withIdempotencyKey(IdempotencyKey key) {
        return new CommandContext(actor, expectedVersion, Optional.of(key), correlationId, causationId, traceParent);
    }
}
