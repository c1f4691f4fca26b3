package com.kore.billing.app.automation;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The computer's time. */
public final class SystemClock implements BillingClock {
    private final Clock clock = Clock.systemUTC();

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
