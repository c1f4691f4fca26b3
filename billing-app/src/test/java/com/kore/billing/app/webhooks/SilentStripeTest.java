package com.kore.billing.app.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.FakeStripe;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stripe sends far more events than the node has room for, and does not answer what it is asked about them. */
class SilentStripeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int EVENTS = 40;

    /** So many wait for Stripe at once. */
    private static final int WAITING = 8;

    @ParameterizedTest
    @EnumSource
    void events_take_no_room_from_others_and_are_to_be_sent_again(Vendor vendor, @TempDir Path dataDir)
            throws Exception {
        try (FakeStripe stripe = new FakeStripe();
                RunningService service = RunningService.start(vendor, dataDir, settings(stripe));
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            OpenDebits debits = new OpenDebits(stripe, service);
            stripe.becomes(debits.open("acme"), "succeeded");
            stripe.fallsSilentAt(asked -> true);
            List<Future<Answer>> sent = new ArrayList<>();
            for (int event = 0; event < EVENTS; event++) {
                sent.add(senders.submit(() -> debits.hear(OpenDebits.event("payment_intent.succeeded", "acme"))));
            }
            try {
                await().atMost(PATIENCE).until(() -> answered(sent) == EVENTS - WAITING);

                assertThat(debits.status("acme")).isEqualTo("open");
                service.post("admin", "/v1/subscriptions", "{\"subscriptionId\":\"other\",\"accountName\":\"Other\"}")
                        .is(201);
            } finally {
                stripe.speaks();
            }

            int refused = 0;
            for (Future<Answer> event : sent) {
                Answer answer = event.get();
                if (answer.status() != 200) {
                    refused++;
                    answer.isRefused(503, "unavailable");
                    assertThat(answer.header("Retry-After")).isNotBlank();
                }
            }
            assertThat(refused).isEqualTo(EVENTS - WAITING);
            assertThat(debits.eventually("acme")).isEqualTo("paid");
            debits.hear(OpenDebits.event("payment_intent.succeeded", "acme")).is(200);
        }
    }

    private static Map<String, String> settings(FakeStripe stripe) {
        Map<String, String> settings = new HashMap<>(OpenDebits.settings(stripe));
        settings.put("billing.payments.stripe.timeout", "10m");
        return settings;
    }

    private static long answered(List<Future<Answer>> sent) {
        return sent.stream().filter(Future::isDone).count();
    }
}
