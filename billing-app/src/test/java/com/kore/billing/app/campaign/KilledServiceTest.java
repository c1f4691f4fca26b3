package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Commit;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.app.testing.Verified;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The service as a process of its own, killed with -9 right after an answer, again and again on one store. What its clients were told is
 * there when it has started again; what they were not told has happened once or not at all, and once when they repeat it. {@code
 * mvn
 * -Pcampaign verify} kills twenty times on each database, {@code -Dcampaign.kills=200} as often as that; {@code -Dcampaign.seed} asks
 * for the same commands and moments again.
 */
class KilledServiceTest {
    private static final int KILLS = Integer.getInteger("campaign.kills", 10);
    private static final long SEED = Long.getLong("campaign.seed", new Random().nextLong(1_000_000_000));
    private static final int CLIENTS = 8;
    private static final int LEASE_RUNS_OUT_EVERY = 5;
    private static final int ANSWERS_MIN = 20;
    private static final int ANSWERS_MAX = 400;

    @TempDir
    private Path directory;

    private final Testimony testimony = new Testimony();

    @ParameterizedTest
    @EnumSource
    void what_was_answered_before_a_kill_is_there_when_the_service_starts_again(Vendor vendor) throws SQLException {
        TestDatabase database = vendor == Vendor.H2 ? TestDatabases.h2In(directory) : TestDatabases.freshPostgres();
        Random random = new Random(SEED);
        ServiceProcess process = start(database);
        try {
            ServiceClient service = new ServiceClient(process.awaitReady(), directory);
            testimony.heard(Witness.openShared(service));
            for (int kill = 1; kill <= KILLS; kill++) {
                List<Witness> witnesses = witnesses("kill-" + kill, random, service);
                killAfter(ANSWERS_MIN + random.nextInt(ANSWERS_MAX - ANSWERS_MIN), witnesses, process);
                if (vendor == Vendor.POSTGRESQL && kill % LEASE_RUNS_OUT_EVERY != 1) {
                    freeLease(database);
                }
                long begun = System.nanoTime();
                process = start(database);
                service = new ServiceClient(process.awaitReady(), directory);
                long up = System.nanoTime();
                testimony.check(witnesses, service);
                if (kill == KILLS) {
                    testimony.checkWhole(service);
                }
                System.out.printf(
                        Locale.ROOT,
                        "R1 on=%s seed=%d commit=%s kills=%d %s start-ms=%d check-ms=%d%n",
                        vendor,
                        SEED,
                        Commit.SHORT,
                        kill,
                        testimony,
                        Duration.ofNanos(up - begun).toMillis(),
                        Duration.ofNanos(System.nanoTime() - up).toMillis());
                assertThat(testimony.lost())
                        .as("lost, seed %d, kill %d", SEED, kill)
                        .isEmpty();
                assertThat(testimony.doubled())
                        .as("doubled, seed %d, kill %d", SEED, kill)
                        .isEmpty();
                if (kill == KILLS) {
                    Verified.withoutDifferences(service);
                }
            }
        } finally {
            process.close();
        }
    }

    /** Or payments would wait until what the dead process held has run out, for ten seconds that this test has nothing to learn from. */
    private static void freeLease(TestDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE billing_run_lease SET holder = ''");
        }
    }

    private ServiceProcess start(TestDatabase database) {
        return ServiceProcess.startQuickly(directory, RunningService.arguments(database, directory, Map.of()));
    }

    private static List<Witness> witnesses(String name, Random random, ServiceClient service) {
        List<Witness> witnesses = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            witnesses.add(new Witness(name + "-client-" + client, random.nextLong(), service));
        }
        return witnesses;
    }

    /** Whoever gets the last of the answers kills the service, before it does anything else. */
    private static void killAfter(int answers, List<Witness> witnesses, ServiceProcess process) {
        AtomicInteger left = new AtomicInteger(answers);
        Witness.atOnce(
                witnesses,
                witness -> witness.testify(() -> {
                    if (left.decrementAndGet() == 0) {
                        process.kill();
                    }
                }));
        process.awaitEnd();
    }
}
