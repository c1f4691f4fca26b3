package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.Vendor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerificationOnPostgresqlTest extends VerificationJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }

    /** On H2 nobody else can hold up what a process of its own compares. */
    @Test
    void one_whose_process_is_killed_in_the_middle_runs_until_it_is_taken_for_dead() throws SQLException {
        service.close();
        ServiceProcess process =
                ServiceProcess.start(dataDir, Map.of(), RunningService.arguments(stored, dataDir, SANDBOX));
        String running;
        try (Connection held = holdingUpTheComparison()) {
            ServiceClient other = new ServiceClient(process.awaitReady(), dataDir);
            running = other.post("auditor", PATH, "").is(202).header("Location");
            await().until(this::rowsAreWrittenAndNotCompared);
            process.kill();
            held.rollback();
        } finally {
            process.kill();
            process.awaitEnd();
        }
        startAgain();

        assertThat(service.get("auditor", running).is(200).at("/status")).isEqualTo("running");
        aMinutePasses();
        hasFailed(running);
    }

    private boolean rowsAreWrittenAndNotCompared() throws SQLException {
        try (Connection connection = DriverManager.getConnection(stored.url(), stored.user(), stored.password());
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND datname = CURRENT_DATABASE() AND query LIKE '%read_model_stripe%'")) {
            return row.next() && row.getLong(1) > 0;
        }
    }
}
