package com.kore.billing.app.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The thread that looks for due work, where things go wrong that should not. */
@ExtendWith(OutputCaptureExtension.class)
class BillingRunnerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static RunningService start(Path dataDir) {
        return RunningService.start(Vendor.H2, dataDir, Map.of("billing.clock", "system"), StubbornClock.class);
    }

    private static double due(RunningService service) {
        return service.bean(MeterRegistry.class).get("billing.work.due").gauge().value();
    }

    @Test
    void an_error_is_told_and_does_not_end_billing(@TempDir Path dataDir, CapturedOutput output) {
        try (RunningService service = start(dataDir)) {
            StubbornClock clock = service.bean(StubbornClock.class);
            clock.failNext(2);
            Awaitility.await().atMost(PATIENCE).until(clock::hasFailed);

            Books.openPaid(service, "acme", ZoneOffset.UTC, "tok_visa");

            Books.awaitPaid(service, 1);
            assertThat(output).contains("due work stopped short", "NoClassDefFoundError: of a test");
        }
    }

    @Test
    void what_is_due_is_seen_while_nobody_does_it(@TempDir Path dataDir) {
        try (RunningService service = start(dataDir)) {
            StubbornClock clock = service.bean(StubbornClock.class);
            assertThat(due(service)).isZero();
            clock.hold();
            Awaitility.await().atMost(PATIENCE).until(clock::holds);

            Books.openPaid(service, "acme", ZoneOffset.UTC, "tok_visa");

            Awaitility.await().atMost(PATIENCE).until(() -> due(service) == 1);
            clock.release();
            Books.awaitPaid(service, 1);
            Awaitility.await().atMost(PATIENCE).until(() -> due(service) == 0);
        }
    }
}
