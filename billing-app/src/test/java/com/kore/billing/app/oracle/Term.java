package com.kore.billing.app.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * What is paid for, and the period that it is paid for: the <i>n</i>th from the anchor.
 *
 * @param price per user and interval, in minor units
 */
record Term(String plan, Every interval, long price, LocalDate anchor, int n) {

    LocalDate start() {
        return interval.after(anchor, n);
    }

    LocalDate end() {
        return interval.after(anchor, n + 1);
    }

    long days() {
        return ChronoUnit.DAYS.between(start(), end());
    }

    /** Rule 12: the day of the change belongs to the new terms. */
    long daysFrom(LocalDate today) {
        return ChronoUnit.DAYS.between(today, end());
    }

    /** Rule 10: the first instant of the period's end in the account's zone. */
    Instant endsAt(ZoneId zone) {
        return end().atStartOfDay(zone).toInstant();
    }

    /** Another plan for the rest of the period. */
    Term with(String otherPlan, long otherPrice) {
        return new Term(otherPlan, interval, otherPrice, anchor, n);
    }

    /** What follows it: the same calendar goes on, another interval begins its own on the day that it takes over. */
    Term next(String nextPlan, Every nextInterval, long nextPrice) {
        return nextInterval == interval
                ? new Term(nextPlan, interval, nextPrice, anchor, n + 1)
                : new Term(nextPlan, nextInterval, nextPrice, end(), 0);
    }
}
