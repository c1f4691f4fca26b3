package com.kore.billing.app.web;

import com.kore.billing.app.eventstore.TraceParent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a request is called, here and by others.
 *
 * @param requestId the caller's {@code X-Request-Id} if it is 1 to 128 letters, digits, dots, dashes or underscores and no card number,
 *     else a fresh one
 * @param parent the caller's W3C trace context if it is well-formed, else a fresh one
 */
public record RequestTrace(String requestId, TraceParent parent) {
    /** The header that carries the id of a request, both ways. */
    public static final String REQUEST_ID = "X-Request-Id";

    private static final String ATTRIBUTE = RequestTrace.class.getName();
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    /** The caller's trace context, if he has sent one that is well-formed. */
    static Optional<TraceParent> ofCaller(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("traceparent")).flatMap(TraceParent::parse);
    }

    /** Lets a request go on as a span of this service's. */
    static void continueAs(HttpServletRequest request, TraceParent span) {
        request.setAttribute(ATTRIBUTE, new RequestTrace(of(request).requestId(), span));
    }

    /** The trace of a request; made when first asked for. */
    public static RequestTrace of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestTrace known) {
            return known;
        }
        RequestTrace trace = new RequestTrace(
                Optional.ofNullable(request.getHeader(REQUEST_ID))
                        .filter(id -> SANE.matcher(id).matches() && !CardNumbers.isIn(id))
                        .orElseGet(() -> UUID.randomUUID().toString()),
                ofCaller(request).orElseGet(TraceParent::fresh));
        request.setAttribute(ATTRIBUTE, trace);
        return trace;
    }

    /** What problems and the log quote: 32 hexadecimal digits. */
    public String traceId() {
        return parent.traceId();
    }
}
