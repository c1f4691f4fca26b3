package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.eventstore.EventProcessors;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.Letters;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.app.testing.Verified;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Operators look at what the read models could not take, and give up what never can be. Account {@code sick} has such events. */
abstract class DeadLetterJourney {
    private static final String PROCESSOR = "read-models";

    private RunningService service;
    private Accounts accounts;
    private Letters letters;

    abstract Vendor database();

    @BeforeEach
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        accounts = new Accounts(service);
        letters = new Letters(service);
        accounts.open("sick");
        service.summaryAfter(accounts.open("sound"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** Thirteen users are refused by the database, and seven and eight wait for them. */
    private void thirteenSevenEight() {
        letters.refuseThirteenUsers();
        users("sick", 13);
        await().until(() -> letters.waiting().equals(List.of("sick 2")));
        users("sick", 7);
        users("sick", 8);
        await().until(() -> letters.waiting().equals(List.of("sick 2", "sick 3", "sick 4")));
    }

    private void users(String id, int users) {
        accounts.command(id, "change-managed-users", "{\"managedUsers\":" + users + "}")
                .is(200);
    }

    private String shown(String id, String field) {
        return accounts.summary(id).at("/" + field);
    }

    private String waitingEvent(int place) {
        return letters.list("?subscriptionId=sick").at("/items/%d/eventId".formatted(place));
    }

    @Test
    void they_are_listed_by_account_in_their_order_with_the_cause_of_the_first() {
        thirteenSevenEight();
        users("sound", 13);
        await().until(() -> letters.waiting().size() == 4);

        List<String> told = new ArrayList<>();
        for (JsonNode letter : letters.all(3)) {
            told.add("%s %d %s %s"
                    .formatted(
                            letter.get("subscriptionId").asString(),
                            letter.get("sequence").asLong(),
                            letter.get("type").asString(),
                            letter.get("cause")));
            assertThat(letter.get("waitingSince").asString()).startsWith("20");
            assertThat(letter.get("lastTriedAt").asString()).startsWith("20");
        }

        assertThat(told)
                .containsExactly(
                        "sick 2 ManagedUsersChanged \"org.springframework.dao.DataIntegrityViolationException\"",
                        "sick 3 ManagedUsersChanged null",
                        "sick 4 ManagedUsersChanged null",
                        "sound 2 ManagedUsersChanged \"org.springframework.dao.DataIntegrityViolationException\"");
        assertThat(letters.list("?subscriptionId=sound").json().get("items")).hasSize(1);
        assertThat(letters.list("?subscriptionId=nobody").json().get("items")).isEmpty();
        assertThat(service.get("operator", "/v1/operations/projections").at("/items/0/deadLetters"))
                .isEqualTo("4");
    }

    @Test
    void one_that_is_given_up_changes_nothing_and_the_account_goes_on() {
        thirteenSevenEight();
        String eventId = waitingEvent(0);

        Answer givenUp = letters.giveUp(eventId, "Thirteen is never shown").is(200);

        assertThat(givenUp.json().toString()).isEqualTo("{\"handled\":3,\"waiting\":0}");
        assertThat(shown("sick", "managedUsers")).isEqualTo("8");
        assertThat(shown("sick", "version")).isEqualTo("5");
        users("sick", 9);
        await().until(() -> shown("sick", "managedUsers").equals("9"));
        assertThat(service.get("auditor", "/v1/audit/subscriptions/sick/events")
                        .is(200)
                        .at("/items/2/eventId"))
                .isEqualTo(eventId);
        assertThat(Verified.withoutDifferences(service).at("/eventsGivenUp")).isEqualTo("1");

        String replay = service.post("operator", "/v1/operations/projections/account_summary/replays", "")
                .is(202)
                .header("Location");
        await().until(() -> service.get("operator", replay).at("/status").equals("completed"));
        assertThat(shown("sick", "managedUsers")).isEqualTo("9");
        assertThat(shown("sick", "version")).isEqualTo("6");
        Verified.withoutDifferences(service);

        JsonNode done = service.get("operator", "/v1/operations/actions").json().at("/items/1");
        assertThat(done.get("action").asString()).isEqualTo("give_up");
        assertThat(done.get("by").asString()).isEqualTo("operator");
        assertThat(done.get("reason").asString()).isEqualTo("Thirteen is never shown");
        assertThat(service.bean(JdbcClient.class)
                        .sql("SELECT reason FROM operator_action WHERE reason IS NOT NULL")
                        .query(String.class)
                        .single())
                .startsWith("row:1:");
        assertThat(done.get("subscriptionId").asString()).isEqualTo("sick");
        assertThat(done.get("eventId").asString()).isEqualTo(eventId);
        assertThat(done.get("handled").asLong()).isEqualTo(3);
        assertThat(done.get("waiting").asLong()).isZero();

        service.bean(JdbcClient.class)
                .sql("UPDATE operator_action SET reason = 'Never mind' WHERE reason IS NOT NULL")
                .update();
        assertThat(service.get("operator", "/v1/operations/actions").is(200).at("/items/1/reason"))
                .isEqualTo("[altered in the database]");
    }

    @Test
    void one_that_cannot_be_read_can_be_given_up_and_a_verification_is_possible_again() {
        EventProcessors processors = service.bean(EventProcessors.class);
        processors.processor(PROCESSOR).shutDown();
        users("sick", 7);
        users("sick", 8);
        letters.breakPayload("sick", 2);
        processors.processor(PROCESSOR).start();
        await().until(() -> letters.waiting().equals(List.of("sick 2", "sick 3")));

        letters.giveUp(waitingEvent(0), "Damaged beyond repair").is(200);

        assertThat(letters.waiting()).isEmpty();
        assertThat(shown("sick", "managedUsers")).isEqualTo("8");
        assertThat(Verified.withoutDifferences(service).at("/eventsGivenUp")).isEqualTo("1");
    }

    @Test
    void after_one_that_is_given_up_the_next_one_that_fails_waits_as_the_first() {
        thirteenSevenEight();
        users("sick", 13);
        await().until(() -> letters.waiting().size() == 4);

        Answer givenUp =
                letters.giveUp(waitingEvent(0), "Thirteen is never shown").is(200);

        assertThat(givenUp.json().toString()).isEqualTo("{\"handled\":3,\"waiting\":1}");
        assertThat(shown("sick", "managedUsers")).isEqualTo("8");
        assertThat(letters.list("").at("/items/0/sequence")).isEqualTo("5");
        assertThat(letters.list("").at("/items/0/cause")).isNotEmpty();
    }

    @Test
    void only_the_first_that_waits_can_be_given_up_for_a_reason_and_never_an_opening() {
        thirteenSevenEight();

        Answer notFirst = letters.giveUp(waitingEvent(1), "No");
        notFirst.isRefused(422, "invalid");
        assertThat(notFirst.at("/violations/0/field")).isEqualTo("eventId");
        assertThat(notFirst.at("/detail")).contains(waitingEvent(0));
        letters.giveUp("3f8e7a70-0000-4000-8000-000000000000", "No").isRefused(404, "not-found");
        for (String body : List.of(
                "{\"action\":\"give_up\",\"eventId\":\"x\"}",
                "{\"action\":\"give_up\",\"reason\":\"x\"}",
                "{\"action\":\"give_up\",\"eventId\":\"x\",\"reason\":\"\"}",
                "{\"action\":\"give_up\",\"eventId\":\"x\",\"reason\":\"x\",\"subscriptionId\":\"sick\"}",
                "{\"action\":\"retry\",\"eventId\":\"x\"}",
                "{\"action\":\"retry\",\"reason\":\"x\"}",
                "{\"action\":\"forget\"}",
                "{}")) {
            letters.act(body).isRefused(422, "invalid");
        }
        for (String role : List.of("service", "analyst", "auditor", "admin")) {
            service.post(role, "/v1/operations/dead-letters", "{\"action\":\"retry\"}")
                    .isRefused(403, "forbidden");
            service.get(role, "/v1/operations/dead-letters").isRefused(403, "forbidden");
        }
        assertThat(letters.waiting()).hasSize(3);
        assertThat(service.get("operator", "/v1/operations/actions").json().get("items"))
                .isEmpty();
    }

    @Test
    void an_opening_that_is_refused_is_mended_and_not_given_up() {
        letters.refuseThirteenUsers();
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"many","accountName":"Many","managedUsers":13}""").is(201);
        await().until(() -> letters.waiting().equals(List.of("many 0")));

        Answer refused = letters.giveUp(letters.list("").at("/items/0/eventId"), "No");

        refused.isRefused(422, "invalid");
        assertThat(refused.at("/detail")).contains("opens its subscription");
        letters.allowThirteenUsers();
        assertThat(letters.retry().json().toString()).isEqualTo("{\"handled\":1,\"waiting\":0}");
        assertThat(shown("many", "managedUsers")).isEqualTo("13");
        Answer retried = service.get("operator", "/v1/operations/actions");
        assertThat(retried.at("/items/0/action")).isEqualTo("retry");
        assertThat(retried.at("/items/0/by")).isEqualTo("operator");
        assertThat(retried.at("/items/0/handled")).isEqualTo("1");
        assertThat(retried.at("/items/0/waiting")).isEqualTo("0");
    }

    /** Such as one that came in the moment in which the last one before it was written. */
    @Test
    void one_that_waits_for_nothing_is_tried_again_by_itself() {
        thirteenSevenEight();
        letters.allowThirteenUsers();
        assertThat(service.bean(JdbcClient.class)
                        .sql("UPDATE dead_letter SET cause_type = NULL")
                        .update())
                .isEqualTo(3);

        await().atMost(Duration.ofSeconds(30)).until(() -> letters.waiting().isEmpty());

        assertThat(shown("sick", "managedUsers")).isEqualTo("8");
    }

    @Test
    void an_erasure_that_waits_takes_its_effect_all_the_same_and_cannot_be_given_up() {
        accounts.command("sick", "change-managed-users", "{\"managedUsers\":4}").is(200);
        await().until(() -> shown("sick", "managedUsers").equals("4"));
        EventProcessors processors = service.bean(EventProcessors.class);
        processors.processor(PROCESSOR).shutDown();
        service.post("admin", "/v1/subscriptions/sick/erase-personal-data", "{}")
                .is(200);
        String payload = letters.breakPayload("sick", 3);
        processors.processor(PROCESSOR).start();
        await().until(() -> letters.waiting().equals(List.of("sick 3")));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> shown("sick", "accountName").equals("erased"));
        assertThat(letters.waiting()).containsExactly("sick 3");
        assertThat(shown("sick", "managedUsers")).isEqualTo("4");
        Answer refused = letters.giveUp(waitingEvent(0), "No");

        refused.isRefused(422, "invalid");
        assertThat(refused.at("/detail")).contains("erases personal data");
        letters.mendPayload("sick", 3, payload);
        assertThat(letters.retry().json().toString()).isEqualTo("{\"handled\":1,\"waiting\":0}");
        assertThat(shown("sick", "accountName")).isEqualTo("erased");
    }

    /** Another read model could take the event that waits, and is made anew. */
    @Test
    void a_replay_does_not_run_ahead_of_what_waits() {
        thirteenSevenEight();
        String replay = service.post("operator", "/v1/operations/projections/due_work/replays", "")
                .is(202)
                .header("Location");
        await().until(() -> service.get("operator", replay).at("/status").equals("completed"));

        letters.giveUp(waitingEvent(0), "Thirteen is never shown").is(200);

        Verified.withoutDifferences(service);
    }
}
