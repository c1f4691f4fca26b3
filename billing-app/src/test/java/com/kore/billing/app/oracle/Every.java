package com.kore.billing.app.oracle;

import java.time.LocalDate;
import java.util.Locale;

/** How often an account is billed. */
public enum Every {
    MONTHLY,
    ANNUAL;

    /**
     * Rule 11: period <i>n</i> begins at the anchor plus <i>n</i> intervals. The calendar clamps to the last day of a shorter month,
     * and because it always counts from the anchor, the next longer month has the anchor's day again.
     */
    LocalDate after(LocalDate anchor, int periods) {
        return switch (this) {
            case MONTHLY -> anchor.plusMonths(periods);
            case ANNUAL -> anchor.plusYears(periods);
        };
    }

    /** As HTTP says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Every of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
