package com.kore.billing.app.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Rule 10d: which day an instant is of, for an account. None is before a day that something has counted for, though clocks go back. */
final class Days {
    private final ZoneId zone;
    private LocalDate latest = LocalDate.MIN;

    Days(ZoneId zone) {
        this.zone = zone;
    }

    LocalDate of(Instant at) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return day.isBefore(latest) ? latest : day;
    }

    /** Something happened that counts for a day. */
    void counted(LocalDate day) {
        latest = day.isBefore(latest) ? latest : day;
    }
}
