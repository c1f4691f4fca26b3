package com.kore.billing.app.monitoring;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** Keeps the spans that would be sent. */
@Primary
@TestComponent
final class RecordedSpans implements SpanExporter {
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    List<SpanData> of(String trace) {
        return spans.stream().filter(span -> span.getTraceId().equals(trace)).toList();
    }

    /** In the traces that have one of this name. */
    List<SpanData> withOne(String name) {
        Set<String> traces = spans.stream()
                .filter(span -> span.getName().equals(name))
                .map(SpanData::getTraceId)
                .collect(Collectors.toSet());
        return spans.stream().filter(span -> traces.contains(span.getTraceId())).toList();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
        spans.addAll(ended);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
