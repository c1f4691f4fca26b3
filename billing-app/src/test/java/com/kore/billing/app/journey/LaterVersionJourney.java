package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.Letters;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.app.testing.Verified;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A node goes on while one of a later version, which the changelog should have kept from running beside it, writes an event in a form that this one does
 * not read.
 */
abstract class LaterVersionJourney {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String LATER = "UPDATE event SET payload_revision = ? WHERE event_identifier = ?";

    private RunningService service;
    private Accounts accounts;
    private Letters letters;

    abstract Vendor database();

    @BeforeEach
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        accounts = new Accounts(service);
        letters = new Letters(service);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** The account's last event, once more, of a revision that is to come. */
    private String writtenByALaterVersion(String account) {
        String eventId = UUID.randomUUID().toString();
        assertThat(service.bean(JdbcClient.class)
                        .sql(
                                "INSERT INTO event (aggregate_identifier, sequence_number, type, event_identifier, payload_type,"
                                        + " payload_revision, time_stamp, payload, meta_data) SELECT aggregate_identifier,"
                                        + " sequence_number + 1, type, ?, payload_type, '99', time_stamp, payload, meta_data FROM event"
                                        + " WHERE aggregate_identifier = ? ORDER BY sequence_number DESC FETCH FIRST 1 ROWS ONLY")
                        .params(eventId, account)
                        .update())
                .isEqualTo(1);
        return eventId;
    }

    private Answer users(String account, int users) {
        return accounts.command(account, "change-managed-users", "{\"managedUsers\":%d}".formatted(users));
    }

    @Test
    void nothing_is_guessed_of_its_account_others_go_on_and_an_upgrade_makes_up_for_it() {
        accounts.open("acme");
        users("acme", 5).is(200);
        accounts.open("other");
        String eventId = writtenByALaterVersion("acme");

        for (int time = 0; time < 2; time++) {
            Answer answer = users("acme", 6);
            answer.isRefused(503, "unavailable");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.at("/detail")).contains("later version");
        }
        service.summaryAfter(users("other", 7).is(200));
        await().atMost(PATIENCE).until(() -> letters.waiting().equals(List.of("acme 3")));
        assertThat(accounts.summary("acme").at("/version")).isEqualTo("3");

        // What the upgrade brings is that this revision is read.
        service.bean(JdbcClient.class).sql(LATER).params("1", eventId).update();
        letters.retry();

        await().atMost(PATIENCE).until(() -> letters.waiting().isEmpty());
        service.summaryAfter(users("acme", 6).is(200));
        assertThat(accounts.summary("acme").at("/version")).isEqualTo("5");
        Verified.withoutDifferences(service);
    }
}
