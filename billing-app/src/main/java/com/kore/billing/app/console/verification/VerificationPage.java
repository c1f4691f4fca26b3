package com.kore.billing.app.console.verification;

import com.kore.billing.app.console.Progress;
import com.kore.billing.app.console.Words;
import com.kore.billing.app.rebuild.VerificationReport;
import com.kore.billing.app.rebuild.VerificationReport.Status;
import com.kore.billing.app.rebuild.VerificationReport.VerifiedProjection;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A verification in words.
 *
 * @param started by the database's clock, as is {@code finished}
 * @param outcome what has been found; while it runs, so far
 * @param kind of the outcome: {@code good}, {@code bad}, or empty while it is open
 * @param givenUp what has to be known besides; empty if nothing
 */
record VerificationPage(
        long id,
        String status,
        String requestedBy,
        String started,
        Optional<String> finished,
        Progress progress,
        String outcome,
        String kind,
        Optional<String> givenUp,
        List<Projection> projections) {

    /**
     * A read model that was compared.
     *
     * @param count how many rows differ, in words
     * @param differences those that are told
     */
    record Projection(String name, String rows, String count, List<Difference> differences) {
        private static Projection of(VerifiedProjection projection) {
            return new Projection(
                    name(projection),
                    String.format(Locale.ENGLISH, "%,d", projection.rows()),
                    projection.differences().isEmpty()
                            ? "none"
                            : counted(projection.differences().size(), "difference"),
                    projection.differences().stream().map(Difference::of).toList());
        }

        private static String name(VerifiedProjection projection) {
            String words = projection.name().replace('_', ' ');
            return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        }
    }

    static VerificationPage of(VerificationReport report) {
        int differences = report.projections().stream()
                .mapToInt(projection -> projection.differences().size())
                .sum();
        return new VerificationPage(
                report.id(),
                Words.of(report.status()),
                report.requestedBy(),
                Words.instant(report.startedAt(), ZoneOffset.UTC),
                report.finishedAt().map(at -> Words.instant(at, ZoneOffset.UTC)),
                Progress.of(report),
                outcome(report.status(), differences),
                kind(report.status(), differences),
                report.eventsGivenUp() == 0
                        ? Optional.empty()
                        : Optional.of(
                                "%s given up by operators: read models go on as if nothing had come of them, and that is no difference."
                                        .formatted(
                                                report.eventsGivenUp() == 1
                                                        ? "1 event was"
                                                        : report.eventsGivenUp() + " events were")),
                report.projections().stream().map(Projection::of).toList());
    }

    private static String outcome(Status status, int differences) {
        String found = differences == 0 ? "No difference" : counted(differences, "difference");
        return switch (status) {
            case RUNNING -> found + " so far";
            case COMPLETED -> found;
            case FAILED -> "It could not go on; " + found.toLowerCase(Locale.ROOT) + " until then";
        };
    }

    private static String kind(Status status, int differences) {
        if (differences > 0 || status == Status.FAILED) {
            return "bad";
        }
        return status == Status.COMPLETED ? "good" : "";
    }

    private static String counted(int count, String noun) {
        return count == 1 ? "1 " + noun : count + " " + noun + "s";
    }

    public boolean running() {
        return progress.running();
    }
}
