package com.kore.billing.app.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no more requests in than there is room for. Who is nobody yet, such as somebody who signs in, has a small room of his own, so that strangers
 * shut out none but each other, however many they are and however slowly they send. What needs nothing but this process is let in all the same: however long the database or
 * a gateway takes, it is answered. An event stream leaves the room once it is open; {@code billing.feed.followers-max} bounds those.
 */
public final class RequestRoomFilter extends OncePerRequestFilter {
    private static final Pattern NEEDS_NOTHING =
            Pattern.compile("/v1/catalog|(/v3/api-docs|/swagger-ui|/console/assets)([./].*)?");

    /** A sign-in or an event of a gateway takes milliseconds, so that is thousands of them in a second. */
    static final int STRANGERS_MAX = 50;

    private static final String WEBHOOKS = "/v1/webhooks/";

    private final RequestRoom room;
    private final RequestRoom strangers = new RequestRoom(STRANGERS_MAX);

    /** Who signs in does not keep a gateway from telling what has become of money. */
    private final RequestRoom gateways = new RequestRoom(STRANGERS_MAX);

    private final Counter refused;
    private final Counter strangersRefused;

    /** Not a bean itself, or Spring Boot would put it before the check of tokens. */
    public RequestRoomFilter(RequestRoom room, MeterRegistry meters) {
        this.room = room;
        this.refused = Counter.builder("billing.requests.refused")
                .description("Requests that were refused because the node had as many as it works at")
                .register(meters);
        this.strangersRefused = Counter.builder("billing.strangers.refused")
                .description(
                        "Requests without a token that were refused because the node had as many of those as it works at")
                .register(meters);
        Gauge.builder("billing.requests.under.way", room, RequestRoom::present)
                .description("Requests that the node works at")
                .register(meters);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return NEEDS_NOTHING.matcher(path(request)).matches();
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (SecurityContextHolder.getContext().getAuthentication() == null) {
            RequestRoom theirs = path(request).startsWith(WEBHOOKS) ? gateways : strangers;
            inside(theirs, strangersRefused, "requests without a token", request, response, chain);
        } else {
            inside(room, refused, "requests", request, response, chain);
        }
    }

    private static void inside(
            RequestRoom room,
            Counter refused,
            String whose,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        if (!room.enter()) {
            refused.increment();
            ProblemWriter.write(
                    request,
                    response,
                    ProblemCode.UNAVAILABLE,
                    "This node works at as many %s as it can, %d. Nothing was done; repeat after the seconds of Retry-After."
                            .formatted(whose, room.requestsMax()));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            room.leave();
        }
    }
}
