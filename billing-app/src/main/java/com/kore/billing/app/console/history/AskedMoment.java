package com.kore.billing.app.console.history;

import com.kore.billing.app.console.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The day, or the minute of a day, that somebody wants to look at, in the account's time zone; a day alone is meant to its end.
 *
 * @param day as it was entered, like {@code time}
 * @param error what is wrong with it, in words that follow the label; empty if nothing is
 */
record AskedMoment(String day, String time, Optional<Instant> at, String words, String error) {
    static final AskedMoment NONE = new AskedMoment("", "", Optional.empty(), "", "");

    /** As the database's times. */
    private static final long NANOS = 1_000;

    static AskedMoment of(Optional<String> day, Optional<String> time, ZoneId zone, Instant now) {
        String date = day.orElse("").strip();
        String minute = time.orElse("").strip();
        if (date.isEmpty()) {
            return minute.isEmpty()
                    ? NONE
                    : new AskedMoment("", minute, Optional.empty(), "", "is required with a time");
        }
        try {
            if (date.length() != "2026-01-15".length()) {
                return refused(date, minute, "must be a date such as 2026-01-15");
            }
            LocalDate on = LocalDate.parse(date);
            return minute.isEmpty() ? wholeDay(date, on, zone, now) : atMinute(date, minute, on, zone, now);
        } catch (DateTimeParseException noDate) {
            return refused(date, minute, "must be a date such as 2026-01-15, and a time such as 14:05");
        }
    }

    private static AskedMoment wholeDay(String date, LocalDate on, ZoneId zone, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        if (on.isAfter(today)) {
            return refused(date, "", "must not be later than today, " + Words.date(today));
        }
        Instant end = on.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(NANOS);
        return end.isAfter(now)
                ? new AskedMoment(date, "", Optional.of(now), "Now, " + Words.instant(now, zone), "")
                : new AskedMoment(date, "", Optional.of(end), "At the end of " + Words.date(on), "");
    }

    private static AskedMoment atMinute(String date, String minute, LocalDate on, ZoneId zone, Instant now) {
        Instant at = on.atTime(LocalTime.parse(minute)).atZone(zone).toInstant();
        return at.isAfter(now)
                ? refused(date, minute, "must not be later than now, " + Words.instant(now, zone))
                : new AskedMoment(date, minute, Optional.of(at), "At " + Words.instant(at, zone), "");
    }

    private static AskedMoment refused(String day, String time, String error) {
        return new AskedMoment(day, time, Optional.empty(), "", error);
    }

    /** The account was not there yet. */
    AskedMoment beforeTheOpening() {
        return refused(day, time, "must not be before the account was opened");
    }
}
