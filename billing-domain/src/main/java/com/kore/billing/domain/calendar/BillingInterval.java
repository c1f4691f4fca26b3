package com.kore.billing.domain.calendar;

import java.math.BigDecimal;
import java.time.Period;

/** How often a subscription is billed. */
public enum BillingInterval {
    MONTHLY(1),
    ANNUAL(12);

    private final int months;

    BillingInterval(int months) {
        this.months = months;
    }

    /** The calendar length. Twelve months and one year name the same date. */
    public Period length() {
        return Period.ofMonths(months);
    }

    public int months() {
        return months;
    }

    /** What an amount per interval is divided by to compare it per month. */
    public BigDecimal monthsAsDivisor() {
        return BigDecimal.valueOf(months);
    }
}
