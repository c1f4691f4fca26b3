package com.kore.billing.app.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Rule 19: what is agreed with sales. Its periods are counted from its start, the first is number 0; the last one is cut short by its end.
 *
 * @param prepaid users, as signed
 * @param price per user and interval, in minor units
 * @param end exclusive
 */
record Deal(String plan, Every interval, int prepaid, long price, LocalDate start, LocalDate end, String reference) {

    LocalDate startOf(int n) {
        return interval.after(start, n);
    }

    LocalDate endOf(int n) {
        LocalDate full = interval.after(start, n + 1);
        return full.isBefore(end) ? full : end;
    }

    /** The rest of a period from a day on, or all of it from its first day: the days that are left, of those of the full period. */
    Line charge(int n, int users, LocalDate from) {
        long days = ChronoUnit.DAYS.between(from, endOf(n));
        long fullDays = ChronoUnit.DAYS.between(startOf(n), interval.after(start, n + 1));
        long amount = Sums.part(price, users, days, fullDays);
        return new Line("charge", plan, interval, price, users, days, fullDays, from, endOf(n), amount);
    }

    Line first() {
        return charge(0, prepaid, start);
    }

    static Instant beginning(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
