package com.kore.billing.domain.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When the payment of a declined renewal is tried again: so many times 24 hours after its first attempt. After the last try nothing is
 * tried any more.
 *
 * @param retryDays at least one, each at least 1 and at most {@value #DAYS_MAX}, ascending without repeats
 */
public record DunningSchedule(List<Integer> retryDays) {
    /** Longer than any period that could still be paid for. */
    public static final int DAYS_MAX = 365;

    /** 1, 3, 5 and 7 days after the first attempt. */
    public static final DunningSchedule DEFAULT = new DunningSchedule(List.of(1, 3, 5, 7));

    /** @throws IllegalArgumentException saying what is wrong with the days */
    public DunningSchedule {
        retryDays = List.copyOf(retryDays);
        if (retryDays.isEmpty()) {
            throw new IllegalArgumentException("must name at least one day");
        }
        int previous = 0;
        for (int day : retryDays) {
            if (day <= previous || day > DAYS_MAX) {
                throw new IllegalArgumentException("must be days from 1 to %d, each later than the one before, not %s"
                        .formatted(DAYS_MAX, retryDays));
            }
            previous = day;
        }
    }

    /**
     * The next try.
     *
     * @param firstAttemptAt of the invoice that the schedule runs for
     * @param now a try that is not later than this has been made, or was missed
     * @return empty after the last one
     */
    public Optional<Instant> nextAfter(Instant firstAttemptAt, Instant now) {
        return retryDays.stream()
                .map(days -> firstAttemptAt.plus(Duration.ofDays(days)))
                .filter(retryAt -> retryAt.isAfter(now))
                .findFirst();
    }
}
