package com.kore.billing.app.automation;

import java.time.Instant;

/** What time it is. The one place that time enters the service, so that it can stand still or be advanced. */
public interface BillingClock {

    /** The present instant, in microseconds: what every database keeps. */
    Instant now();
}
