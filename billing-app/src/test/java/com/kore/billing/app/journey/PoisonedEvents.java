package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.eventstore.EventProcessors;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.Letters;
import com.kore.billing.app.testing.ReadModelCheck;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Events that the read models cannot take, among others that they can: one whose payload cannot be read, and one whose row the database
 * refuses. Account {@code sick} has them, account {@code sound} does not.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class PoisonedEvents {
    private static final String PROCESSOR = "read-models";
    private static final String PURCHASE = """
            {"plan":"premium","interval":"monthly",
             "paymentMethod":{"kind":"card","token":"tok_visa","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2040},
             "billingProfile":{"contactName":"Ada","email":"ada@acme.example",
               "address":{"line1":"1 Main St","city":"Springfield","postalCode":"12345","country":"US"}}}""";

    private RunningService service;
    private Letters letters;

    abstract Vendor database();

    @BeforeEach
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        letters = new Letters(service);
        for (String id : List.of("sick", "sound")) {
            service.summaryAfter(service.post(
                            "service",
                            "/v1/subscriptions",
                            "{\"subscriptionId\":\"%s\",\"accountName\":\"Acme\"}".formatted(id))
                    .is(201));
        }
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void one_whose_row_is_refused_waits_with_those_behind_it_until_the_cause_is_mended(CapturedOutput log) {
        letters.refuseThirteenUsers();
        command(
                "sick",
                "change-managed-users",
                "{\"managedUsers\":13}",
                "traceparent",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "X-Request-Id",
                "order-7");
        // In one batch with those behind it, its row would never be written.
        await().until(() -> letters.waiting().equals(List.of("sick 1")));
        assertThat(log.getOut().lines())
                .anyMatch(line -> line.contains("trace=4bf92f3577b34da6a3ce929d0e0e4736 request=order-7 account=sick ")
                        && line.contains("of sick cannot be projected"));
        users("sick", 7);
        await().until(() -> letters.waiting().equals(List.of("sick 1", "sick 2")));

        Answer paid = command("sound", "change-plan", PURCHASE, "Prefer", "wait=5");
        Answer bought = command("sick", "change-plan", PURCHASE);

        assertThat(paid.at("/invoice/status")).isEqualTo("paid");
        await().until(() ->
                letters.waiting().equals(List.of("sick 1", "sick 2", "sick 3", "sick 4", "sick 5", "sick 6")));
        assertThat(shown("sick", "managedUsers")).isEqualTo("1");

        letters.allowThirteenUsers();
        assertThat(retry()).isTrue();

        assertThat(letters.waiting()).isEmpty();
        assertThat(service.summaryAfter(bought).at("/managedUsers")).isEqualTo("7");
        await().until(() -> shown("sick", "version").equals("8"));
        assertThat(invoiceStatus("SICK-0001")).isEqualTo("paid");
        Answer after = command("sick", "change-managed-users", "{\"managedUsers\":9}", "Prefer", "wait=5");
        assertThat(service.summaryAfter(after).at("/managedUsers")).isEqualTo("9");
        ReadModelCheck.rowsEqualAFoldFromNothing(service);
    }

    @Test
    void a_retry_before_the_cause_is_mended_leaves_everything_as_it_was() {
        letters.refuseThirteenUsers();
        users("sick", 13);
        // In one batch with those behind it, its row would never be written.
        await().until(() -> letters.waiting().equals(List.of("sick 1")));
        users("sick", 7);
        users("sick", 8);
        await().until(() -> letters.waiting().size() == 3);

        assertThat(retry()).isFalse();
        assertThat(retry()).isFalse();

        assertThat(letters.waiting()).containsExactly("sick 1", "sick 2", "sick 3");
        assertThat(shown("sick", "version")).isEqualTo("1");
        assertThat(service.summaryAfter(users("sound", 5)).at("/managedUsers")).isEqualTo("5");
    }

    @Test
    void one_that_cannot_be_read_waits_with_those_behind_it_until_it_can_be() {
        service.bean(EventProcessors.class).processor(PROCESSOR).shutDown();
        users("sick", 7);
        users("sick", 8);
        users("sound", 5);
        users("sick", 9);
        String payload = letters.breakPayload("sick", 2);
        service.bean(EventProcessors.class).processor(PROCESSOR).start();

        await().until(() -> letters.waiting().equals(List.of("sick 2", "sick 3")));
        assertThat(service.summaryAfter(users("sound", 6)).at("/managedUsers")).isEqualTo("6");
        assertThat(shown("sick", "managedUsers")).isEqualTo("7");
        assertThat(retry()).isFalse();
        assertThat(letters.waiting()).containsExactly("sick 2", "sick 3");

        letters.mendPayload("sick", 2, payload);
        assertThat(retry()).isTrue();

        assertThat(letters.waiting()).isEmpty();
        assertThat(shown("sick", "managedUsers")).isEqualTo("9");
        ReadModelCheck.rowsEqualAFoldFromNothing(service);
    }

    @Test
    void two_of_one_account_in_one_batch_keep_their_order_and_are_mended_one_after_the_other() {
        letters.refuseThirteenUsers();
        service.bean(EventProcessors.class).processor(PROCESSOR).shutDown();
        // While this one is written, those behind it come together.
        users("sound", 5);
        users("sick", 13);
        users("sick", 8);
        users("sick", 9);
        String payload = letters.breakPayload("sick", 2);
        service.bean(EventProcessors.class).processor(PROCESSOR).start();
        await().until(() -> letters.waiting().equals(List.of("sick 1", "sick 2", "sick 3")));

        letters.allowThirteenUsers();
        assertThat(retry()).isFalse();
        assertThat(letters.waiting()).containsExactly("sick 2", "sick 3");
        assertThat(shown("sick", "managedUsers")).isEqualTo("13");

        letters.mendPayload("sick", 2, payload);
        assertThat(retry()).isTrue();
        assertThat(letters.waiting()).isEmpty();
        assertThat(shown("sick", "managedUsers")).isEqualTo("9");
        assertThat(shown("sound", "managedUsers")).isEqualTo("5");
        ReadModelCheck.rowsEqualAFoldFromNothing(service);
    }

    @Test
    void several_among_many_that_come_together_are_found_and_all_others_are_written() {
        letters.refuseThirteenUsers();
        service.bean(EventProcessors.class).processor(PROCESSOR).shutDown();
        for (int number = 10; number < 30; number++) {
            service.post("service", "/v1/subscriptions", """
                            {"subscriptionId":"many-%d","accountName":"Acme","managedUsers":%d}""".formatted(number, number % 5 == 3 ? 13 : 5))
                    .is(201);
        }
        users("many-20", 6);
        users("many-20", 7);
        users("many-21", 8);
        String payload = letters.breakPayload("many-20", 1);
        service.bean(EventProcessors.class).processor(PROCESSOR).start();

        List<String> refused = List.of("many-13 0", "many-18 0", "many-23 0", "many-28 0");
        await().until(() -> letters.waiting().size() == refused.size() + 2);
        assertThat(letters.waiting())
                .containsExactly("many-13 0", "many-18 0", "many-20 1", "many-20 2", "many-23 0", "many-28 0");
        for (int number = 10; number < 30; number++) {
            if (number % 5 != 3) {
                assertThat(shown("many-" + number, "version"))
                        .as("many-%d", number)
                        .isEqualTo(number == 21 ? "2" : "1");
            }
        }

        letters.mendPayload("many-20", 1, payload);
        letters.retry();
        assertThat(letters.waiting()).isEqualTo(refused);
        letters.allowThirteenUsers();
        assertThat(retry()).isTrue();
        assertThat(shown("many-20", "managedUsers")).isEqualTo("7");
        ReadModelCheck.rowsEqualAFoldFromNothing(service);
    }

    @Test
    void letters_of_several_accounts_are_retried_account_by_account() {
        letters.refuseThirteenUsers();
        users("sick", 13);
        users("sound", 13);
        await().until(() -> letters.waiting().size() == 2);
        letters.allowThirteenUsers();

        Answer one = letters.act("{\"action\":\"retry\",\"subscriptionId\":\"sound\"}")
                .is(200);
        assertThat(one.json().toString()).isEqualTo("{\"handled\":1,\"waiting\":0}");
        assertThat(letters.waiting()).containsExactly("sick 1");
        assertThat(letters.retry().json().toString()).isEqualTo("{\"handled\":1,\"waiting\":0}");

        assertThat(letters.waiting()).isEmpty();
        assertThat(letters.retry().json().toString()).isEqualTo("{\"handled\":0,\"waiting\":0}");
        ReadModelCheck.rowsEqualAFoldFromNothing(service);
    }

    private boolean retry() {
        return letters.retry().at("/waiting").equals("0");
    }

    private Answer users(String id, int users) {
        return command(id, "change-managed-users", "{\"managedUsers\":" + users + "}");
    }

    private Answer command(String id, String name, String body, String... headers) {
        return service.post("service", "/v1/subscriptions/" + id + "/" + name, body, headers)
                .is(200);
    }

    private String shown(String id, String field) {
        return service.get("service", "/v1/subscriptions/" + id).is(200).at("/" + field);
    }

    private String invoiceStatus(String number) {
        return service.get("service", "/v1/invoices/" + number).is(200).at("/status");
    }
}
