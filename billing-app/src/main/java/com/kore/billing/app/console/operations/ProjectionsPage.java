package com.kore.billing.app.console.operations;

import com.kore.billing.app.console.Words;
import com.kore.billing.app.operations.ProjectionStatus;
import java.util.List;
import java.util.Optional;

/**
 * The read models at a glance.
 *
 * @param statement how all of them stand
 * @param bad whether somebody should look
 * @param waiting how many events wait because they could not be taken; empty if none does
 * @param replaying whether the page is looked at again by itself
 */
record ProjectionsPage(String statement, boolean bad, Optional<String> waiting, boolean replaying, List<Row> rows) {

    /** A read model. */
    record Row(
            String name,
            String status,
            String tone,
            String position,
            String head,
            String lag,
            String replayAddress,
            Optional<ReplayPage> replay) {

        static Row of(ProjectionStatus status) {
            return new Row(
                    status.name(),
                    Words.of(status.status()),
                    tone(status),
                    Told.count(status.position()),
                    Told.count(status.head()),
                    Told.count(status.lag()),
                    ProjectionsPageController.PATH + "/projections/" + status.name() + "/replay",
                    status.replay().map(ReplayPage::of));
        }

        private static String tone(ProjectionStatus status) {
            return switch (status.status()) {
                case RUNNING -> "ACTIVE";
                case REPLAYING -> "";
                case STOPPED -> "PAST_DUE";
            };
        }
    }

    ProjectionsPage {
        rows = List.copyOf(rows);
    }

    static ProjectionsPage of(List<ProjectionStatus> all) {
        long lag = all.stream().mapToLong(ProjectionStatus::lag).max().orElse(0);
        long head = all.stream().mapToLong(ProjectionStatus::head).max().orElse(0);
        long letters =
                all.stream().mapToLong(ProjectionStatus::deadLetters).max().orElse(0);
        boolean stopped = all.stream().anyMatch(one -> one.status() == ProjectionStatus.Status.STOPPED);
        return new ProjectionsPage(
                statement(lag, head, stopped),
                stopped,
                letters == 0
                        ? Optional.empty()
                        : Optional.of(
                                letters == 1
                                        ? "1 event waits because a read model could not take it, or one before it."
                                        : "%s events wait because a read model could not take them, or one before them."
                                                .formatted(Told.count(letters))),
                all.stream().anyMatch(one -> one.replay().isPresent()),
                all.stream().map(Row::of).toList());
    }

    private static String statement(long lag, long head, boolean stopped) {
        if (stopped) {
            return "No node hands events to at least one read model: what pages say grows old. The logs of the nodes say why; it is taken up again as soon as a node can.";
        }
        if (head == 0) {
            return "Nothing has happened yet: there is no event, and the read models are empty.";
        }
        return lag == 0
                ? "Everything is up to date: all read models have seen the newest event."
                : "%s behind the newest event.".formatted(Told.counted(lag, "event"));
    }
}
