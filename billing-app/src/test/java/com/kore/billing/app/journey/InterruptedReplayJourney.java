package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.app.testing.Verified;
import java.sql.Connection;
import java.sql.DriverManager;
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
                            "billing_history replaying 0 0",
                            "due_work running 0 0",
                            "invoice running 0 0");
            JsonNode replayed = items.get(1);
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
        String url = stored.url() + (database() == Vendor.H2 ? ";WRITE_DELAY=0" : "");
        String columns =
                "subscription_id, row_key, sequence, happened_on, happened_at, charge_type, currency, amount_minor,"
                        + " credit_balance_minor, document";
        Connection connection = DriverManager.getConnection(url, stored.user(), stored.password());
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

    /** Accounts with enough events for two batches; the last one of them is the last one of all. */
    final void manyAccounts() {
        for (int number = 10; number < 34; number++) {
            accounts.openPaid("many-" + number, "premium", "monthly");
        }
        accounts.advanceTo("2020-02-01T00:00:00Z");
        assertThat(jdbc().sql("SELECT COUNT(*) FROM event").query(Long.class).single())
                .isGreaterThan(2_200);
    }

    /** The first batch is stored, the second one is held up. */
    final long doneOnce(String replay) {
        await().until(() -> Long.parseLong(service.get("operator", replay).at("/done")) >= 2_000);
        return Long.parseLong(service.get("operator", replay).at("/done"));
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

    /** Nothing was folded twice and nothing left out: it has counted every event once. */
    final void hasGoneOn(String replay, long done) {
        Answer report = ended(replay);
        assertThat(report.at("/status")).isEqualTo("completed");
        assertThat(Long.parseLong(report.at("/done"))).isGreaterThan(done);
        assertThat(report.at("/done"))
                .isEqualTo(jdbc().sql("SELECT COUNT(*) FROM event")
                        .query(String.class)
                        .single());
        Verified.withoutDifferences(service);
        nothingIsLeftOfOtherGenerations();
    }
}
