package com.kore.billing.app.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arithmetic in minor units, and how amounts and dates are told. */
final class Sums {
    private Sums() {}

    /** Rule 12: {@code price x users x days / days in the period}, rounded half up once. */
    static long part(long price, int users, long days, long periodDays) {
        return BigDecimal.valueOf(price)
                .multiply(BigDecimal.valueOf(users))
                .multiply(BigDecimal.valueOf(days))
                .divide(BigDecimal.valueOf(periodDays), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** An amount as HTTP says it. */
    static Map<String, Object> money(long amount, String currency) {
        Map<String, Object> money = new LinkedHashMap<>();
        money.put("amount", amount);
        money.put("currency", currency);
        return money;
    }

    /** Half-open dates as HTTP says them. */
    static Map<String, Object> period(LocalDate start, LocalDate end) {
        Map<String, Object> period = new LinkedHashMap<>();
        period.put("start", start.toString());
        period.put("end", end.toString());
        return period;
    }
}
