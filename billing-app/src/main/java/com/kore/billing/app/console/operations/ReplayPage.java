package com.kore.billing.app.console.operations;

import com.kore.billing.app.console.Progress;
import com.kore.billing.app.console.Words;
import com.kore.billing.app.rebuild.ReplayReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the replay of a read model stands, in words.
 *
 * @param running whether it is looked at again by itself
 * @param outcome what its status means for those who read
 */
record ReplayPage(
        long id,
        String projection,
        String address,
        boolean running,
        boolean failed,
        String status,
        String outcome,
        String requestedBy,
        String startedAt,
        Optional<String> took,
        Progress progress,
        Optional<String> failure) {

    static ReplayPage of(ReplayReport report) {
        boolean running = report.status() == ReplayReport.Status.RUNNING;
        String address = ProjectionsPageController.PATH
                + "/projections/%s/replays/%d".formatted(report.projection(), report.id());
        return new ReplayPage(
                report.id(),
                report.projection(),
                address,
                running,
                report.status() == ReplayReport.Status.FAILED,
                Words.of(report.status()),
                outcome(report.status()),
                report.requestedBy(),
                Told.at(report.startedAt()),
                report.finishedAt().map(end -> took(report.startedAt(), end)),
                Progress.of(report),
                report.failure());
    }

    private static String took(Instant start, Instant end) {
        return Told.took(Duration.between(start, end));
    }

    private static String outcome(ReplayReport.Status status) {
        return switch (status) {
            case RUNNING -> "The old rows answer until the new ones are complete.";
            case COMPLETED -> "The new rows answer.";
            case FAILED -> "What answered before goes on answering; the new rows are removed.";
        };
    }
}
