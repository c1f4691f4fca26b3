package com.kore.billing.app.webhooks;

import static com.kore.billing.app.webhooks.OpenDebits.PATH;
import static com.kore.billing.app.webhooks.OpenDebits.SECRET;
import static com.kore.billing.app.webhooks.OpenDebits.event;
import static com.kore.billing.app.webhooks.OpenDebits.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ApiDocument;
import com.kore.billing.app.testing.FakeStripe;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Stripe's events over HTTP. Time stands still: what happens does so because of an event, and not because it has become due. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeWebhookTest {
    private final FakeStripe stripe = new FakeStripe();
    private RunningService service;
    private OpenDebits debits;

    @BeforeAll
    void start(@TempDir Path dataDir) {
        service = RunningService.start(Vendor.H2, dataDir, OpenDebits.settings(stripe));
        debits = new OpenDebits(stripe, service);
    }

    @AfterAll
    void stop() {
        service.close();
        stripe.close();
    }

    private void refused(Answer answer) {
        answer.isRefused(400, "malformed");
        // A trace id may contain any digits.
        String told = answer.response().body().replace(answer.at("/traceId"), "");
        assertThat(told).doesNotContain("4242").doesNotContain(SECRET);
    }

    @Test
    void an_event_makes_an_open_payment_be_asked_about_at_once() throws Exception {
        String intent = debits.open("paid");
        stripe.becomes(intent, "succeeded");

        Answer heard = debits.hear(event("payment_intent.succeeded", "paid")).is(200);

        assertThat(heard.response().body()).isEmpty();
        assertThat(debits.eventually("paid")).isEqualTo("paid");
        debits.hear(event("payment_intent.succeeded", "paid")).is(200);
        assertThat(service.get("service", "/v1/invoices/PAID-0001")
                        .is(200)
                        .json()
                        .get("payments"))
                .hasSize(1);
    }

    @Test
    void what_an_event_says_is_not_believed() throws Exception {
        debits.open("liar");

        debits.hear(event("payment_intent.succeeded", "liar")).is(200);

        assertThat(debits.eventually("liar")).isEqualTo("open");
    }

    @Test
    void a_debit_that_came_back_is_declined_and_the_change_undone() throws Exception {
        stripe.fails(debits.open("undone"), "insufficient_funds");

        debits.hear(event("payment_intent.payment_failed", "undone")).is(200);

        assertThat(debits.eventually("undone")).isEqualTo("void");
    }

    @Test
    void a_refund_that_was_on_its_way_is_asked_about_at_once() throws Exception {
        String intent = debits.open("back");
        stripe.becomes(intent, "succeeded");
        debits.hear(event("payment_intent.succeeded", "back")).is(200);
        assertThat(debits.eventually("back")).isEqualTo("paid");
        stripe.refundsBecome("pending");
        Answer asked = service.post(
                        "admin", "/v1/invoices/BACK-0001/refund", "{\"reason\":\"Sorry\"}", "Prefer", "wait=1")
                .is(200);
        service.summaryAfter(asked);
        stripe.becomes(stripe.refundIds().getLast(), "succeeded");

        debits.hear(event("refund.updated", "back")).is(200);

        debits.eventually("back");
        assertThat(service.get("service", "/v1/invoices/BACK-0001").is(200).at("/amountRefunded/amount"))
                .isEqualTo("3000");
    }

    @Test
    void events_without_news_and_about_others_are_heard_and_nothing_is_asked() throws Exception {
        debits.open("quiet");
        stripe.wire().resetRequests();

        debits.hear(event("payment_intent.processing", "quiet")).is(200);
        debits.hear(event("customer.created", "quiet")).is(200);
        debits.hear(event("payment_intent.succeeded", "nobody")).is(200);
        debits.hear("{\"type\":\"payment_intent.succeeded\",\"data\":{\"object\":{\"metadata\":{}}}}")
                .is(200);
        debits.hear("[]").is(200);
        debits.hear("no json").is(200);

        stripe.wire().verify(0, WireMock.anyRequestedFor(WireMock.anyUrl()));
    }

    @Test
    void an_event_that_is_not_signed_by_stripe_or_long_ago_is_refused() throws Exception {
        String payload = event("payment_intent.succeeded", "acme");

        refused(debits.send(payload, signed(payload, "whsec_other", 1)));
        refused(debits.send(payload + " ", signed(payload, SECRET, 1)));
        refused(debits.send(payload, signed(payload, SECRET, 301)));
        for (String nonsense : new String[] {
            "t=,v1=", "t=1,v1=00", "v1=00", "t=x,v1=00", "", "t=9999999999999999999999,v1=0", "=", "t,v1=00", "v1"
        }) {
            refused(debits.send(payload, nonsense));
        }
        refused(service.send(service.request(PATH).POST(HttpRequest.BodyPublishers.ofString(payload))));
    }

    @Test
    void a_body_that_is_too_large_is_refused() throws Exception {
        String payload = "x".repeat(70_000);

        debits.send(payload, signed(payload, SECRET, 1)).isRefused(413, "too-large");
    }

    @Test
    void while_stripe_cannot_be_asked_it_is_to_tell_again() throws Exception {
        debits.open("later");
        var away = stripe.wire()
                .stubFor(WireMock.any(WireMock.anyUrl())
                        .atPriority(1)
                        .willReturn(WireMock.aResponse().withStatus(500).withBody("{\"error\":{}}")));

        debits.hear(event("payment_intent.succeeded", "later")).isRefused(503, "unavailable");

        stripe.wire().removeStub(away);
        debits.hear(event("payment_intent.succeeded", "later")).is(200);
    }

    @Test
    void it_is_documented_as_asking_for_no_token_and_answers_as_documented() throws Exception {
        var json = service.get("service", "/v3/api-docs").is(200).json();
        ApiDocument document = new ApiDocument(json);

        assertThat(json.at("/paths/~1v1~1webhooks~1stripe/post/security").toString())
                .isEqualTo("[]");
        assertThat(document.honours("post " + PATH, "Stripe-Signature")).isTrue();
        assertThat(document.differences("post " + PATH, debits.hear("{}").is(200)))
                .isEmpty();
        assertThat(document.differences("post " + PATH, debits.send("{}", "").is(400)))
                .isEmpty();
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
