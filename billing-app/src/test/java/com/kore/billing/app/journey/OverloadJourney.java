package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.app.testing.Verified;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Far more callers than a node has room for: some are told to come back, nobody is told anything else, and everything is done once. */
abstract class OverloadJourney {
    private static final int CALLERS = 16;
    private static final int COMMANDS = 15;

    abstract Vendor database();

    @Test
    void who_comes_back_is_served_and_nothing_is_lost_or_doubled(@TempDir Path dataDir) throws Exception {
        AtomicInteger refused = new AtomicInteger();
        try (RunningService service =
                        RunningService.start(database(), dataDir, Map.of("billing.load.requests-max", "2"));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                String account = "account-" + caller;
                all.add(callers.submit(() -> {
                    opens(service, account, refused);
                    for (int command = 1; command < COMMANDS; command++) {
                        grants(service, account, command, refused);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }

            assertThat(refused).hasPositiveValue();
            for (int caller = 0; caller < CALLERS; caller++) {
                Answer summary = service.get(
                                "service",
                                "/v1/subscriptions/account-%d/account-summary?minVersion=%d"
                                        .formatted(caller, COMMANDS))
                        .is(200);
                assertThat(summary.at("/version")).isEqualTo(Integer.toString(COMMANDS));
                assertThat(summary.at("/creditBalance/amount"))
                        .isEqualTo(Integer.toString(COMMANDS * (COMMANDS - 1) / 2));
            }
            Verified.withoutDifferences(service);
        }
    }

    private static void opens(RunningService service, String account, AtomicInteger refused) {
        until(
                        refused,
                        () -> service.post(
                                "admin",
                                "/v1/subscriptions",
                                "{\"subscriptionId\":\"%s\",\"accountName\":\"Acme\"}".formatted(account),
                                "Idempotency-Key",
                                account))
                .is(201);
    }

    /** As many cents as it is the how-manieth, so that one that is missing or there twice shows. */
    private static void grants(RunningService service, String account, int command, AtomicInteger refused) {
        until(
                        refused,
                        () -> service.post(
                                "admin",
                                "/v1/subscriptions/%s/grant-credit".formatted(account),
                                "{\"kind\":\"goodwill\",\"amount\":{\"amount\":%d,\"currency\":\"USD\"}}"
                                        .formatted(command),
                                "Idempotency-Key",
                                account + "-" + command))
                .is(200);
    }

    private static Answer until(AtomicInteger refused, Supplier<Answer> request) {
        Answer answer = request.get();
        while (answer.status() == 503) {
            answer.isRefused(503, "unavailable");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            refused.incrementAndGet();
            answer = request.get();
        }
        return answer;
    }
}
