package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.Letters;
import com.kore.billing.app.testing.PageVisitor;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An operator looks after read models, billing runs and events that wait. */
abstract class ConsoleOperationsJourney {
    private static final String PATH = "/console/operations";
    private static final String LETTERS = PATH + "/dead-letters";

    private RunningService service;
    private Accounts accounts;
    private Letters letters;
    private PageVisitor operator;

    abstract Vendor database();

    @BeforeEach
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        accounts = new Accounts(service);
        letters = new Letters(service);
        operator = PageVisitor.signedIn(service, "operator");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static String text(Answer page) {
        return new Page(page).text();
    }

    @Test
    void read_models_stand_as_the_endpoint_says() {
        assertThat(text(operator.get(PATH))).contains("Nothing has happened yet: there is no event");
        service.summaryAfter(accounts.open("acme"));

        Answer page = operator.get(PATH).is(200);
        List<List<String>> told = new ArrayList<>();
        for (JsonNode model :
                service.get("operator", "/v1/operations/projections").json().get("items")) {
            String name = model.get("name").asString();
            told.add(List.of(
                    name,
                    "Running",
                    model.get("position").asString(),
                    model.get("head").asString(),
                    model.get("lag").asString(),
                    "Replay " + name));
        }

        assertThat(new Page(page).rows()).containsAll(told);
        assertThat(text(page)).contains("Everything is up to date: all read models have seen the newest event.");
    }

    @Test
    void a_replay_is_begun_after_a_word_about_what_it_does_and_watched_to_its_end() {
        service.summaryAfter(accounts.open("acme"));
        String form = PATH + "/projections/invoice/replay";
        assertThat(text(operator.get(form)))
                .contains("All rows of this read model are made anew", "the old rows answer until the new ones");
        assertThat(service.get("operator", "/v1/operations/projections/invoice/replays")
                        .json()
                        .get("items"))
                .isEmpty();

        Answer begun = operator.send(form, form, Map.of()).is(200);

        String report = begun.response().uri().getPath();
        assertThat(report).matches(PATH + "/projections/invoice/replays/[0-9]+");
        await().until(() -> text(operator.get(report)).contains("The new rows answer."));
        Answer ended = operator.get(report).is(200);
        assertThat(text(ended)).contains("Completed", "2 of 2 events", "Asked for by operator");
        assertThat(ended.response().body()).doesNotContain("hx-trigger=\"every", ">Refresh<");
        assertThat(text(operator.get(form))).contains("Earlier replays", "by operator: completed");
        assertThat(text(operator.get(PATH + "/actions"))).contains("Had invoice made anew");
        operator.get(PATH + "/projections/nothing/replay").is(404);
        operator.get(report + "0").is(404);
    }

    @Test
    void a_form_without_the_secret_of_its_page_does_nothing() {
        operator.post(PATH + "/projections/invoice/replay", Map.of()).is(403);
        operator.post(LETTERS, Map.of("action", "retry")).is(403);

        assertThat(text(operator.get(PATH + "/actions"))).contains("Nobody has done anything here yet.");
    }

    @Test
    void billing_runs_say_what_they_did() {
        assertThat(text(operator.get(PATH + "/billing-runs"))).contains("No billing run has done anything yet.");
        accounts.openPaid("acme", "premium", "monthly");
        accounts.advanceTo("2026-03-20T12:00:00Z");

        JsonNode newest =
                service.get("operator", "/v1/operations/billing-runs").json().at("/items/0");
        assertThat(new Page(operator.get(PATH + "/billing-runs").is(200)).rows().get(0))
                .contains(
                        "Completed",
                        "%s of %s"
                                .formatted(
                                        newest.get("done").asString(),
                                        newest.get("due").asString()),
                        newest.get("renewals").asString(),
                        newest.get("collections").asString());
    }

    @Test
    void dead_letters_are_shown_with_their_cause_tried_again_and_given_up_with_a_reason() {
        assertThat(text(operator.get(LETTERS))).contains("No event waits.");
        service.summaryAfter(accounts.open("sick"));
        letters.refuseThirteenUsers();
        users(13);
        await().until(() -> letters.waiting().equals(List.of("sick 2")));
        users(7);
        await().until(() -> letters.waiting().size() == 2);
        String eventId = letters.list("").at("/items/0/eventId");
        assertThat(text(operator.get(PATH))).contains("2 events wait because a read model could not take them");

        Answer page = operator.get(LETTERS).is(200);
        assertThat(text(page))
                .contains("Dead letters: 2 events")
                .contains("sick : ManagedUsersChanged, event 3 of the account")
                .contains("It failed with org.springframework.dao.DataIntegrityViolationException")
                .contains("It waits for the one before it.");

        Answer tried = operator.send(LETTERS, LETTERS, Map.of("action", "retry", "subscriptionId", "sick"));
        assertThat(text(tried.is(200))).contains("Events that wait no longer: 0. Still waiting of those: 2.");

        Answer without = operator.send(LETTERS, LETTERS, Map.of("action", "give_up", "eventId", eventId));
        assertThat(text(without.is(422))).contains("Reason, which is kept is required to give up");
        Answer card = operator.send(
                LETTERS, LETTERS, Map.of("action", "give_up", "eventId", eventId, "reason", "4242424242424242"));
        assertThat(card.is(422).response().body()).doesNotContain("4242424242424242");
        assertThat(letters.waiting()).hasSize(2);

        Answer givenUp = operator.send(
                LETTERS, LETTERS, Map.of("action", "give_up", "eventId", eventId, "reason", "<i>Thirteen</i>"));
        assertThat(text(givenUp.is(200))).contains("Events that wait no longer: 2.", "No event waits.");
        assertThat(accounts.summary("sick").at("/managedUsers")).isEqualTo("7");
        Answer actions = operator.get(PATH + "/actions");
        assertThat(actions.response().body())
                .contains("&lt;i&gt;Thirteen&lt;/i&gt;")
                .doesNotContain("<i>");
        assertThat(text(actions)).contains("Gave up event " + eventId + " of sick", "2 gone, 0 left");
        Answer again = operator.send(LETTERS, LETTERS, Map.of("action", "give_up", "eventId", eventId, "reason", "x"));
        assertThat(text(again.is(422))).contains("This event waits no longer.");
    }

    private void users(int users) {
        accounts.command("sick", "change-managed-users", "{\"managedUsers\":" + users + "}")
                .is(200);
    }

    @Test
    void they_are_for_operators() {
        for (String page : List.of("", "/billing-runs", "/dead-letters", "/actions", "/projections/invoice/replay")) {
            for (String role : List.of("service", "auditor", "analyst", "admin")) {
                service.get(role, PATH + page).is(403);
            }
            service.send(service.request(PATH + page).GET()).is(303);
            service.get("operator", PATH + page).is(200);
        }
    }
}
