package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Replays that are held up half-way: what is told of them meanwhile, and how they go on. */
abstract class InterruptedReplayJourney extends ReplayedStore {
    @Test
    void projections_tell_how_up_to_date_they_are_and_that_they_are_made_anew() throws SQLException {
        String replay;
        try (Connection blocking = holdingUp("acme")) {
            replay = requested("billing_history");
            hasCounted(replay, 6);
            assertThat(requested("billing_history")).isEqualTo(replay);
            JsonNode items = service.get("operator", PROJECTIONS).is(200).json().get("items");

            assertThat(items.valueStream()
                            .map(item -> item.get("name").asString() + " "
                                    + item.get("status").asString() + " "
                                    + item.get("lag").asLong() + " "
                                    + item.get("deadLetters").asLong()))
                    .containsExactly(
                            "account_summary running 0 0",
                            "analytics running 0 0",
                            "billing_history replaying 0 0",
                            "due_work running 0 0",
                            "invoice running 0 0");
            JsonNode replayed = items.get(2);
            assertThat(replayed.get("position")).isEqualTo(replayed.get("head"));
            assertThat(replayed.at("/replay/id").asString()).isEqualTo(replay.substring(replay.lastIndexOf('/') + 1));
            assertThat(replayed.at("/replay/total").asLong()).isEqualTo(6);
            blocking.rollback();
        }
        assertThat(ended(replay).at("/status")).isEqualTo("completed");
        assertThat(requested("billing_history")).isNotEqualTo(replay);
        JsonNode replays = service.get("operator", PROJECTIONS + "/billing_history/replays?limit=1")
                .is(200)
                .json();
        assertThat(replays.get("hasMore").asBoolean()).isTrue();
        Answer older = service.get(
                "operator",
                PROJECTIONS + "/billing_history/replays?cursor="
                        + replays.get("nextCursor").asString());
        assertThat(PROJECTIONS + "/billing_history/replays/" + older.at("/items/0/id"))
                .isEqualTo(replay);
    }

    private void hasCounted(String replay, int events) {
        await().until(() -> service.get("operator", replay).at("/total").equals(String.valueOf(events)));
    }

    /** A row of this account that a new generation of the billing history needs stands in its way until this connection lets go. */
    final Connection holdingUp(String account) throws SQLException {
        String columns =
                "subscription_id, row_key, sequence, happened_on, happened_at, charge_type, currency, amount_minor,"
                        + " credit_balance_minor, document";
        Connection connection = connection();
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO billing_history (generation, %1$s) SELECT m.newest + 1, %1$s FROM billing_history h JOIN read_model m"
                                .formatted(columns)
                        + " ON m.name = 'billing_history' AND m.generation = h.generation WHERE subscription_id = ?"
                        + " ORDER BY sequence LIMIT 1")) {
            statement.setString(1, account);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        return connection;
    }

    @Test
    void one_whose_service_goes_away_is_gone_on_with_where_it_was() throws SQLException {
        manyAccounts();
        String replay;
        long done;
        try (Connection blocking = holdingUp("many-33")) {
            replay = requested("billing_history");
            done = doneOnce(replay);
            service.close();
            blocking.rollback();
        }
        startAgain();

        hasGoneOn(replay, done);
    }
}
