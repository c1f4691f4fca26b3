package com.kore.billing.app.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the vendor decides for all accounts.
 *
 * @param retryDays when a declined renewal is tried again: days of 24 hours after its first attempt, ascending
 */
public record HouseRules(PriceList prices, List<Integer> retryDays) {
    public static final List<Integer> RETRY_DAYS_DEFAULT = List.of(1, 3, 5, 7);

    public HouseRules {
        retryDays = List.copyOf(retryDays);
    }

    /** Rule 15d: the instants of another try after a first one. */
    List<Instant> triesAfter(Instant first) {
        return retryDays.stream().map(days -> first.plus(Duration.ofDays(days))).toList();
    }
}
