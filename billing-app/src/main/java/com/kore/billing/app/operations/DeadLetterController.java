package com.kore.billing.app.operations;

import com.kore.billing.app.eventstore.WaitingEvent;
import com.kore.billing.app.eventstore.WaitingEvents;
import com.kore.billing.app.operations.DeadLetterDesk.ActionForm;
import com.kore.billing.app.operations.DeadLetterDesk.Outcome;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import com.kore.billing.domain.account.SubscriptionId;
import io.swagger.v3.oas.annotations.Operation;
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

    private final WaitingEvents letters;
    private final DeadLetterDesk desk;
    private final OperatorActions actions;

    DeadLetterController(WaitingEvents letters, DeadLetterDesk desk, OperatorActions actions) {
        this.letters = letters;
        this.desk = desk;
        this.actions = actions;
    }

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
        return desk.act(form);
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
