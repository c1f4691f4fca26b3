package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.Letters;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.Verified;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The service is started in a version that brings a read model, on a store with accounts. The billing history stands for it: what the migration of
 * such a version leaves is made of it while the service is down.
 */
abstract class NewReadModelJourney extends ReplayedStore {
    private static final String REPLAYS = PROJECTIONS + "/billing_history/replays";

    final void theBillingHistoryIsNew() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE read_model SET generation = 0 WHERE name = 'billing_history'");
            assertThat(statement.executeUpdate("DELETE FROM billing_history_head"))
                    .isPositive();
            assertThat(statement.executeUpdate("DELETE FROM billing_history")).isPositive();
        }
    }

    /** No replay is begun until this connection lets go; nobody else waits for it. */
    private Connection beforeItBegins() throws SQLException {
        Connection connection = connection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT newest FROM read_model WHERE name = 'billing_history' FOR UPDATE");
        }
        return connection;
    }

    /** A head that the first generation needs stands in its way until this connection lets go. */
    final Connection holdingUp(String account) throws SQLException {
        Connection connection = connection();
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO billing_history_head (generation, subscription_id, version, document)"
                        + " SELECT newest + 1, ?, 1, '{}' FROM read_model WHERE name = 'billing_history'")) {
            statement.setString(1, account);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        return connection;
    }

    /** Where the progress of the one that runs is told, once there is one. */
    final String replayBegunByItself(ServiceClient node) {
        await().until(() ->
                node.get("operator", REPLAYS).is(200).json().get("items").size() == 1);
        JsonNode replay =
                node.get("operator", REPLAYS).is(200).json().get("items").get(0);
        assertThat(replay.get("requestedBy").asString()).isEqualTo("the service");
        return REPLAYS + "/" + replay.get("id").asLong();
    }

    final void onlyOneReplayWasBegun() {
        assertThat(jdbc().sql("SELECT COUNT(*) FROM replay").query(Long.class).single())
                .isEqualTo(1);
    }

    private void noEventWaits() {
        assertThat(service.get("operator", "/v1/operations/dead-letters")
                        .is(200)
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void it_fills_itself_while_clients_write_and_what_it_says_is_what_it_would_have_said() throws Exception {
        accounts.open("free");
        manyAccounts();
        List<String> before = accounts.history("acme");
        assertThat(before).isNotEmpty();
        service.close();
        theBillingHistoryIsNew();
        AtomicBoolean enough = new AtomicBoolean();
        List<Future<?>> working = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(2);
                Connection blocking = beforeItBegins()) {
            startAgain();
            try {
                for (String id : List.of("left", "right")) {
                    working.add(clients.submit(() -> write(id, enough)));
                }
                service.summaryAfter(
                        accounts.command("acme", "change-managed-users", "{\"managedUsers\":7}", "Prefer", "wait=5")
                                .is(200));
                blocking.rollback();
                assertThat(ended(replayBegunByItself(service)).at("/status")).isEqualTo("completed");
            } finally {
                enough.set(true);
            }
        }
        for (Future<?> client : working) {
            client.get();
        }
        service.summaryAfter(accounts.command("acme", "change-managed-users", "{\"managedUsers\":8}"));
        service.summaryAfter(accounts.openPaid("later", "premium", "annual"));

        noEventWaits();
        assertThat(accounts.history("acme"))
                .hasSizeGreaterThan(before.size())
                .containsAll(before.subList(1, before.size()));
        assertThat(accounts.history("later")).hasSize(1);
        Verified.withoutDifferences(service);
        nothingIsLeftOfOtherGenerations();
        service.close();
        startAgain();
        assertThat(projection().get("status").asString()).isEqualTo("running");
        onlyOneReplayWasBegun();
    }

    private void write(String id, AtomicBoolean enough) {
        accounts.openPaid(id, "premium", "monthly");
        for (int users = 4; !enough.get(); users++) {
            accounts.command(id, "change-managed-users", "{\"managedUsers\":%d}".formatted(users), "Prefer", "wait=5")
                    .is(200);
        }
    }

    private JsonNode projection() {
        return service.get("operator", PROJECTIONS)
                .is(200)
                .json()
                .get("items")
                .valueStream()
                .filter(item -> item.get("name").asString().equals("billing_history"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void until_it_is_filled_it_tells_that_it_answers_nothing_and_verifications_leave_it_out() throws SQLException {
        service.close();
        theBillingHistoryIsNew();
        try (Connection beforeItBegins = beforeItBegins();
                Connection beforeItIsFilled = holdingUp("acme")) {
            startAgain();
            answersNothing("stopped");
            assertThat(verifiedProjections())
                    .contains("account_summary", "invoice", "due_work")
                    .doesNotContain("billing_history");
            beforeItBegins.rollback();
            String replay = replayBegunByItself(service);
            JsonNode told = answersNothing("replaying");
            assertThat(REPLAYS + "/" + told.at("/replay/id").asLong()).isEqualTo(replay);
            assertThat(requested("billing_history")).isEqualTo(replay);
            beforeItIsFilled.rollback();
        }
        assertThat(ended(replayBegunByItself(service)).at("/status")).isEqualTo("completed");
        assertThat(projection().get("status").asString()).isEqualTo("running");
        assertThat(projection().get("lag").asLong()).isZero();
        assertThat(accounts.history("acme")).hasSize(1);
        assertThat(verifiedProjections()).contains("account_summary", "billing_history", "invoice", "due_work");
    }

    private JsonNode answersNothing(String status) {
        assertThat(accounts.history("acme")).isEmpty();
        JsonNode other =
                service.get("operator", PROJECTIONS).is(200).json().get("items").get(0);
        assertThat(other.get("status").asString()).isEqualTo("running");
        assertThat(other.get("lag").asLong()).isZero();
        JsonNode told = projection();
        assertThat(told.get("status").asString()).isEqualTo(status);
        assertThat(told.get("position").asLong()).isZero();
        assertThat(told.get("head")).isEqualTo(other.get("head"));
        assertThat(told.get("lag").asLong()).isEqualTo(6);
        assertThat(told.get("deadLetters").asLong()).isZero();
        return told;
    }

    /** Of a verification without differences. */
    private List<String> verifiedProjections() {
        Answer report = ended(
                service.post("auditor", "/v1/audit/verifications", "").is(202).header("Location"), "auditor");
        assertThat(report.at("/status")).isEqualTo("completed");
        assertThat(report.json().get("projections").valueStream())
                .allMatch(model -> model.get("differences").isEmpty());
        return report.json()
                .get("projections")
                .valueStream()
                .map(model -> model.get("name").asString())
                .toList();
    }

    @Test
    void a_service_that_goes_away_while_it_fills_one_goes_on_at_the_next_start() throws SQLException {
        manyAccounts();
        service.close();
        theBillingHistoryIsNew();
        String replay;
        long done;
        try (Connection blocking = holdingUp("many-33")) {
            startAgain();
            replay = replayBegunByItself(service);
            done = doneOnce(replay);
            service.close();
            blocking.rollback();
        }
        startAgain();

        hasGoneOn(replay, done);
        onlyOneReplayWasBegun();
        noEventWaits();
    }

    @Test
    void one_that_cannot_be_filled_says_so_and_the_next_start_tries_again() throws SQLException {
        Letters letters = new Letters(service);
        String payload = letters.breakPayload("acme", 3);
        service.close();
        theBillingHistoryIsNew();

        startAgain();

        Answer failed = ended(replayBegunByItself(service));
        assertThat(failed.at("/status")).isEqualTo("failed");
        assertThat(failed.at("/failure")).startsWith("acme cannot be folded as far as it is answered: ");
        assertThat(projection().get("status").asString()).isEqualTo("stopped");
        service.summaryAfter(accounts.openPaid("other", "premium", "monthly"));
        noEventWaits();
        new Letters(service).mendPayload("acme", 3, payload);
        service.close();
        startAgain();
        await().until(() -> projection().get("status").asString().equals("running"));
        assertThat(accounts.history("acme")).hasSize(1);
        assertThat(accounts.history("other")).hasSize(1);
        Verified.withoutDifferences(service);
        nothingIsLeftOfOtherGenerations();
    }

    @Test
    void on_an_empty_store_nothing_is_replayed() {
        assertThat(jdbc().sql("SELECT COUNT(*) FROM replay").query(Long.class).single())
                .isZero();
    }
}
