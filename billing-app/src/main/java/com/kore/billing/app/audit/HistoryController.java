package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.eventstore.SubscriptionNotFound;
import com.kore.billing.app.feed.CutValve;
import com.kore.billing.app.proof.ProofTree;
import com.kore.billing.app.proof.ProvenHistory;
import com.kore.billing.app.queries.CursorKeys;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The history as it is stored: of one subscription, or of the whole store. */
@RestController
@RequestMapping("/v1/audit")
final class HistoryController {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryController.class);
    private static final String LIST = "audit-events";
    private static final int PAGE = 500;

    private final EventReader events;
    private final ProofTree tree;
    private final ProvenHistory history;
    private final JsonMapper json;

    HistoryController(EventReader events, ProofTree tree, ProvenHistory history, JsonMapper json) {
        this.events = events;
        this.tree = tree;
        this.history = history;
        this.json = json;
    }

    @GetMapping(path = "/subscriptions/{subscriptionId}/events", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The events of a subscription, the oldest first",
            description =
                    "Who, when, through which command and because of what. Encrypted values are their ciphertext.")
    PageOf<AuditEvent> ofSubscription(
            @PathVariable SubscriptionId subscriptionId,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = PageOf.LIMIT_DEFAULT) int limit) {
        int checkedLimit = PageOf.checkedLimit(limit);
        long from = cursor.map(text ->
                        CursorKeys.number(Cursor.parse(text, LIST, 1).keys().getFirst()) + 1)
                .orElse(0L);
        history.upToDate();
        List<StoredEvent> found = events.sealedOfSubscription(subscriptionId, from, from + checkedLimit);
        if (from == 0 && found.isEmpty()) {
            throw new SubscriptionNotFound(subscriptionId);
        }
        return PageOf.of(
                found.stream()
                        .map(event -> AuditEvent.of(event, tree.leafAt(event.position())))
                        .toList(),
                checkedLimit,
                last -> new Cursor(LIST, List.of(Long.toString(last.sequence().orElseThrow()))));
    }

    @GetMapping(path = "/events", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(
            summary = "The whole store in order, for keeping and for the offline verifier",
            description =
                    "A line for each event that is stored at the moment of the request, however many. If it breaks off, go on after"
                            + " the last position. A leaf whose event is gone is a line of its own, with null for all that was in the event.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = AuditEvent.class)))
    void all(@RequestParam(defaultValue = "0") long after, HttpServletRequest request, HttpServletResponse response) {
        if (after < 0) {
            throw RequestRefused.invalid("after", "must be a position: a whole number from 0");
        }
        long end = history.upToDate();
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        if (request.getMethod().equals(HttpMethod.HEAD.name())) {
            return;
        }
        try {
            write(after, end, response.getOutputStream());
        } catch (IOException gone) {
            LOG.debug("the caller is gone", gone);
        } catch (RuntimeException failed) {
            if (!response.isCommitted()) {
                throw failed;
            }
            LOG.error("an export broke off; its connection is closed, so that nobody takes it for a whole one", failed);
            CutValve.cutOf(request).run();
        }
    }

    /** Page by page, at constant memory and without a connection while it waits for its reader. */
    private void write(long after, long end, OutputStream output) throws IOException {
        long position = after;
        while (position < end) {
            List<ProvenHistory.Entry> page = history.after(position, PAGE).stream()
                    .takeWhile(entry -> entry.position() <= end)
                    .toList();
            if (page.isEmpty()) {
                return;
            }
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            for (ProvenHistory.Entry entry : page) {
                // As a text first: half a character in a column would let bytes fail.
                lines.writeBytes(json.writeValueAsString(AuditEvent.of(entry)).getBytes(StandardCharsets.UTF_8));
                lines.write('\n');
            }
            output.write(lines.toByteArray());
            position = page.getLast().position();
        }
    }
}
