package com.kore.billing.app;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.StopOrder;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/** What runs by itself stops in an order that is meant, and in the time that operators are told. */
class StopOrderTest {
    /** For connections that came last, for what is rebuilt and written as the service stops, and for the JVM. */
    private static final Duration REST = Duration.ofSeconds(4);

    @TempDir
    private Path dataDir;

    @Test
    void requests_first_then_due_work_and_read_models_once_nobody_waits_for_them() {
        try (RunningService service = RunningService.start(Vendor.H2, dataDir, Map.of())) {
            Map<Integer, Set<String>> phases = service.beans(SmartLifecycle.class).stream()
                    .collect(groupingBy(
                            SmartLifecycle::getPhase,
                            () -> new TreeMap<>(Comparator.reverseOrder()),
                            mapping(each -> each.getClass().getSimpleName(), toCollection(TreeSet::new))));

            assertThat(phases.values())
                    .containsExactly(
                            Set.of("Draining"),
                            Set.of("BillingRunner"),
                            Set.of("EventTail"),
                            Set.of("WebServerGracefulShutdownLifecycle"),
                            Set.of("WebServerStartStopLifecycle"),
                            Set.of("DeadLetterRounds", "Replays"),
                            Set.of("EventProcessors"),
                            Set.of("TreeGrower"),
                            // Spring Boot's, of the log.
                            Set.of("Lifecycle"));
        }
    }

    @Test
    void its_parts_fit_into_what_operators_and_containers_are_told() throws IOException {
        try (RunningService service =
                RunningService.start(Vendor.H2, dataDir, Map.of("billing.shutdown.drain-max", "5s"))) {
            Duration requests = DurationStyle.detectAndParse(
                    service.bean(Environment.class).getRequiredProperty("spring.lifecycle.timeout-per-shutdown-phase"));
            Duration all = service.bean(BillingSettings.class)
                    .shutdown()
                    .drainMax()
                    .plus(StopOrder.DUE_WORK_MAX)
                    .plus(requests)
                    .plus(REST);

            assertThat(all)
                    .isLessThanOrEqualTo(told("operators.md", "Give it (\\d+) s before SIGKILL"))
                    .isLessThanOrEqualTo(told("deploy/compose.yaml", "stop_grace_period: (\\d+)s"));
        }
    }

    private static Duration told(String page, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern)
                .matcher(Files.readString(Path.of("../docs").resolve(page)));
        assertThat(matcher.find()).isTrue();
        return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
    }
}
