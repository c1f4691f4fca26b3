package com.kore.billing.app.operations;

import com.kore.billing.app.eventstore.WaitingEvent;
import com.kore.billing.app.eventstore.WaitingEvents;
import com.kore.billing.app.web.FreeText;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where dead letters are tried again or given up, each action written down with who and why. */
@Component
public final class DeadLetterDesk {
    private static final int REASON_MAX = 500;

    /** Requests should be answered before somebody between loses patience. */
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final WaitingEvents letters;
    private final OperatorActions actions;

    DeadLetterDesk(WaitingEvents letters, OperatorActions actions) {
        this.letters = letters;
        this.actions = actions;
    }

    /** What to do with them. */
    public enum Action {
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
    public record ActionForm(
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
    public record Outcome(long handled, long waiting) {}

    /** @throws RequestRefused {@code invalid} if the form makes no sense, {@code not-found} if the event waits no longer */
    public Outcome act(ActionForm form) {
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
        WaitingEvent letter = letters.find(eventId).orElseThrow(DeadLetterDesk::gone);
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
}
