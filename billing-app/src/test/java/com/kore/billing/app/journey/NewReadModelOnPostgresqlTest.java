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

class NewReadModelOnPostgresqlTest extends NewReadModelJourney {
    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }

    @Test
    void a_node_that_is_killed_while_it_fills_one_is_gone_on_for_by_another() throws SQLException {
        manyAccounts();
        String replay;
        long done;
        service.close();
        theBillingHistoryIsNew();
        ServiceProcess process;
        try (Connection blocking = holdingUp("many-33")) {
            process = ServiceProcess.start(dataDir, Map.of(), RunningService.arguments(stored, dataDir, SANDBOX));
            try {
                ServiceClient killed = new ServiceClient(process.awaitReady(), dataDir);
                replay = replayBegunByItself(killed);
                done = doneOnce(killed, replay);
            } finally {
                process.kill();
                process.awaitEnd();
            }
            startAgain();
            assertThat(replayBegunByItself(service)).isEqualTo(replay);
            blocking.rollback();
        }
        halfAMinutePasses();

        hasGoneOn(replay, done);
        onlyOneReplayWasBegun();
    }
}
