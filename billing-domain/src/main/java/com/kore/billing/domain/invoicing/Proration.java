package com.kore.billing.domain.invoicing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.Money;

/**
 * Part of a period: {@code price x users x days / days in the period}, an exact ratio rounded once, half up, to the currency's minor
 * unit.
 */
public final class Proration {
    private Proration() {}

    /**
     * @param price for one user and the whole period, not negative
     * @param users at least 0
     * @param days charged, from 0 to the period's days
     * @param periodDays at least 1
     */
    public static Money part(Money price, int users, int days, int periodDays) {
        if (users < 0 || days < 0 || periodDays < 1 || days > periodDays || price.isNegative()) {
            throw new IllegalArgumentException(
                    "no part of a period: %s x %d x %d / %d".formatted(price, users, days, periodDays));
        }
        BigDecimal exact = price.getAmount().multiply(BigDecimal.valueOf((long) users * days));
        return Money.of(
                price.getCurrencyUnit(),
                exact.divide(
                        BigDecimal.valueOf(periodDays),
                        price.getCurrencyUnit().getDecimalPlaces(),
                        RoundingMode.HALF_UP));
    }
}
