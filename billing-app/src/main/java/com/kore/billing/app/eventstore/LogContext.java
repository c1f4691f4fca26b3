package com.kore.billing.app.eventstore;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.messaging.MetaData;
import org.slf4j.MDC;

/**
 * What the lines say, beside their text, that a thread logs until this ends: of which trace and request they are, and about which account.
 * Callers are not named: the subject of a JWT may be somebody's e-mail address.
 */
public final class LogContext {
    /** 32 hexadecimal digits, as problems quote them. */
    public static final String TRACE_ID = "traceId";

    /** The caller's {@code X-Request-Id}, or what stands for it where nobody has called: the correlation id of the events. */
    public static final String REQUEST_ID = "requestId";

    public static final String SUBSCRIPTION_ID = "subscriptionId";

    private final Map<String, String> before;

    private LogContext(Map<String, String> before) {
        this.before = before;
    }

    /** Of a request. */
    public static LogContext of(TraceParent trace, String requestId) {
        return with(Map.of(TRACE_ID, trace.traceId(), REQUEST_ID, requestId));
    }

    /** Of a command, or of an event, by what its metadata says. */
    public static LogContext of(MetaData metadata, String subscriptionId) {
        Map<String, String> more = new HashMap<>();
        more.put(SUBSCRIPTION_ID, subscriptionId);
        text(metadata, CommandMetaData.TRACE_PARENT)
                .flatMap(TraceParent::parse)
                .ifPresent(trace -> more.put(TRACE_ID, trace.traceId()));
        text(metadata, CommandMetaData.CORRELATION_ID).ifPresent(id -> more.put(REQUEST_ID, id));
        return with(more);
    }

    private static Optional<String> text(MetaData metadata, String name) {
        return Optional.ofNullable(metadata.get(name)).map(Object::toString);
    }

    /** What the lines of another thread say, which has handed something on to this one. */
    static LogContext handedOn(Map<String, String> theirs) {
        return with(theirs);
    }

    /** What the lines of this thread say now. */
    static Map<String, String> present() {
        return Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
    }

    private static LogContext with(Map<String, String> more) {
        LogContext opened = new LogContext(present());
        more.forEach(MDC::put);
        return opened;
    }

    /** The lines say again what they said before. */
    public void end() {
        MDC.setContextMap(before);
    }
}
