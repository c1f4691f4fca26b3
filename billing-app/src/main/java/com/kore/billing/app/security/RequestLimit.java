package com.kore.billing.app.security;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.web.RequestRoomFilter;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/**
 * How much may be asked of this node, by one caller and by all together, wherever they ask: the endpoints and the console's pages share it. The
 * filters are no beans themselves, or Spring Boot would put them before all others.
 *
 * @param filters in their order, behind the check of tokens
 */
record RequestLimit(List<Filter> filters) {
    static RequestLimit of(BillingSettings.RateLimit settings, RequestRoomFilter room, MeterRegistry meters) {
        Counter limited = meters.counter("billing.requests.limited");
        Optional<RateLimit> ofCaller =
                settings.perSecond().isPresent() || settings.burst().isPresent()
                        ? Optional.of(RateLimit.of(settings, TimeMeter.SYSTEM_NANOTIME, limited))
                        : Optional.empty();
        return new RequestLimit(
                Stream.<Filter>concat(ofCaller.stream(), Stream.of(room)).toList());
    }

    /** @param first of those that the limit stands before */
    void apply(HttpSecurity http, Class<? extends Filter> first) {
        filters.forEach(filter -> http.addFilterBefore(filter, first));
    }
}
