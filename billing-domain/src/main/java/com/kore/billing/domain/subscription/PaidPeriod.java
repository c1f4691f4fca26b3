package com.kore.billing.domain.subscription;

import com.kore.billing.domain.calendar.BillingCalendar;
import com.kore.billing.domain.calendar.BillingPeriod;
import java.time.LocalDate;

/**
 * The terms in effect and the days that they are paid for.
 *
 * @param anchor the date that the first period of the present interval began on
 */
public record PaidPeriod(Terms terms, LocalDate anchor, BillingPeriod period) {

    /** The first period of terms whose interval begins today. */
    public static PaidPeriod anchoredOn(LocalDate anchor, Terms terms) {
        return new PaidPeriod(terms, anchor, new BillingCalendar(anchor, terms.interval()).period(0));
    }

    /** The same days on other terms of the same interval. */
    public PaidPeriod with(Terms other) {
        return new PaidPeriod(other, anchor, period);
    }

    /** What follows this period: a changed interval begins a new calendar, the same one goes on with its own. */
    public PaidPeriod next(Terms following) {
        return following.interval() == terms.interval()
                ? new PaidPeriod(
                        following, anchor, new BillingCalendar(anchor, terms.interval()).periodStarting(period.end()))
                : anchoredOn(period.end(), following);
    }
}
