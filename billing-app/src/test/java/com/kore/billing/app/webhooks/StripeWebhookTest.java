package com.kore.billing.app.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ApiDocument;
import com.kore.billing.app.testing.FakeStripe;
import com.kore.billing.app.testing.FakeStripe.Behavior;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.stripe.net.Webhook;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Stripe's events over HTTP. Time stands still: what happens does so because of an event, and not because it has become due. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeWebhookTest {
    private static final String PATH = "/v1/webhooks/stripe";
    private static final String SECRET = "whsec_fake";

    private final FakeStripe stripe = new FakeStripe();
    private RunningService service;

    @BeforeAll
    void start(@TempDir Path dataDir) {
        stripe.has("pm_days", Behavior.TAKES_DAYS, "cus_acme").has("pm_visa", Behavior.PAYS, "cus_acme");
        Map<String, String> settings = new HashMap<>(stripe.settings());
        settings.put("billing.clock", "sandbox");
        settings.put("billing.clock-start", "2026-01-15T12:00:00Z");
        service = RunningService.start(Vendor.H2, dataDir, settings);
    }

    @AfterAll
    void stop() {
        service.close();
        stripe.close();
    }

    /** Buys by bank debit, which is under way then; the id of its PaymentIntent. */
    private String openPayment(String account) {
        service.post("admin", "/v1/subscriptions", """
                        {"subscriptionId":"%s","accountName":"Acme","managedUsers":3,"billingProfile":{"contactName":"Ada",
                         "email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield","postalCode":"12345",
                         "country":"US"}}}""".formatted(account)).is(201);
        buy(account, """
                {"kind":"ach","token":"pm_days","bankName":"First Bank","last4":"6789"}""");
        assertThat(status(account)).isEqualTo("open");
        return stripe.intents().getLast();
    }

    private void buy(String account, String method) {
        Answer bought = service.post(
                        "admin",
                        "/v1/subscriptions/" + account + "/change-plan",
                        "{\"plan\":\"premium\",\"interval\":\"monthly\",\"paymentMethod\":" + method + "}",
                        "Prefer",
                        "wait=5")
                .is(200);
        service.summaryAfter(bought);
    }

    private String status(String account) {
        Answer invoice =
                service.get("service", "/v1/invoices/" + invoice(account)).is(200);
        return invoice.at("/status");
    }

    private static String invoice(String account) {
        return account.toUpperCase(Locale.ROOT) + "-0001";
    }

    /** What Stripe sends, with much more in it. */
    private static String event(String type, String account) {
        return """
                {"id":"evt_1","object":"event","api_version":"2020-08-27","type":"%s","data":{"object":{"id":"pi_1",
                 "object":"payment_intent","status":"succeeded","network_transaction_id":"4242424242424242",
                 "metadata":{"subscriptionId":"%s","invoice":"%s","attempt":"1"}}}}""".formatted(type, account, invoice(account));
    }

    private Answer send(String payload, String signature) {
        return service.send(service.request(PATH)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Stripe-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(payload)));
    }

    private static String signed(String payload, String secret, long secondsAgo) throws Exception {
        return Webhook.Signature.generateSignatureHeader(
                payload, secret, Instant.now().getEpochSecond() - secondsAgo);
    }

    private Answer hear(String payload) throws Exception {
        return send(payload, signed(payload, SECRET, 1));
    }

    private void refused(Answer answer) {
        answer.isRefused(400, "malformed");
        // A trace id may contain any digits.
        String told = answer.response().body().replace(answer.at("/traceId"), "");
        assertThat(told).doesNotContain("4242").doesNotContain(SECRET);
    }

    @Test
    void an_event_makes_an_open_payment_be_asked_about_at_once() throws Exception {
        String intent = openPayment("paid");
        stripe.becomes(intent, "succeeded");

        Answer heard = hear(event("payment_intent.succeeded", "paid")).is(200);

        assertThat(heard.response().body()).isEmpty();
        assertThat(eventually("paid")).isEqualTo("paid");
        hear(event("payment_intent.succeeded", "paid")).is(200);
        assertThat(service.get("service", "/v1/invoices/PAID-0001")
                        .is(200)
                        .json()
                        .get("payments"))
                .hasSize(1);
    }

    /** Once the read models show what the event has led to. */
    private String eventually(String account) {
        Answer advanced = service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"PT0S\"}")
                .is(200);
        assertThat(advanced.at("/failures")).isEqualTo("0");
        return status(account);
    }

    @Test
    void what_an_event_says_is_not_believed() throws Exception {
        openPayment("liar");

        hear(event("payment_intent.succeeded", "liar")).is(200);

        assertThat(eventually("liar")).isEqualTo("open");
    }

    @Test
    void a_debit_that_came_back_is_declined_and_the_change_undone() throws Exception {
        stripe.fails(openPayment("undone"), "insufficient_funds");

        hear(event("payment_intent.payment_failed", "undone")).is(200);

        assertThat(eventually("undone")).isEqualTo("void");
    }

    @Test
    void a_refund_that_was_on_its_way_is_asked_about_at_once() throws Exception {
        String intent = openPayment("back");
        stripe.becomes(intent, "succeeded");
        hear(event("payment_intent.succeeded", "back")).is(200);
        assertThat(eventually("back")).isEqualTo("paid");
        stripe.refundsBecome("pending");
        Answer asked = service.post(
                        "admin", "/v1/invoices/BACK-0001/refund", "{\"reason\":\"Sorry\"}", "Prefer", "wait=1")
                .is(200);
        service.summaryAfter(asked);
        stripe.becomes(stripe.refundIds().getLast(), "succeeded");

        hear(event("refund.updated", "back")).is(200);

        eventually("back");
        assertThat(service.get("service", "/v1/invoices/BACK-0001").is(200).at("/amountRefunded/amount"))
                .isEqualTo("3000");
    }

    @Test
    void events_without_news_and_about_others_are_heard_and_nothing_is_asked() throws Exception {
        openPayment("quiet");
        stripe.wire().resetRequests();

        hear(event("payment_intent.processing", "quiet")).is(200);
        hear(event("customer.created", "quiet")).is(200);
        hear(event("payment_intent.succeeded", "nobody")).is(200);
        hear("{\"type\":\"payment_intent.succeeded\",\"data\":{\"object\":{\"metadata\":{}}}}")
                .is(200);
        hear("[]").is(200);
        hear("no json").is(200);

        stripe.wire().verify(0, WireMock.anyRequestedFor(WireMock.anyUrl()));
    }

    @Test
    void an_event_that_is_not_signed_by_stripe_or_long_ago_is_refused() throws Exception {
        String payload = event("payment_intent.succeeded", "acme");

        refused(send(payload, signed(payload, "whsec_other", 1)));
        refused(send(payload + " ", signed(payload, SECRET, 1)));
        refused(send(payload, signed(payload, SECRET, 301)));
        for (String nonsense : new String[] {
            "t=,v1=", "t=1,v1=00", "v1=00", "t=x,v1=00", "", "t=9999999999999999999999,v1=0", "=", "t,v1=00", "v1"
        }) {
            refused(send(payload, nonsense));
        }
        refused(service.send(service.request(PATH).POST(HttpRequest.BodyPublishers.ofString(payload))));
    }

    @Test
    void a_body_that_is_too_large_is_refused() throws Exception {
        String payload = "x".repeat(70_000);

        send(payload, signed(payload, SECRET, 1)).isRefused(413, "too-large");
    }

    @Test
    void while_stripe_cannot_be_asked_it_is_to_tell_again() throws Exception {
        openPayment("later");
        var away = stripe.wire()
                .stubFor(WireMock.any(WireMock.anyUrl())
                        .atPriority(1)
                        .willReturn(WireMock.aResponse().withStatus(500).withBody("{\"error\":{}}")));

        hear(event("payment_intent.succeeded", "later")).isRefused(503, "unavailable");

        stripe.wire().removeStub(away);
        hear(event("payment_intent.succeeded", "later")).is(200);
    }

    @Test
    void it_is_documented_as_asking_for_no_token_and_answers_as_documented() throws Exception {
        var json = service.get("service", "/v3/api-docs").is(200).json();
        ApiDocument document = new ApiDocument(json);

        assertThat(json.at("/paths/~1v1~1webhooks~1stripe/post/security").toString())
                .isEqualTo("[]");
        assertThat(document.honours("post " + PATH, "Stripe-Signature")).isTrue();
        assertThat(document.differences("post " + PATH, hear("{}").is(200))).isEmpty();
        assertThat(document.differences("post " + PATH, send("{}", "").is(400))).isEmpty();
    }

    @Test
    void what_stripe_is_asked_is_measured() {
        MeterRegistry meters = service.bean(MeterRegistry.class);

        assertThat(meters.get("resilience4j.circuitbreaker.state")
                        .tag("name", "stripe")
                        .tag("state", "closed")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("resilience4j.bulkhead.max.allowed.concurrent.calls")
                        .tag("name", "stripe")
                        .gauge()
                        .value())
                .isEqualTo(25);
    }

    @Test
    void without_a_secret_or_another_gateway_there_is_nothing(@TempDir Path dataDir) throws Exception {
        Map<String, String> settings = new HashMap<>(stripe.settings());
        settings.put("billing.payments.gateway", "simulated");
        try (RunningService simulated = RunningService.start(Vendor.H2, dataDir, settings)) {
            String payload = event("payment_intent.succeeded", "acme");
            simulated
                    .send(simulated
                            .request(PATH)
                            .header("Stripe-Signature", signed(payload, SECRET, 1))
                            .POST(HttpRequest.BodyPublishers.ofString(payload)))
                    .isRefused(404, "not-found");
        }
    }
}
