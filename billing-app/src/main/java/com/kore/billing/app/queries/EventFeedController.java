package com.kore.billing.app.queries;

import com.kore.billing.app.feed.EventTail;
import com.kore.billing.app.feed.FeedEvent;
import com.kore.billing.app.feed.FeedLines;
import com.kore.billing.app.security.AccessExpiry;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The event feed for other services: what there is as lines, or what there is and will be as a stream. */
@RestController
final class EventFeedController {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeedController.class);
    private static final String HEAD = "Feed-Head";
    private static final String EXAMPLE = """
            {"position":3,"subscriptionId":"acme","version":3,"type":"ManagedUsersChanged","occurredAt":"2026-01-15T12:00:00Z",\
            "payload":{"subscriptionId":"acme","at":"2026-01-15T12:00:00Z","on":"2026-01-15","previousManagedUsers":3,"managedUsers":5}}
            """;
    private static final String STREAM_EXAMPLE =
            "retry: 2000\n\nid: 3\nevent: ManagedUsersChanged\ndata: " + EXAMPLE + "\n:\n\n";

    private final FeedLines lines;
    private final EventTail tail;
    private final HeaderContentNegotiationStrategy accepted = new HeaderContentNegotiationStrategy();

    EventFeedController(FeedLines lines, EventTail tail) {
        this.lines = lines;
        this.tail = tail;
    }

    @GetMapping(
            path = "/v1/events",
            produces = {MediaType.APPLICATION_NDJSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Operation(
            summary = "All events in order, without personal data and tokens",
            description =
                    "As lines (the default) it ends at the newest event of the moment of the request; go on after the last"
                            + " position. As a stream it goes on until it is cut. None is missing and none out of order; one may come"
                            + " twice, so remember the last position, or compare versions.")
    @ApiResponse(
            responseCode = "200",
            headers =
                    @Header(
                            name = HEAD,
                            description =
                                    "Of lines: the position of the newest event. Nothing is left once it is reached.",
                            schema = @Schema(type = "integer")),
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                        schema = @Schema(implementation = FeedEvent.class),
                        examples = @ExampleObject(EXAMPLE)),
                @Content(
                        mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                        schema = @Schema(type = "string"),
                        examples = @ExampleObject(STREAM_EXAMPLE))
            })
    void events(
            @Parameter(
                            description = "The position to go on after; without it, from the first event.",
                            schema = @Schema(type = "integer", minimum = "0"))
                    @RequestParam
                    Optional<String> after,
            @Parameter(
                            description = "How many lines at most, 1 to 10000.",
                            schema = @Schema(type = "integer", defaultValue = FeedRequest.LIMIT_DEFAULT))
                    @RequestParam
                    Optional<String> limit,
            @Parameter(
                            description = "Of streams: the last id that was seen; goes before after.",
                            schema = @Schema(type = "integer", minimum = "0"))
                    @RequestHeader("Last-Event-ID")
                    Optional<String> lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        if (wantsStream(request)) {
            stream(FeedRequest.ofStream(after, lastEventId, limit), request, response);
        } else {
            lines(FeedRequest.ofLines(after, limit), request, response);
        }
    }

    private boolean wantsStream(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        List<MediaType> forms = List.of(MediaType.APPLICATION_NDJSON, MediaType.TEXT_EVENT_STREAM);
        return accepted.resolveMediaTypes(new ServletWebRequest(request)).stream()
                .flatMap(range -> forms.stream().filter(range::includes))
                .findFirst()
                .filter(MediaType.TEXT_EVENT_STREAM::equals)
                .isPresent();
    }

    private void lines(FeedRequest asked, HttpServletRequest request, HttpServletResponse response) {
        long head = lines.head();
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        response.setHeader(HEAD, Long.toString(head));
        if (isHead(request)) {
            return;
        }
        try {
            lines.write(asked.after(), head, asked.limit(), response.getOutputStream());
        } catch (IOException gone) {
            LOG.debug("the caller is gone", gone);
        }
    }

    private void stream(FeedRequest asked, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        // Proxies that collect answers would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
        if (!isHead(request) && !tail.follow(request, asked.after(), AccessExpiry.ofPresentCaller())) {
            throw new RequestRefused(
                    ProblemCode.UNAVAILABLE,
                    "This node has no room for another stream. Come back after the seconds of Retry-After.");
        }
    }

    private static boolean isHead(HttpServletRequest request) {
        return request.getMethod().equals(HttpMethod.HEAD.name());
    }
}
