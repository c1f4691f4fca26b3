package com.kore.billing.app.eventstore;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A W3C trace context: the trace that something is a part of, here and in other services, such as
 * {@code 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01}.
 */
public record TraceParent(String value) {
    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int TRACE_ID_START = 3;
    private static final int TRACE_ID_END = 35;
    private static final int SPAN_ID_START = 36;
    private static final int SPAN_ID_END = 52;
    private static final int FLAGS_START = 53;
    private static final int FLAGS_END = 55;
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    /** @throws IllegalArgumentException if it is of another form */
    public TraceParent {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be a W3C trace context");
        }
    }

    /** What a header says; empty if it is of another form. */
    public static Optional<TraceParent> parse(String header) {
        return FORM.matcher(header).matches() ? Optional.of(new TraceParent(header)) : Optional.empty();
    }

    /** A trace that begins here, and that nobody has recorded. */
    public static TraceParent fresh() {
        return new TraceParent("00-" + random(TRACE_ID_BYTES) + "-" + random(SPAN_ID_BYTES) + "-00");
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        return value.substring(TRACE_ID_START, TRACE_ID_END);
    }

    /** Of the span that led here; 16 hexadecimal digits. */
    String spanId() {
        return value.substring(SPAN_ID_START, SPAN_ID_END);
    }

    /** Whether whoever began it records it: the lowest of its flags, beside which there may be others. */
    boolean isSampled() {
        return (HexFormat.fromHexDigits(value, FLAGS_START, FLAGS_END) & 1) == 1;
    }

    @Override
    public String toString() {
        return value;
    }
}
