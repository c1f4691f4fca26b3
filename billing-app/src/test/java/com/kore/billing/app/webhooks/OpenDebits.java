package com.kore.billing.app.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.FakeStripe;
import com.kore.billing.app.testing.FakeStripe.Behavior;
import com.kore.billing.app.testing.RunningService;
import com.stripe.net.Webhook;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Accounts that have bought by bank debit, which takes days, and what Stripe sends about them meanwhile. */
record OpenDebits(FakeStripe stripe, RunningService service) {
    static final String PATH = "/v1/webhooks/stripe";
    static final String SECRET = "whsec_fake";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Of a service whose time stands still: what happens does so because of an event, and not because it has become due. */
    static Map<String, String> settings(FakeStripe stripe) {
        stripe.has("pm_days", Behavior.TAKES_DAYS, "cus_acme");
        Map<String, String> settings = new HashMap<>(stripe.settings());
        settings.put("billing.clock", "sandbox");
        settings.put("billing.clock-start", "2026-01-15T12:00:00Z");
        return settings;
    }

    /** Buys by bank debit, which is under way then; the id of its PaymentIntent. */
    String open(String account) {
        service.post("admin", "/v1/subscriptions", """
                        {"subscriptionId":"%s","accountName":"Acme","managedUsers":3,"billingProfile":{"contactName":"Ada",
                         "email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield","postalCode":"12345",
                         "country":"US"}}}""".formatted(account)).is(201);
        Answer bought = service.post("admin", "/v1/subscriptions/" + account + "/change-plan", """
                        {"plan":"premium","interval":"monthly","paymentMethod":
                         {"kind":"ach","token":"pm_days","bankName":"First Bank","last4":"6789"}}""", "Prefer", "wait=5")
                .is(200);
        service.summaryAfter(bought);
        await().atMost(PATIENCE)
                .until(() -> invoice(account).json().get("payments").size() == 1);
        assertThat(status(account)).isEqualTo("open");
        return stripe.intents().getLast();
    }

    String status(String account) {
        return invoice(account).at("/status");
    }

    private Answer invoice(String account) {
        return service.get("service", "/v1/invoices/" + invoiceId(account)).is(200);
    }

    /** Once the read models show all that has happened. */
    String eventually(String account) {
        Answer advanced = service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"PT0S\"}")
                .is(200);
        assertThat(advanced.at("/failures")).isEqualTo("0");
        return status(account);
    }

    private static String invoiceId(String account) {
        return account.toUpperCase(Locale.ROOT) + "-0001";
    }

    /** What Stripe sends, with much more in it. */
    static String event(String type, String account) {
        return """
                {"id":"evt_1","object":"event","api_version":"2020-08-27","type":"%s","data":{"object":{"id":"pi_1",
                 "object":"payment_intent","status":"succeeded","network_transaction_id":"4242424242424242",
                 "metadata":{"subscriptionId":"%s","invoice":"%s","attempt":"1"}}}}""".formatted(type, account, invoiceId(account));
    }

    static String signed(String payload, String secret, long secondsAgo) throws Exception {
        return Webhook.Signature.generateSignatureHeader(
                payload, secret, Instant.now().getEpochSecond() - secondsAgo);
    }

    Answer send(String payload, String signature) {
        return service.send(service.request(PATH)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Stripe-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(payload)));
    }

    /** Stripe sends it. */
    Answer hear(String payload) throws Exception {
        return send(payload, signed(payload, SECRET, 1));
    }
}
