package com.kore.billing.domain.payment;

import java.time.Duration;
import java.time.Instant;

/**
 * When the gateway is asked what became of an attempt whose outcome is unknown: 1, 5 and 30 minutes after the attempt, then every
 * hour. Nothing is charged again before it has answered.
 */
public final class InquirySchedule {
    private InquirySchedule() {}

    /**
     * @param unknownAt when the outcome was found unknown once more
     * @param inquiries how often it has been found unknown, this time included; at least 1
     */
    public static Instant nextAt(Instant unknownAt, int inquiries) {
        return unknownAt.plus(
                switch (inquiries) {
                    case 1 -> Duration.ofMinutes(1);
                    case 2 -> Duration.ofMinutes(4);
                    case 3 -> Duration.ofMinutes(25);
                    default -> Duration.ofHours(1);
                });
    }
}
