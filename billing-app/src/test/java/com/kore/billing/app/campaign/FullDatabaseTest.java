package com.kore.billing.app.campaign;

import com.kore.billing.app.testing.OwnPostgres;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * One service that is never started again, on a database that has no room, or that lets nobody write, or lets nobody in (R9). Commands
 * are answered 503 meanwhile, what was acknowledged is there afterwards, and all goes on by itself once the cause is gone. A limit to the
 * size of files stands for a full disk. {@code -Dcampaign.outages} says how often, {@code -Dcampaign.seed} asks for the same again.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "prlimit is what sets a limit to the size of files")
class FullDatabaseTest {
    private static final long SEED = Long.getLong("campaign.seed", new Random().nextLong(1_000_000_000));
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private enum Kind {
        /** Tables cannot grow. */
        FULL,
        /** The log cannot be written either: PostgreSQL goes down, and is started again once there is room. */
        LOG_FULL,
        READ_ONLY,
        NO_RIGHT_TO_INSERT,
        NO_CONNECTIONS
    }

    private record Failing(Kind kind, OwnPostgres postgres) implements Endurance.Fault {
        @Override
        public boolean lasts() {
            return true;
        }

        @Override
        public void inflict() {
            switch (kind) {
                case FULL -> postgres.limitFiles(OwnPostgres.LOG_SEGMENT_BYTES);
                case LOG_FULL -> postgres.limitFiles(0);
                case READ_ONLY -> readOnly("on");
                case NO_RIGHT_TO_INSERT -> postgres.executeInDatabase("REVOKE INSERT ON event FROM billing");
                case NO_CONNECTIONS -> {
                    postgres.execute("ALTER DATABASE billing CONNECTION LIMIT 0");
                    postgres.execute(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'billing'");
                }
            }
        }

        @Override
        public void heal() {
            postgres.unlimitFiles();
            switch (kind) {
                case FULL, LOG_FULL -> postgres.bringUp();
                case READ_ONLY -> readOnly("off");
                case NO_RIGHT_TO_INSERT -> postgres.executeInDatabase("GRANT INSERT ON event TO billing");
                case NO_CONNECTIONS -> postgres.execute("ALTER DATABASE billing CONNECTION LIMIT -1");
            }
        }

        private void readOnly(String onOrOff) {
            postgres.execute("ALTER SYSTEM SET default_transaction_read_only = " + onOrOff);
            postgres.execute("SELECT pg_reload_conf()");
        }

        @Override
        public String toString() {
            return kind.name();
        }
    }

    private static final int OUTAGES = Integer.getInteger("campaign.outages", Kind.values().length);

    @Test
    void clients_of_a_postgresql_that_cannot_write_are_told_so_and_all_goes_on_by_itself_once_it_can(
            @TempDir Path data, @TempDir Path files) throws Exception {
        try (OwnPostgres postgres = OwnPostgres.startIn(files);
                RunningService running = RunningService.on(postgres.database(), data, Endurance.QUICKLY_TOLD)) {
            Endurance endurance = new Endurance(
                    "R9 on=postgresql", SEED, new ServiceClient(running.base(), data, Optional.of(PATIENCE)));
            for (int outage = 0; outage < OUTAGES; outage++) {
                Kind kind = Kind.values()[outage % Kind.values().length];
                endurance.endure(new Failing(kind, postgres));
            }
            endurance.finish();
        }
    }
}
