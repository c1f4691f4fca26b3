package com.kore.billing.app.console.operations;

import com.kore.billing.app.automation.BillingRuns;
import com.kore.billing.app.automation.RunReport;
import com.kore.billing.app.console.Words;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What billing runs have done, and the one that is running. */
@Controller
final class BillingRunsPageController {
    private static final String PATH = ProjectionsPageController.PATH + "/billing-runs";
    private static final String LIST = "runs";
    private static final int ROWS = 20;

    private final BillingRuns runs;

    BillingRunsPageController(BillingRuns runs) {
        this.runs = runs;
    }

    /**
     * A run.
     *
     * @param left how long it will take, as far as that is known
     * @param failures each in a sentence
     */
    record Run(
            long id,
            String startedAt,
            String took,
            boolean running,
            String status,
            String tone,
            String done,
            String due,
            String renewals,
            String collections,
            String failureCount,
            List<String> failures,
            String node,
            Optional<String> left) {

        static Run of(RunReport run) {
            return new Run(
                    run.id(),
                    Told.at(run.startedAt()),
                    run.finishedAt()
                            .map(end -> Told.took(Duration.between(run.startedAt(), end)))
                            .orElse("-"),
                    run.status() == RunReport.Status.RUNNING,
                    Words.of(run.status()),
                    tone(run.status()),
                    Told.count(run.done()),
                    Told.count(run.due()),
                    Told.count(run.renewals()),
                    Told.count(run.collections()),
                    Told.count(run.failures().count()),
                    run.failures().latest().stream().map(Run::sentence).toList(),
                    run.node(),
                    run.remainingSeconds().map(seconds -> Told.took(Duration.ofSeconds(seconds))));
        }

        private static String tone(RunReport.Status status) {
            return switch (status) {
                case RUNNING -> "";
                case COMPLETED -> "ACTIVE";
                case FAILED, ABANDONED -> "PAST_DUE";
            };
        }

        private static String sentence(RunReport.Failure failure) {
            return "%s of %s, %s: %s"
                    .formatted(
                            Words.of(failure.kind()),
                            failure.subscriptionId(),
                            Told.at(failure.at()),
                            failure.message());
        }
    }

    @GetMapping(PATH)
    String list(@RequestParam Optional<String> cursor, Model model) {
        Optional<Long> before = cursor.map(text -> Cursor.parse(text, LIST, 1).number(0));
        PageOf<RunReport> found = PageOf.of(
                runs.newest(before, ROWS + 1), ROWS, last -> new Cursor(LIST, List.of(Long.toString(last.id()))));
        Told.Part<Run> page =
                Told.Part.of(found.items().stream().map(Run::of).toList(), PATH, cursor, found.nextCursor());
        model.addAttribute("page", page);
        model.addAttribute("running", page.rows().stream().anyMatch(Run::running));
        return "console/operations/billing-runs";
    }
}
