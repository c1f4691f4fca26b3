package com.kore.billing.app.console;

import com.kore.billing.app.rebuild.ReplayReport;
import com.kore.billing.app.rebuild.VerificationReport;
import java.util.Locale;
import java.util.Optional;

/**
 * How far long work over the events has come, for the fragment {@code console/progress}.
 *
 * @param total at least 1, as a bar wants
 * @param words how many events, how fast, how long still
 */
public record Progress(boolean running, long done, long total, String words) {

    public static Progress of(VerificationReport report) {
        return of(
                report.status() == VerificationReport.Status.RUNNING,
                report.done(),
                report.total(),
                report.eventsPerSecond(),
                report.remainingSeconds());
    }

    public static Progress of(ReplayReport report) {
        return of(
                report.status() == ReplayReport.Status.RUNNING,
                report.done(),
                report.total(),
                report.eventsPerSecond(),
                report.remainingSeconds());
    }

    private static Progress of(boolean running, long done, long total, long perSecond, Optional<Long> remaining) {
        String events = String.format(Locale.ENGLISH, "%,d of %,d event%s", done, total, total == 1 ? "" : "s");
        String pace = !running || perSecond == 0 ? "" : String.format(Locale.ENGLISH, ", %,d per second", perSecond);
        String left = remaining
                .map(seconds -> ", about " + duration(seconds) + " left")
                .orElse("");
        return new Progress(running, done, Math.max(1, total), events + pace + left);
    }

    /** {@code 45 s}, {@code 3 min}, {@code 2 h}. */
    private static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600 ? Math.ceilDiv(seconds, 60) + " min" : Math.ceilDiv(seconds, 3600) + " h";
    }
}
