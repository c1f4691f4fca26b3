package com.kore.billing.app.payments.stripe;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.stripe.StripeClient;
import com.stripe.net.StripeResponse;
import com.stripe.service.V1Services;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Stripe as the gateway. Real money is not moved by mistake: what is not set as it must be stops the start. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "billing.payments.gateway", havingValue = "stripe")
class StripeConfiguration {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FAILURES_FROM = 500;
    private static final Set<String> THIS_COMPUTER = Set.of("localhost", "127.0.0.1", "[::1]");

    @Bean
    PaymentGateway stripeGateway(BillingSettings settings, PlanCatalog catalog, MeterRegistry meters) {
        check(settings);
        check(catalog);
        BillingSettings.Stripe stripe = settings.payments().stripe();
        BulkheadRegistry rooms = BulkheadRegistry.of(BulkheadConfig.custom()
                .maxConcurrentCalls(stripe.requestsMax())
                .maxWaitDuration(stripe.requestsWait())
                .build());
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(leavesAloneWhatFails());
        TaggedBulkheadMetrics.ofBulkheadRegistry(rooms).bindTo(meters);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        return gateway(stripe, rooms.bulkhead(StripeConnection.NAME), breakers.circuitBreaker(StripeConnection.NAME));
    }

    /**
     * Of the last 20 requests half have failed, or it would not take more: it is left alone for ten seconds, then tried with three. Not for being slow:
     * money that comes late comes, and who waits for it is bounded elsewhere.
     */
    static CircuitBreakerConfig leavesAloneWhatFails() {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(10))
                .permittedNumberOfCallsInHalfOpenState(3)
                .recordResult(StripeConfiguration::isFailure)
                .build();
    }

    private static boolean isFailure(Object result) {
        return result instanceof StripeResponse response
                && (response.code() >= FAILURES_FROM || response.code() == TOO_MANY_REQUESTS);
    }

    static PaymentGateway gateway(BillingSettings.Stripe settings, Bulkhead room, CircuitBreaker breaker) {
        StripeConnection connection =
                new StripeConnection(settings.connectTimeout(), settings.timeout(), room, breaker);
        V1Services services = StripeClient.builder()
                .setApiKey(settings.apiKey())
                .setApiBase(settings.apiBase())
                .setMaxNetworkRetries(0)
                .setHttpClient(connection)
                .build()
                .v1();
        return new StripeGateway(services, connection);
    }

    /** @throws StartRefused naming the setting; never its value, if that is a secret */
    private static void check(BillingSettings settings) {
        BillingSettings.Stripe stripe = settings.payments().stripe();
        String key = stripe.apiKey();
        if (key.isBlank()) {
            throw new StartRefused(
                    "billing.payments.gateway is 'stripe', and there is no API key.",
                    "Set BILLING_PAYMENTS_STRIPE_API_KEY, or BILLING_PAYMENTS_GATEWAY to 'simulated', which moves no money.");
        }
        requireNoSpace("API key", "BILLING_PAYMENTS_STRIPE_API_KEY", key);
        requireNoSpace("webhook secret", "BILLING_PAYMENTS_STRIPE_WEBHOOK_SECRET", stripe.webhookSecret());
        if (settings.clock() == BillingSettings.ClockKind.SANDBOX && key.matches("[a-z]+_live_.*")) {
            throw new StartRefused(
                    "billing.clock is 'sandbox', and the API key of Stripe is a live one: advancing time would charge real cards.",
                    "Use a key of Stripe's test mode (BILLING_PAYMENTS_STRIPE_API_KEY), or BILLING_CLOCK 'system'.");
        }
        if (!isSafe(stripe.apiBase())) {
            throw new StartRefused(
                    "billing.payments.stripe.api-base would send the API key unencrypted to another computer, or is no address.",
                    "Set BILLING_PAYMENTS_STRIPE_API_BASE to one that begins with https://, or to none for Stripe's own.");
        }
        requirePositive("connect-timeout", stripe.connectTimeout().isPositive());
        requirePositive("timeout", stripe.timeout().isPositive());
        requirePositive("requests-max", stripe.requestsMax() > 0);
        requirePositive("requests-wait", !stripe.requestsWait().isNegative());
    }

    private static void check(PlanCatalog catalog) {
        List<String> miscounted = StripeCurrencies.miscounted(catalog);
        if (!miscounted.isEmpty()) {
            throw new StartRefused(
                    "The catalog has prices in %s, which Stripe counts in another smallest unit: the amounts would be wrong."
                            .formatted(String.join(", ", miscounted)),
                    "Take these prices out of the catalog (BILLING_CATALOG), or charge by another gateway.");
        }
    }

    /** What was pasted with its line's end would match nothing, and only be noticed when it is needed. */
    private static void requireNoSpace(String secret, String variable, String value) {
        if (value.chars().anyMatch(Character::isWhitespace)) {
            throw new StartRefused(
                    "The " + secret + " of Stripe has white space in it.", "Set " + variable + " to it alone.");
        }
    }

    private static boolean isSafe(String base) {
        try {
            URI address = new URI(base);
            return address.getHost() != null
                    && ("https".equals(address.getScheme())
                            || ("http".equals(address.getScheme()) && THIS_COMPUTER.contains(address.getHost())));
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }

    private static void requirePositive(String setting, boolean positive) {
        if (!positive) {
            throw new StartRefused(
                    "billing.payments.stripe." + setting + " leaves no room for any request.",
                    "Set it above zero, or leave it out for the default.");
        }
    }
}
