package com.kore.billing.app.rebuild;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fast something that reads the history gets on.
 *
 * @param eventsPerSecond since it began, or was last taken up
 * @param remainingSeconds how long the rest takes at this pace; empty as long as nothing is done
 */
record Pace(long eventsPerSecond, Optional<Long> remainingSeconds) {

    static Pace of(long done, long left, Instant from, Instant to) {
        long millis = Math.max(1, Duration.between(from, to).toMillis());
        return new Pace(
                done * 1000 / millis,
                done > 0 ? Optional.of(Math.max(0, left) * millis / done / 1000) : Optional.empty());
    }
}
