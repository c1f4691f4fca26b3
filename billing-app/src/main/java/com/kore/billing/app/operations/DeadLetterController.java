package com.kore.billing.app.operations;

import com.kore.billing.app.eventstore.WaitingEvent;
import com.kore.billing.app.eventstore.WaitingEvents;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.FreeText;
import com.kore.billing.app.web.PageOf;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Events that the read models could not take: looking at them, trying them again, giving them up. */
@RestController
@RequestMapping(path = "/v1/operations", produces = MediaType.APPLICATION_JSON_VALUE)
final class DeadLetterController {
    private static final String LETTERS = "dead-letters";
    private static final String ACTIONS = "actions";
    private static final int REASON_MAX = 500;

    /** Requests should be answered before somebody between loses patience. */
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final WaitingEvents letters;
    private final OperatorActions actions;

    DeadLetterController(WaitingEvents letters, OperatorActions actions) {
        this.letters = letters;
        this.actions = actions;
    }

    /** What to do with them. */
    enum Action {
        RETRY,
        GIVE_UP
    }

    /**
     * What to do.
     *
     * @param subscriptionId whose letters to retry; everybody's if left out
     * @param eventId the event to give up
     * @param reason why it is given up
     */
    @Schema(example = "{\"action\": \"retry\", \"subscriptionId\": \"acme\"}")
    record ActionForm(
            Action action,
            Optional<SubscriptionId> subscriptionId,
            @Size(min = 1, max = 36) Optional<String> eventId,
            @FreeText @Size(min = 1, max = REASON_MAX) Optional<String> reason) {}

    /**
     * What came of it.
     *
     * @param handled how many have gone
     * @param waiting how many of those that were asked about are left
     */
    record Outcome(long handled, long waiting) {}

    @GetMapping("/dead-letters")
    @Operation(
            summary = "Events that the read models could not take, and those that wait behind them",
            description =
                    "By subscription, those of one in their order. The first of each has a cause, the others wait for it.")
    PageOf<WaitingEvent> list(
            @RequestParam Optional<SubscriptionId> subscriptionId,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = PageOf.LIMIT_DEFAULT) int limit) {
        int checkedLimit = PageOf.checkedLimit(limit);
        Optional<Cursor> after = cursor.map(text -> Cursor.parse(text, LETTERS, 2));
        return PageOf.of(
                letters.list(
                        subscriptionId.map(SubscriptionId::value),
                        after.map(place -> place.keys().getFirst()).orElse(""),
                        after.map(place -> place.number(1)).orElse(-1L),
                        checkedLimit + 1),
                checkedLimit,
                last -> new Cursor(LETTERS, List.of(last.subscriptionId(), Long.toString(last.index()))));
    }

    @PostMapping(path = "/dead-letters", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Retry dead letters, or give one up",
            description =
                    "retry tries those of one subscription, or of all, again in their order, for ten seconds at most; while some are left"
                            + " that have not been tried, ask again. give_up needs eventId and reason: every read model goes on as if the"
                            + " event had changed nothing, for good, and those behind it are tried. The event itself stays. It must be"
                            + " the first that waits of its subscription.")
    Outcome act(@RequestBody ActionForm form) {
        return switch (form.action()) {
            case RETRY -> retry(form);
            case GIVE_UP -> giveUp(form);
        };
    }

    private Outcome retry(ActionForm form) {
        if (form.eventId().isPresent() || form.reason().isPresent()) {
            throw RequestRefused.invalid(
                    form.eventId().isPresent() ? "eventId" : "reason", "is for give_up; leave it out to retry");
        }
        Optional<String> of = form.subscriptionId().map(SubscriptionId::value);
        long before = letters.count(of);
        long action = actions.retryRequested(of);
        of.ifPresentOrElse(letters::retry, () -> letters.retryAll(RETRY_MAX));
        return ended(action, before, of);
    }

    private Outcome giveUp(ActionForm form) {
        if (form.subscriptionId().isPresent()) {
            throw RequestRefused.invalid("subscriptionId", "is for retry; an event is of one subscription anyway");
        }
        String reason = form.reason().orElseThrow(() -> RequestRefused.invalid("reason", "is required to give up"));
        String eventId = form.eventId().orElseThrow(() -> RequestRefused.invalid("eventId", "is required to give up"));
        WaitingEvent letter = letters.find(eventId).orElseThrow(DeadLetterController::gone);
        WaitingEvent first = letters.first(letter.subscriptionId()).orElse(letter);
        if (!first.eventId().equals(eventId)) {
            throw RequestRefused.invalid(
                    "eventId",
                    "waits for another event of its subscription, %s; begin there".formatted(first.eventId()));
        }
        if (WaitingEvents.erases(letter)) {
            throw RequestRefused.invalid(
                    "eventId", "erases personal data and cannot be given up; what it erases would go on being shown");
        }
        if (letter.sequence() == 0) {
            throw RequestRefused.invalid(
                    "eventId", "opens its subscription and cannot be given up; nothing could be shown without it");
        }
        Optional<String> of = Optional.of(letter.subscriptionId());
        long before = letters.count(of);
        long action = actions.givingUp(letter, reason);
        if (!letters.giveUp(letter)) {
            actions.ended(action, 0, letters.count(of));
            throw gone();
        }
        return ended(action, before, of);
    }

    private static RequestRefused gone() {
        return new RequestRefused(ProblemCode.NOT_FOUND, "Check the eventId; no dead letter has it, or no longer.");
    }

    /** New events may have come to wait meanwhile. */
    private Outcome ended(long action, long before, Optional<String> of) {
        long waiting = letters.count(of);
        Outcome outcome = new Outcome(Math.max(0, before - waiting), waiting);
        actions.ended(action, outcome.handled(), outcome.waiting());
        return outcome;
    }

    @GetMapping("/actions")
    @Operation(
            summary = "What operators did, the newest first",
            description = "Replays, retries and events given up, with who and why. Nothing is ever removed.")
    PageOf<OperatorAction> actions(
            @RequestParam Optional<String> cursor, @RequestParam(defaultValue = PageOf.LIMIT_DEFAULT) int limit) {
        int checkedLimit = PageOf.checkedLimit(limit);
        long before =
                cursor.map(text -> Cursor.parse(text, ACTIONS, 1).number(0)).orElse(Long.MAX_VALUE);
        return PageOf.of(
                actions.newest(before, checkedLimit + 1),
                checkedLimit,
                last -> new Cursor(ACTIONS, List.of(Long.toString(last.id()))));
    }
}
