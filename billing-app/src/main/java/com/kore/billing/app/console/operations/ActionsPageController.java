package com.kore.billing.app.console.operations;

import com.kore.billing.app.operations.OperatorAction;
import com.kore.billing.app.operations.OperatorActions;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What operators did, with who and why. Nothing is ever removed. */
@Controller
final class ActionsPageController {
    private static final String PATH = ProjectionsPageController.PATH + "/actions";
    private static final String LIST = "acts";
    private static final int ROWS = 20;

    private final OperatorActions actions;

    ActionsPageController(OperatorActions actions) {
        this.actions = actions;
    }

    /** @param outcome what came of it; a dash where nothing is known */
    record Action(String at, String by, String what, String reason, String outcome) {
        static Action of(OperatorAction action) {
            return new Action(
                    Told.at(action.at()),
                    action.by(),
                    what(action),
                    action.reason().orElse(""),
                    action.handled()
                            .map(handled -> "%s gone, %s left"
                                    .formatted(
                                            Told.count(handled),
                                            Told.count(action.waiting().orElse(0L))))
                            .orElse("-"));
        }

        private static String what(OperatorAction action) {
            String whose = action.subscriptionId().orElse("all accounts");
            return switch (action.action()) {
                case REPLAY -> "Had %s made anew".formatted(action.projection().orElse("a read model"));
                case RETRY -> "Tried the dead letters of %s again".formatted(whose);
                case GIVE_UP ->
                    "Gave up event %s of %s".formatted(action.eventId().orElse("-"), whose);
            };
        }
    }

    @GetMapping(PATH)
    String list(@RequestParam Optional<String> cursor, Model model) {
        long before = cursor.map(text -> Cursor.parse(text, LIST, 1).number(0)).orElse(Long.MAX_VALUE);
        PageOf<OperatorAction> found = PageOf.of(
                actions.newest(before, ROWS + 1), ROWS, last -> new Cursor(LIST, List.of(Long.toString(last.id()))));
        model.addAttribute(
                "page",
                Told.Part.of(found.items().stream().map(Action::of).toList(), PATH, cursor, found.nextCursor()));
        return "console/operations/actions";
    }
}
