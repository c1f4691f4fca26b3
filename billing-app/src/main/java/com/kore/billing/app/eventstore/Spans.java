package com.kore.billing.app.eventstore;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The spans of this service, in the traces that {@link TraceParent}s name, across threads and nodes. Where no collector is configured they are
 * nothing, and cost next to nothing. They say names, codes and ids of accounts; nothing personal, and no message of a failure.
 */
public final class Spans {
    private final Tracer tracer;
    private final boolean on;

    private Spans(TracerProvider provider, boolean on) {
        this.tracer = provider.get("com.kore.billing");
        this.on = on;
    }

    public static Spans none() {
        return new Spans(TracerProvider.noop(), false);
    }

    static Spans by(TracerProvider provider) {
        return new Spans(provider, true);
    }

    public boolean areOn() {
        return on;
    }

    /** Begins one on behalf of a caller; the root of a trace if he has named none. Whoever begins it ends it. */
    public Span ofRequest(String name, Optional<TraceParent> caller) {
        return tracer.spanBuilder(name)
                .setSpanKind(SpanKind.SERVER)
                .setParent(caller.map(Spans::within).orElseGet(Context::root))
                .startSpan();
    }

    /** What others are told of the trace that a span is of. */
    public static TraceParent parent(Span span) {
        SpanContext context = span.getSpanContext();
        return new TraceParent("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex());
    }

    /** Does something within a trace. */
    <T> T during(String name, String account, Optional<TraceParent> parent, Supplier<T> work) {
        return on
                ? measured(name, account, parent.map(Spans::within).orElseGet(Context::current), span -> work.get())
                : work.get();
    }

    /** Does something within what the thread does anyway. */
    void during(String name, String account, Runnable work) {
        during(name, account, Optional.empty(), () -> {
            work.run();
            return Optional.empty();
        });
    }

    /**
     * Does something that nobody has asked for: in a trace of its own.
     *
     * @param work is given what others are to be told of the trace
     */
    public <T> T ofOwnAccord(String name, String account, Function<TraceParent, T> work) {
        return on
                ? measured(name, account, Context.root(), span -> work.apply(parent(span)))
                : work.apply(TraceParent.fresh());
    }

    private <T> T measured(String name, String account, Context parent, Function<Span, T> work) {
        Span span = tracer.spanBuilder(name).setParent(parent).startSpan();
        span.setAttribute("billing.subscription", account);
        Scope scope = span.makeCurrent();
        try {
            return work.apply(span);
        } catch (RuntimeException failure) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute("error.type", failure.getClass().getName());
            throw failure;
        } finally {
            scope.close();
            span.end();
        }
    }

    /**
     * Does something for many traces at once: a span in each that is sampled, for as long as the whole takes.
     *
     * @param parents as the metadata of events say
     */
    public void forAll(String name, Stream<String> parents, Runnable work) {
        if (!on) {
            work.run();
            return;
        }
        List<Span> spans = parents.distinct()
                .flatMap(parent -> TraceParent.parse(parent).stream())
                .filter(TraceParent::isSampled)
                .map(parent -> tracer.spanBuilder(name)
                        .setParent(within(parent))
                        .setSpanKind(SpanKind.CONSUMER)
                        .startSpan())
                .toList();
        try {
            work.run();
        } finally {
            spans.forEach(Span::end);
        }
    }

    private static Context within(TraceParent parent) {
        String value = parent.value();
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        parent.traceId(),
                        parent.spanId(),
                        TraceFlags.fromHex(value, value.length() - 2),
                        TraceState.getDefault())));
    }
}
