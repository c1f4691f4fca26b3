package com.kore.billing.domain.calendar;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;

/**
 * The periods that follow an anchor: period <i>n</i> starts on {@code anchor + n intervals}.
 *
 * <p>Never computed from the period before, so that 31 January is followed by 28 February and by 31 March, and an annual
 * subscription of 29 February comes back to the 29th in the next leap year.
 */
public record BillingCalendar(LocalDate anchor, BillingInterval interval) {

    /** Period <i>n</i>, counted from 0. */
    public BillingPeriod period(int n) {
        return new BillingPeriod(start(n), start(n + 1));
    }

    /**
     * The period that begins where one of this calendar's periods ended.
     *
     * @throws IllegalArgumentException if no period of this calendar starts on that day
     */
    public BillingPeriod periodStarting(LocalDate start) {
        int whole = Math.toIntExact(ChronoUnit.MONTHS.between(anchor, start)) / interval.months();
        for (int n = Math.max(0, whole); n <= whole + 1; n++) {
            if (start(n).equals(start)) {
                return period(n);
            }
        }
        throw new IllegalArgumentException(
                "no %s period anchored on %s starts on %s".formatted(interval, anchor, start));
    }

    private LocalDate start(int n) {
        return anchor.plus(Period.ofMonths(Math.multiplyExact(n, interval.months())));
    }
}
