package com.kore.billing.projections.analytics;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

/** Months, the first and the last included. */
public record MonthRange(YearMonth from, YearMonth to) {

    /** @throws IllegalArgumentException if the last is before the first */
    public MonthRange {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("%s is before %s".formatted(to, from));
        }
    }

    List<YearMonth> months() {
        return Stream.iterate(from, month -> !month.isAfter(to), month -> month.plusMonths(1))
                .toList();
    }

    /** How the tables say the first month: by its first day. */
    LocalDate firstDay() {
        return from.atDay(1);
    }

    /** How the tables say the last month. */
    LocalDate lastMonth() {
        return to.atDay(1);
    }
}
