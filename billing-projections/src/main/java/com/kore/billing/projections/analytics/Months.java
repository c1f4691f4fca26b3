package com.kore.billing.projections.analytics;

import java.time.LocalDate;

/** How the tables say a month: by its first day. */
final class Months {
    private Months() {}

    static LocalDate of(LocalDate day) {
        return day.withDayOfMonth(1);
    }
}
