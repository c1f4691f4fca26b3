package com.kore.billing.projections.analytics;

import com.kore.billing.domain.subscription.Terms;
import java.math.RoundingMode;
import org.joda.money.Money;

/**
 * Monthly recurring revenue of one account: {@code price x users}, a year's divided by twelve, rounded once, half up, to the currency's
 * minor unit. Credits and parts of periods do not count.
 */
public final class Mrr {
    private Mrr() {}

    public static Money of(Terms terms) {
        return terms.total().dividedBy(terms.interval().monthsAsDivisor(), RoundingMode.HALF_UP);
    }
}
