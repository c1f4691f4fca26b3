package com.kore.billing.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * What a request is called, here and by others.
 *
 * @param requestId the caller's {@code X-Request-Id} if it is 1 to 128 letters, digits, dots, dashes or underscores and no card number,
 *     else a fresh one
 * @param traceId 32 hexadecimal digits, of the caller's trace if there is one
 * @param traceParent the caller's W3C trace context, if it is well-formed
 */
public record RequestTrace(String requestId, String traceId, Optional<String> traceParent) {
    /** The header that carries the id of a request, both ways. */
    public static final String REQUEST_ID = "X-Request-Id";

    private static final String ATTRIBUTE = RequestTrace.class.getName();
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern TRACE_PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int TRACE_ID_START = 3;
    private static final int TRACE_ID_END = 35;

    /** The trace of a request; made when first asked for. */
    public static RequestTrace of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestTrace known) {
            return known;
        }
        Optional<String> traceParent = Optional.ofNullable(request.getHeader("traceparent"))
                .filter(header -> TRACE_PARENT.matcher(header).matches());
        RequestTrace trace = new RequestTrace(
                Optional.ofNullable(request.getHeader(REQUEST_ID))
                        .filter(id -> SANE.matcher(id).matches() && !CardNumbers.isIn(id))
                        .orElseGet(() -> UUID.randomUUID().toString()),
                traceParent
                        .map(header -> header.substring(TRACE_ID_START, TRACE_ID_END))
                        .orElseGet(RequestTrace::freshTraceId),
                traceParent);
        request.setAttribute(ATTRIBUTE, trace);
        return trace;
    }

    private static String freshTraceId() {
        byte[] bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
