package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ServiceClient;
import java.time.Duration;
import java.util.List;

/**
 * How long after another node has gone the one that is left did its share.
 *
 * @param told what it answered meanwhile
 * @param accepted until a command of an account that had none before was answered
 * @param shown until the read models showed a charge that was decided then
 * @param paid until that was paid
 */
record Takeover(List<Told> told, Duration accepted, Duration shown, Duration paid) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    /** @param account that it opens, and charges */
    static Takeover by(ServiceClient node, String account) {
        long begun = System.nanoTime();
        Told opened = told(node, new Asked("service", "/v1/subscriptions", """
                {"subscriptionId":"%s","accountName":"Acme","billingProfile":{"contactName":"Ada","email":"ada@acme.example",\
                "address":{"line1":"1 Main St","city":"Springfield","postalCode":"12345","country":"US"}}}""".formatted(account), account + "-opens"));
        Told charged = told(
                node,
                new Asked("service", "/v1/subscriptions/" + account + "/change-plan", """
                {"plan":"premium","interval":"monthly","paymentMethod":{"kind":"card","token":"tok_visa","brand":"visa",\
                "last4":"4242","expiryMonth":12,"expiryYear":2060}}""", account + "-goes-paid"));
        Duration accepted = since(begun);
        awaitAnswer(node, "/v1/subscriptions/%s?minVersion=%d".formatted(account, charged.version()), "");
        Duration shown = since(begun);
        awaitAnswer(node, "/v1/subscriptions/" + account + "/invoices", "\"status\":\"paid\"");
        return new Takeover(List.of(opened, charged), accepted, shown, since(begun));
    }

    private static Told told(ServiceClient node, Asked asked) {
        Answer answer = asked.send(node);
        assertThat(answer.status()).as(answer.response().body()).isBetween(200, 201);
        return new Told(asked, answer.json());
    }

    private static void awaitAnswer(ServiceClient node, String path, String holding) {
        await().atMost(PATIENCE).pollInterval(POLL_INTERVAL).until(() -> {
            Answer answer = node.get("service", path);
            return answer.status() == 200 && answer.response().body().contains(holding);
        });
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public String toString() {
        return "accepted-ms=%d shown-ms=%d paid-ms=%d"
                .formatted(accepted.toMillis(), shown.toMillis(), paid.toMillis());
    }
}
