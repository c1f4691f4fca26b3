package com.kore.billing.app.console.operations;

import com.kore.billing.app.console.Entered;
import com.kore.billing.app.console.FormBody;
import com.kore.billing.app.console.SeeOther;
import com.kore.billing.app.console.Visitor;
import com.kore.billing.app.eventstore.WaitingEvent;
import com.kore.billing.app.eventstore.WaitingEvents;
import com.kore.billing.app.operations.DeadLetterDesk;
import com.kore.billing.app.operations.DeadLetterDesk.ActionForm;
import com.kore.billing.app.operations.DeadLetterDesk.Outcome;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RecordBinder;
import com.kore.billing.app.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Events that the read models could not take: looking at them, trying them again, giving them up with a reason. */
@Controller
@RequestMapping(DeadLettersPageController.PATH)
final class DeadLettersPageController {
    static final String PATH = ProjectionsPageController.PATH + "/dead-letters";

    private static final String LIST = "letters";
    private static final int ROWS = 20;

    private final WaitingEvents letters;
    private final DeadLetterDesk desk;

    DeadLettersPageController(WaitingEvents letters, DeadLetterDesk desk) {
        this.letters = letters;
        this.desk = desk;
    }

    /**
     * An event that waits.
     *
     * @param why it does
     * @param first whether the others of its account wait for it
     */
    record Letter(
            String subscriptionId,
            String eventId,
            String event,
            String why,
            boolean first,
            String waitingSince,
            String lastTriedAt) {

        static Letter of(WaitingEvent event, boolean first) {
            return new Letter(
                    event.subscriptionId(),
                    event.eventId(),
                    "%s, event %d of the account".formatted(event.type(), event.sequence() + 1),
                    event.cause()
                            .map(cause -> "It failed with %s; the log of the node that handled it says more."
                                    .formatted(cause))
                            .orElse("It waits for the one before it."),
                    first,
                    Told.at(event.waitingSince()),
                    Told.at(event.lastTriedAt()));
        }
    }

    @GetMapping
    String list(
            @RequestParam Optional<String> cursor,
            @RequestParam Optional<Long> handled,
            @RequestParam Optional<Long> waiting,
            Model model) {
        if (handled.isPresent()) {
            model.addAttribute(
                    "outcome",
                    "Tried. Events that wait no longer: %s. Still waiting of those: %s."
                            .formatted(
                                    ProjectionsPageController.brought(handled),
                                    ProjectionsPageController.brought(waiting)));
        }
        return show(cursor, Entered.NOTHING, model);
    }

    private String show(Optional<String> cursor, Entered entered, Model model) {
        Optional<Cursor> after = cursor.map(text -> Cursor.parse(text, LIST, 2));
        String behind = after.map(place -> place.keys().getFirst()).orElse("");
        PageOf<WaitingEvent> found = PageOf.of(
                letters.list(
                        Optional.empty(),
                        behind,
                        after.map(place -> place.number(1)).orElse(-1L),
                        ROWS + 1),
                ROWS,
                last -> new Cursor(LIST, List.of(last.subscriptionId(), Long.toString(last.index()))));
        List<Letter> rows = new ArrayList<>();
        String previous = behind;
        for (WaitingEvent event : found.items()) {
            rows.add(Letter.of(event, !event.subscriptionId().equals(previous)));
            previous = event.subscriptionId();
        }
        model.addAttribute("page", Told.Part.of(rows, PATH, cursor, found.nextCursor()));
        model.addAttribute("waiting", Told.counted(letters.count(Optional.empty()), "event"));
        model.addAttribute("seesAccounts", Visitor.present().seesAccounts());
        model.addAttribute("entered", entered);
        return "console/operations/dead-letters";
    }

    /** A form says what an endpoint's body says: action, subscriptionId, eventId, reason. */
    @PostMapping
    Object act(HttpServletRequest request, HttpServletResponse response, Model model) {
        FormBody body = FormBody.of(request);
        try {
            Outcome outcome = desk.act(RecordBinder.bind(body.asJson(request), ActionForm.class));
            return SeeOther.at("%s?handled=%d&waiting=%d".formatted(PATH, outcome.handled(), outcome.waiting()));
        } catch (RequestRefused refusal) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            String form = body.fields().getOrDefault("eventId", "");
            return show(
                    Optional.empty(),
                    refusal.code() == ProblemCode.NOT_FOUND
                            ? new Entered("", body.fields(), "This event waits no longer.", Map.of())
                            : Entered.refused(form, body, refusal),
                    model);
        }
    }
}
