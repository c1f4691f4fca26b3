package com.kore.billing.projections.analytics;

import com.kore.billing.domain.account.SubscriptionId;
import java.time.LocalDate;

/**
 * Terms that are no longer in force.
 *
 * @param endsOn the first day on which they were not
 */
public record PeriodRow(SubscriptionId subscriptionId, TermsInForce terms, LocalDate endsOn) implements AnalyticsRow {

    static String key(SubscriptionId subscription, long number) {
        return subscription + "/terms/" + number;
    }

    @Override
    public String key() {
        return key(subscriptionId, terms.number());
    }
}
