package com.kore.billing.projections.accountsummary;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.subscription.Terms;
import com.kore.billing.projections.text.MoneyText;
import com.kore.billing.projections.text.TermsText;
import java.math.RoundingMode;
import java.util.Optional;
import org.joda.money.Money;

/** The sentences at the top of the Account Summary page. */
final class Statement {
    private Statement() {}

    static String of(String planName, Optional<Terms> paid) {
        return paid.map(terms -> ofPaid(planName, terms))
                .orElseGet(() -> "You are currently on the %s plan.".formatted(planName));
    }

    private static String ofPaid(String planName, Terms terms) {
        return "You are currently on the %s plan for %s per user per month, billed %s. You are currently paying a total of %s per month for %s."
                .formatted(
                        planName,
                        perMonth(terms.pricePerUser(), terms.interval()),
                        TermsText.billed(terms.interval()),
                        perMonth(terms.total(), terms.interval()),
                        TermsText.userSubscriptions(terms.managedUsers()));
    }

    /** Each figure is rounded once, half up, from the exact amount per interval: the total is not the rounded price times users. */
    private static String perMonth(Money perInterval, BillingInterval interval) {
        return MoneyText.of(perInterval.dividedBy(interval.monthsAsDivisor(), RoundingMode.HALF_UP));
    }
}
