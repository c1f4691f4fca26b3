package com.kore.billing.app.campaign;

import java.time.Instant;

/** When the service is down, for all accounts; it is back at {@code until}. */
record Downtime(Instant from, Instant until) {
    boolean covers(Instant at) {
        return at.isAfter(from) && at.isBefore(until);
    }
}
