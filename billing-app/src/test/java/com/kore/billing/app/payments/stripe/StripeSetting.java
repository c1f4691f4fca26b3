package com.kore.billing.app.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.payments.GatewayFailure;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.testing.FakeStripe;
import com.kore.billing.app.testing.FakeStripe.Behavior;
import com.kore.billing.domain.subscription.PaymentDue;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;

/** The gateway before a Stripe that knows an account's cards, and what may go wrong between them. */
final class StripeSetting implements AutoCloseable {
    static final String INTENTS = "/v1/payment_intents";
    static final int LATE_MILLIS = 4_000;

    /** Long enough for the first request of a JVM on a busy computer. */
    private static final Duration TIMEOUT = Duration.ofMillis(1_500);

    private final FakeStripe stripe = new FakeStripe();
    private final CircuitBreaker breaker = CircuitBreaker.of("stripe", StripeConfiguration.leavesAloneWhatFails());
    private final PaymentGateway gateway = gateway(10);

    StripeSetting() {
        stripe.has("pm_visa", Behavior.PAYS, "cus_acme")
                .has("pm_bad", Behavior.DECLINES, "cus_acme")
                .has("pm_silent", Behavior.PAYS, "cus_acme")
                .has("pm_bank", Behavior.PAYS_BY_BANK, "cus_acme")
                .has("pm_days", Behavior.TAKES_DAYS, "cus_acme")
                .has("pm_poor", Behavior.LACKS_MONEY, "cus_acme")
                .has("pm_3ds", Behavior.ASKS_THE_PAYER, "cus_acme")
                .has("pm_loose", Behavior.PAYS);
        stub(
                post(urlPathEqualTo(INTENTS)).withRequestBody(containing("payment_method=pm_silent")),
                answered().withFixedDelay(LATE_MILLIS));
    }

    @Override
    public void close() {
        stripe.close();
    }

    FakeStripe stripe() {
        return stripe;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    PaymentGateway gateway() {
        return gateway;
    }

    PaymentGateway gateway(int requestsMax) {
        return gateway(requestsMax, TIMEOUT, Duration.ofMillis(50));
    }

    /** One that waits for its turn and for answers as long as it takes. */
    PaymentGateway patientGateway(int requestsMax) {
        return gateway(requestsMax, Duration.ofMinutes(10), Duration.ofMinutes(10));
    }

    private PaymentGateway gateway(int requestsMax, Duration timeout, Duration requestsWait) {
        Bulkhead room = Bulkhead.of(
                "stripe",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(requestsMax)
                        .maxWaitDuration(requestsWait)
                        .build());
        return StripeConfiguration.gateway(
                new BillingSettings.Stripe(
                        "sk_test_secret", stripe.base(), "", Duration.ofSeconds(2), timeout, requestsMax, requestsWait),
                room,
                breaker);
    }

    /** What Stripe does is done, whatever becomes of its answer. */
    static ResponseDefinitionBuilder answered() {
        return aResponse().withTransformers(FakeStripe.ANSWER);
    }

    StubMapping stub(MappingBuilder request, ResponseDefinitionBuilder response) {
        return stripe.wire().stubFor(request.atPriority(1).willReturn(response));
    }

    static ResponseDefinitionBuilder error(int status, String type, String code) {
        return aResponse()
                .withStatus(status)
                .withHeader("Request-Id", "req_1")
                .withBody(
                        "{\"error\":{\"type\":\"%s\",\"code\":\"%s\",\"message\":\"Invalid key sk_test_secret of ada@acme.example\"}}"
                                .formatted(type, code));
    }

    void fails(PaymentDue payment, String saying) {
        assertThatExceptionOfType(GatewayFailure.class)
                .isThrownBy(() -> gateway.charge(payment))
                .withMessageContaining(saying)
                .withMessageNotContaining("sk_test")
                .withMessageNotContaining("ada@")
                .withNoCause();
    }
}
