package com.kore.billing.app.web;

import com.kore.billing.app.eventstore.LogContext;
import com.kore.billing.app.eventstore.Spans;
import io.opentelemetry.api.trace.Span;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Among the first filters, behind what says how problems are shown and what sees that a node that stops is not at work any more: names the
 * request, refuses what no endpoint may see (a body that is announced as too large, a query that cannot be decoded or holds a card number),
 * and turns what nobody caught into a problem.
 */
@Component
@Order(RequestGuard.ORDER)
public final class RequestGuard extends OncePerRequestFilter {
    /** Nothing but how problems are shown is decided before. */
    public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 1;

    private static final Logger LOG = LoggerFactory.getLogger(RequestGuard.class);
    private static final int PARAMETERS_MAX = 100;

    private final Spans spans;

    RequestGuard(Spans spans) {
        this.spans = spans;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        if (!spans.areOn()) {
            named(request, response, chain);
            return;
        }
        Span span = spans.ofRequest(request.getMethod(), RequestTrace.ofCaller(request));
        RequestTrace.continueAs(request, Spans.parent(span));
        try {
            named(request, response, chain);
        } finally {
            route(request).ifPresent(route -> span.updateName(request.getMethod() + " " + route));
            span.setAttribute("http.response.status_code", response.getStatus());
            span.end();
        }
    }

    /** The path without what stands for its variables. */
    private static Optional<String> route(HttpServletRequest request) {
        return Optional.ofNullable(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                .map(Object::toString);
    }

    private static void named(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        RequestTrace trace = RequestTrace.of(request);
        response.setHeader(RequestTrace.REQUEST_ID, trace.requestId());
        LogContext lines = LogContext.of(trace.parent(), trace.requestId());
        try {
            guarded(request, response, chain);
        } finally {
            lines.end();
        }
    }

    private static void guarded(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            Optional<RequestRefused> refusal = refusal(request);
            if (refusal.isPresent()) {
                ProblemWriter.write(
                        request, response, refusal.get().code(), refusal.get().detail());
            } else {
                chain.doFilter(request, response);
            }
        } catch (AuthenticationServiceException unreachable) {
            // In one line: there may be thousands of them.
            LOG.warn(
                    "tokens cannot be checked: {}",
                    NestedExceptionUtils.getMostSpecificCause(unreachable).toString());
            ProblemWriter.write(request, response, ProblemCode.UNAVAILABLE, "The token issuer does not answer.");
        } catch (InvalidParameterException malformed) {
            // Tomcat reads a form when its first field is asked for, be it by a filter.
            ProblemWriter.write(
                    request,
                    response,
                    ProblemCode.MALFORMED,
                    "The form or query must be name=value pairs joined by &, percent-encoded in UTF-8.");
        } catch (ServletException | RuntimeException failure) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
            ProblemWriter.write(request, response, ProblemCode.INTERNAL, "Quote the traceId when you report this.");
        }
    }

    private static Optional<RequestRefused> refusal(HttpServletRequest request) {
        if (request.getContentLengthLong() > JsonBody.BYTES_MAX) {
            return Optional.of(JsonBody.tooLarge());
        }
        String query = request.getQueryString();
        if (query == null) {
            return Optional.empty();
        }
        String[] parameters = query.split("&", -1);
        if (parameters.length > PARAMETERS_MAX) {
            return Optional.of(malformed("The query has more than " + PARAMETERS_MAX + " parameters."));
        }
        for (String parameter : parameters) {
            Optional<String> decoded = decoded(parameter);
            if (decoded.isEmpty()) {
                return Optional.of(malformed("The query is not percent-encoded UTF-8."));
            }
            if (CardNumbers.isIn(decoded.get())) {
                return Optional.of(JsonBody.cardNumberRefused());
            }
        }
        return Optional.empty();
    }

    private static RequestRefused malformed(String detail) {
        return new RequestRefused(ProblemCode.MALFORMED, detail);
    }

    private static Optional<String> decoded(String parameter) {
        try {
            byte[] bytes =
                    URLDecoder.decode(parameter, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
