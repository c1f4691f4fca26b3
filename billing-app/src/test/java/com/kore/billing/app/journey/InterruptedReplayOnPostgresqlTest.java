package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.Vendor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterruptedReplayOnPostgresqlTest extends InterruptedReplayJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }

    @Test
    void another_node_goes_on_with_one_whose_node_is_killed() throws SQLException {
        manyAccounts();
        String replay;
        long done;
        ServiceProcess process =
                ServiceProcess.start(dataDir, Map.of(), RunningService.arguments(stored, dataDir, SANDBOX));
        try (Connection blocking = holdingUp("many-33")) {
            ServiceClient other = new ServiceClient(process.awaitReady(), dataDir);
            replay = other.post("operator", PROJECTIONS + "/billing_history/replays", "")
                    .is(202)
                    .header("Location");
            done = doneOnce(replay);
            process.kill();
            process.awaitEnd();
            assertThat(service.get("operator", replay).at("/status")).isEqualTo("running");
            blocking.rollback();
        } finally {
            process.kill();
            process.awaitEnd();
        }
        halfAMinutePasses();

        hasGoneOn(replay, done);
    }
}
