package com.kore.billing.projections.analytics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/**
 * A sum over many accounts, in the currency's minor units. Exact however large it is; beyond 2^53 a JSON reader that knows only doubles rounds
 * it.
 */
public record Total(BigInteger amount, CurrencyUnit currency) {
    private static final int RATE_DECIMALS = 4;

    static Total zero(CurrencyUnit currency) {
        return new Total(BigInteger.ZERO, currency);
    }

    Total plus(Total other) {
        return new Total(amount.add(other.amount), currency);
    }

    Total minus(Total other) {
        return new Total(amount.subtract(other.amount), currency);
    }

    Total negated() {
        return new Total(amount.negate(), currency);
    }

    Total times(long factor) {
        return new Total(amount.multiply(BigInteger.valueOf(factor)), currency);
    }

    /** What part of a whole this is; empty if the whole is nothing. Four decimals, half up. */
    Optional<BigDecimal> of(Total whole) {
        return rate(amount, whole.amount);
    }

    static Optional<BigDecimal> rate(BigInteger part, BigInteger whole) {
        return whole.signum() == 0
                ? Optional.empty()
                : Optional.of(new BigDecimal(part).divide(new BigDecimal(whole), RATE_DECIMALS, RoundingMode.HALF_UP));
    }
}
