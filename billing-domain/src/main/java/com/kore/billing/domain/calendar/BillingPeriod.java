package com.kore.billing.domain.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Half-open dates {@code [start, end)} in the account's time zone. */
public record BillingPeriod(LocalDate start, LocalDate end) {

    /** @throws IllegalArgumentException if the period has no day */
    public BillingPeriod {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a period has at least one day, got [%s, %s)".formatted(start, end));
        }
    }

    /** How many days the period has; days are counted, never seconds. */
    public int days() {
        return Math.toIntExact(ChronoUnit.DAYS.between(start, end));
    }

    /** How many days are left, the given one included. */
    public int daysFrom(LocalDate day) {
        if (!contains(day)) {
            throw new IllegalArgumentException("%s is not in [%s, %s)".formatted(day, start, end));
        }
        return Math.toIntExact(ChronoUnit.DAYS.between(day, end));
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(start) && day.isBefore(end);
    }

    /** The rest of this period from the given day on. */
    public BillingPeriod from(LocalDate day) {
        return new BillingPeriod(day, end);
    }

    /** The first instant that is no longer in the period: when the next one is due. */
    public Instant endsAt(ZoneId zone) {
        return end.atStartOfDay(zone).toInstant();
    }
}
