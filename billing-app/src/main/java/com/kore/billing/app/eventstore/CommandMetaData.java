package com.kore.billing.app.eventstore;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.MetaData;

/** The metadata of commands, which carries their {@link CommandContext}, and of events, which say where they came from. */
public final class CommandMetaData {
    public static final String ACTOR = "actor";
    public static final String ACTOR_KIND = "actorKind";
    public static final String TOKEN_ID = "tokenId";
    public static final String COMMAND = "command";
    public static final String COMMAND_ID = "commandId";
    public static final String IDEMPOTENCY_KEY = "idempotencyKey";
    public static final String CORRELATION_ID = "correlationId";
    public static final String CAUSATION_ID = "causationId";
    public static final String TRACE_PARENT = "traceParent";

    private static final String EXPECTED_VERSION = "expectedVersion";
    private static final String IDEMPOTENCY_CALLER = "idempotencyCaller";
    private static final String REQUEST_HASH = "requestHash";

    /** Who sends commands through Axon's gateway without saying so. */
    private static final String IN_PROCESS = "in-process";

    private CommandMetaData() {}

    /** What a command message carries, to be sent through Axon's gateway with the same effect as through {@link CommandDispatcher}. */
    public static MetaData of(CommandContext context) {
        Map<String, Object> entries = new HashMap<>();
        entries.put(ACTOR, context.actor().name());
        entries.put(ACTOR_KIND, context.actor().kind().inMetadata());
        context.actor().tokenId().ifPresent(id -> entries.put(TOKEN_ID, id));
        entries.put(CORRELATION_ID, context.correlationId());
        entries.put(TRACE_PARENT, context.traceParent().value());
        context.causationId().ifPresent(id -> entries.put(CAUSATION_ID, id));
        context.expectedVersion().ifPresent(version -> entries.put(EXPECTED_VERSION, version));
        context.idempotencyKey().ifPresent(key -> {
            entries.put(IDEMPOTENCY_KEY, key.key());
            entries.put(IDEMPOTENCY_CALLER, key.caller());
            entries.put(REQUEST_HASH, key.requestHash());
        });
        return MetaData.from(entries);
    }

    static Optional<Long> expectedVersion(MetaData command) {
        return Optional.ofNullable(command.get(EXPECTED_VERSION)).map(Long.class::cast);
    }

    static Optional<IdempotencyKey> idempotencyKey(MetaData command) {
        return text(command, IDEMPOTENCY_KEY)
                .map(key -> new IdempotencyKey(
                        text(command, IDEMPOTENCY_CALLER).orElse(IN_PROCESS),
                        key,
                        text(command, REQUEST_HASH).orElse("")));
    }

    /** What every event of a command says. */
    static Map<String, Object> ofEvents(MetaData command, String commandName, String commandId) {
        Map<String, Object> entries = new HashMap<>();
        entries.put(ACTOR, text(command, ACTOR).orElse(IN_PROCESS));
        entries.put(ACTOR_KIND, text(command, ACTOR_KIND).orElseGet(Actor.Kind.IN_PROCESS::inMetadata));
        entries.put(COMMAND, commandName);
        entries.put(COMMAND_ID, commandId);
        entries.put(CORRELATION_ID, text(command, CORRELATION_ID).orElse(commandId));
        entries.put(
                TRACE_PARENT,
                text(command, TRACE_PARENT).orElseGet(() -> TraceParent.fresh().value()));
        for (String optional : new String[] {TOKEN_ID, IDEMPOTENCY_KEY, CAUSATION_ID}) {
            text(command, optional).ifPresent(value -> entries.put(optional, value));
        }
        return entries;
    }

    static Optional<TraceParent> traceParent(MetaData command) {
        return text(command, TRACE_PARENT).flatMap(TraceParent::parse);
    }

    private static Optional<String> text(MetaData command, String name) {
        return Optional.ofNullable(command.get(name)).map(Object::toString);
    }
}
