package com.kore.billing.app.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.ProblemWriter;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How much one caller may ask of this node: a token bucket each, that requests empty and time fills. A caller is who a token names, so
 * that several tokens of one JWT subject share a bucket. Stands behind the check of tokens and before that of scopes: who is nobody is
 * refused anyway, and what is forbidden counts too.
 */
final class RateLimit extends OncePerRequestFilter {
    private final int perSecond;
    private final int burst;
    private final TimeMeter time;
    private final Counter refused;
    private final Cache<String, Bucket> buckets;

    private RateLimit(int perSecond, int burst, TimeMeter time, Counter refused) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.time = time;
        this.refused = refused;
        // A bucket that has been left alone for that long is full, as a new one is.
        this.buckets = Caffeine.newBuilder()
                .ticker(time::currentTimeNanos)
                .expireAfterAccess(Duration.ofSeconds(burst / perSecond + 1L))
                .build();
    }

    /**
     * @param refused counts whom it sends away
     * @throws StartRefused unless it lets somebody in
     */
    static RateLimit of(BillingSettings.RateLimit settings, TimeMeter time, Counter refused) {
        int perSecond = settings.perSecond().orElse(0);
        int burst = settings.burst().orElse(perSecond);
        if (perSecond < 1 || burst < 1) {
            throw new StartRefused(
                    "With billing.rate-limit.per-second %d and .burst %d nobody could ask anything."
                            .formatted(perSecond, burst),
                    "Set both to 1 or more (BILLING_RATE_LIMIT_PER_SECOND, BILLING_RATE_LIMIT_BURST), or neither for no limit.");
        }
        return new RateLimit(perSecond, burst, time, refused);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null) {
            chain.doFilter(request, response);
            return;
        }
        ConsumptionProbe probe = buckets.get(caller.getName(), name -> full()).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
            return;
        }
        refused.increment();
        // Rounded up: who comes back after that finds something.
        long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill())
                .plusNanos(999_999_999)
                .toSeconds();
        response.setHeader("Retry-After", Long.toString(seconds));
        ProblemWriter.write(
                request,
                response,
                ProblemCode.TOO_MANY_REQUESTS,
                "This caller may send %d requests per second, and %d at once. Nothing was done; try again in %d s."
                        .formatted(perSecond, burst, seconds));
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}
