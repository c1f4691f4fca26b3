package com.kore.billing.app.campaign;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service in a process of its own, whose embedded database finds no room, and is never started again (R9). {@code
 * -Dcampaign.full-disks} says how often, {@code -Dcampaign.seed} asks for the same commands and moments again.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "prlimit is what sets a limit to the size of files")
class FullDiskOfH2Test {
    private static final int OUTAGES = Integer.getInteger("campaign.full-disks", 2);
    private static final long SEED = Long.getLong("campaign.seed", new Random().nextLong(1_000_000_000));
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private record FullDisk(ServiceProcess process, Path file) implements Endurance.Fault {
        @Override
        public boolean lasts() {
            return true;
        }

        @Override
        public void inflict() throws IOException {
            process.limitFiles(Files.size(file));
        }

        @Override
        public void heal() {
            process.unlimitFiles();
        }

        @Override
        public String toString() {
            return "FULL";
        }
    }

    @Test
    void clients_of_an_h2_on_a_full_disk_are_told_so_and_all_goes_on_by_itself_once_there_is_room(@TempDir Path data)
            throws Exception {
        try (ServiceProcess process = ServiceProcess.startQuickly(
                data, RunningService.arguments(TestDatabases.h2In(data), data, Endurance.QUICKLY_TOLD))) {
            Endurance endurance = new Endurance(
                    "R9 on=h2", SEED, new ServiceClient(process.awaitReady(), data, Optional.of(PATIENCE)));
            for (int outage = 0; outage < OUTAGES; outage++) {
                endurance.endure(new FullDisk(process, data.resolve("billing.mv.db")));
            }
            endurance.finish();
        }
    }
}
