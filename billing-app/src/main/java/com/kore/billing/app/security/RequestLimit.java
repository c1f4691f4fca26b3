package com.kore.billing.app.security;

import com.kore.billing.app.BillingSettings;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/**
 * How much one caller may ask of this node, wherever he asks: the endpoints and the console's pages share it. Not a bean itself, or Spring
 * Boot would put it before all other filters.
 *
 * @param filter empty unless it is configured
 */
record RequestLimit(Optional<RateLimit> filter) {
    static RequestLimit of(BillingSettings.RateLimit settings, MeterRegistry meters) {
        Counter refused = meters.counter("billing.requests.limited");
        return new RequestLimit(
                settings.perSecond().isPresent() || settings.burst().isPresent()
                        ? Optional.of(RateLimit.of(settings, TimeMeter.SYSTEM_NANOTIME, refused))
                        : Optional.empty());
    }
}
