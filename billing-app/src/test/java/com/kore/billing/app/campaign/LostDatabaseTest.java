package com.kore.billing.app.campaign;

import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.CuttingProxy;
import com.kore.billing.app.testing.CuttingProxy.Cut;
import com.kore.billing.app.testing.OwnPostgres;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One service that is never started again, and its PostgreSQL, which is stopped, killed, frozen, slowed down, cut off and silenced under it, again and again
 * (R2). Meanwhile clients are told so; what was acknowledged is there afterwards, and what was not is done once when it is repeated. {@code
 * -Dcampaign.outages} says how often, {@code -Dcampaign.seed} asks for the same faults and commands again.
 */
class LostDatabaseTest {
    private static final int OUTAGES = Integer.getInteger("campaign.outages", 5);
    private static final long SEED = Long.getLong("campaign.seed", new Random().nextLong(1_000_000_000));
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LASTS = Duration.ofSeconds(3);
    private static final Duration SLOWER_BY = Duration.ofMillis(100);

    private enum Kind {
        /** {@code pg_ctl stop -m immediate}, and a start some time later. */
        STOPPED_AT_ONCE,
        /** SIGKILL to its first process, and a start some time later. */
        KILLED,
        /** Every line ends by a reset; new ones get through. */
        RESET,
        /** Every line ends, and nobody gets through for some time. */
        AWAY,
        /** Every line stands, and no answer gets through for some time. */
        MUTE,
        /** All answers come some seconds late; less than is waited for. */
        LATE,
        /** Every answer takes a tenth of a second longer, for some seconds. */
        SLOW,
        /** SIGSTOP to all processes, and SIGCONT some time later: they go on with what they were asked, whether anybody still waits or not. */
        FROZEN,
        BEFORE_COMMIT,
        AFTER_COMMIT,
        AFTER_COMMIT_FOR_GOOD,
        SILENCE_BEFORE_COMMIT,
        SILENCE_AFTER_COMMIT
    }

    private record LostLine(Kind kind, OwnPostgres postgres, CuttingProxy proxy) implements Endurance.Fault {
        @Override
        public boolean lasts() {
            return switch (kind) {
                case STOPPED_AT_ONCE, KILLED, AWAY, MUTE, FROZEN, AFTER_COMMIT_FOR_GOOD -> true;
                case RESET, LATE, SLOW, BEFORE_COMMIT, AFTER_COMMIT, SILENCE_BEFORE_COMMIT, SILENCE_AFTER_COMMIT ->
                    false;
            };
        }

        @Override
        public void inflict() throws IOException {
            switch (kind) {
                case STOPPED_AT_ONCE -> postgres.stopAtOnce();
                case KILLED -> postgres.kill();
                case RESET -> proxy.reset();
                case AWAY -> proxy.away(true);
                case MUTE -> proxy.mute(true);
                case LATE -> {
                    proxy.mute(true);
                    LockSupport.parkNanos(LASTS.toNanos());
                    proxy.mute(false);
                }
                case SLOW -> {
                    proxy.delay(SLOWER_BY);
                    LockSupport.parkNanos(LASTS.toNanos());
                    proxy.delay(Duration.ZERO);
                }
                case FROZEN -> postgres.freeze();
                case BEFORE_COMMIT,
                        AFTER_COMMIT,
                        AFTER_COMMIT_FOR_GOOD,
                        SILENCE_BEFORE_COMMIT,
                        SILENCE_AFTER_COMMIT -> {
                    proxy.cut(Cut.valueOf(kind.name()));
                    await().atMost(PATIENCE).until(proxy::wasCut);
                }
            }
        }

        @Override
        public void heal() {
            postgres.wake();
            postgres.bringUp();
            proxy.away(false);
            proxy.mute(false);
        }

        @Override
        public String toString() {
            return kind.name();
        }
    }

    @Test
    void clients_of_a_lost_database_are_told_so_and_find_all_as_they_were_told_once_it_is_back(
            @TempDir Path data, @TempDir Path files) throws Exception {
        try (OwnPostgres postgres = OwnPostgres.startIn(files);
                CuttingProxy proxy = new CuttingProxy(postgres.database());
                RunningService running =
                        RunningService.on(proxy.through(postgres.database()), data, Endurance.QUICKLY_TOLD)) {
            Endurance endurance = new Endurance(
                    "R2 on=postgresql", SEED, new ServiceClient(running.base(), data, Optional.of(PATIENCE)));
            for (Kind kind : kinds()) {
                endurance.endure(new LostLine(kind, postgres, proxy));
            }
            endurance.finish();
        }
    }

    /** Each once, in any order, before any comes again; at the very first one of which clients are told for certain. */
    private static List<Kind> kinds() {
        Random random = new Random(SEED);
        List<Kind> kinds = new ArrayList<>();
        while (kinds.size() < OUTAGES) {
            List<Kind> each = new ArrayList<>(Arrays.asList(Kind.values()));
            Collections.shuffle(each, random);
            if (kinds.isEmpty()) {
                Collections.swap(each, 0, each.indexOf(Kind.STOPPED_AT_ONCE));
            }
            kinds.addAll(each);
        }
        return kinds.subList(0, OUTAGES);
    }
}
