package com.kore.billing.app.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.CommandRejected;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.CommandBus;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callers are told while the payment gateway takes its time over a charge. */
class OpenPaymentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ACME = "/v1/subscriptions/acme";
    private static final String GO_PAID = """
            {"plan":"premium","interval":"monthly",
             "paymentMethod":{"kind":"card","token":"tok_visa","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2060},
             "billingProfile":{"contactName":"Ada","email":"ada@acme.example",
               "address":{"line1":"1 Main St","city":"Springfield","postalCode":"12345","country":"US"}}}""";

    /** An account whose charges wait until the gateway is told to answer. */
    private static RunningService start(Vendor vendor, Path dataDir) {
        RunningService service = RunningService.start(vendor, dataDir, Map.of(), TestGateway.class);
        service.bean(TestGateway.class).makeWait("acme");
        service.post(
                        "service",
                        "/v1/subscriptions",
                        "{\"subscriptionId\":\"acme\",\"accountName\":\"Acme\",\"managedUsers\":3}")
                .is(201);
        return service;
    }

    @ParameterizedTest
    @EnumSource
    void a_command_that_charges_waits_for_an_open_charge_and_succeeds_once_that_is_paid(
            Vendor vendor, @TempDir Path dataDir) {
        try (RunningService service = start(vendor, dataDir)) {
            TestGateway gateway = service.bean(TestGateway.class);
            CountDownLatch refused = countPaymentPending(service);
            Answer bought =
                    service.post("service", ACME + "/change-plan", GO_PAID).is(200);
            assertThat(bought.at("/invoice/status")).isEqualTo("open");
            Awaitility.await().atMost(PATIENCE).until(() -> gateway.waiting() == 1);

            CompletableFuture<Answer> more = CompletableFuture.supplyAsync(
                    () -> service.post("service", ACME + "/change-managed-users", "{\"managedUsers\":5}"));
            await(refused);
            assertThat(more).isNotDone();
            gateway.answerAll();

            Answer added = more.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join()
                    .is(200);
            assertThat(added.at("/invoice/number")).isEqualTo("ACME-0002");
            assertThat(service.summaryAfter(added).at("/managedUsers")).isEqualTo("5");
            assertThat(service.get("service", "/v1/invoices/ACME-0001").is(200).at("/status"))
                    .isEqualTo("paid");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoever_prefers_to_wait_is_answered_with_an_open_invoice_when_the_gateway_hangs(
            Vendor vendor, @TempDir Path dataDir) {
        try (RunningService service = start(vendor, dataDir)) {
            TestGateway gateway = service.bean(TestGateway.class);

            Answer bought = service.post("service", ACME + "/change-plan", GO_PAID, "Prefer", "wait=5")
                    .is(200);

            assertThat(bought.json().get("events").valueStream())
                    .extracting(event -> event.get("type").asString())
                    .containsExactly("PaymentMethodChanged", "BillingProfileUpdated", "PlanChanged", "InvoiceIssued");
            assertThat(bought.at("/version")).isEqualTo("5");
            assertThat(bought.header("ETag")).isEqualTo("\"5\"");
            assertThat(bought.at("/invoice/status")).isEqualTo("open");
            assertThat(gateway.waiting()).isEqualTo(1);

            gateway.answerAll();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> service.get("service", "/v1/invoices/ACME-0001")
                            .at("/status")
                            .equals("paid"));
        }
    }

    /** Down at the first refusal because of an open charge. */
    private static CountDownLatch countPaymentPending(RunningService service) {
        CountDownLatch refused = new CountDownLatch(1);
        service.bean(CommandBus.class).registerHandlerInterceptor((unitOfWork, chain) -> {
            try {
                return chain.proceed();
            } catch (CommandRejected rejected) {
                if (rejected.code().equals("payment-pending")) {
                    refused.countDown();
                }
                throw rejected;
            }
        });
        return refused;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
