package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.kore.billing.app.testing.Letters;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Lines of the log say which request and account they are about also where a request has handed its work on. */
abstract class LogLinesJourney {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String COMMANDS = "com.kore.billing.app.eventstore.CommandMeters";

    private final Lines lines = new Lines();
    private RunningService service;
    private Accounts accounts;

    abstract Vendor database();

    private record Line(String thread, String text, Map<String, String> context) {
        String told(String name) {
            return context.getOrDefault(name, "");
        }
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<Line> all = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            all.add(new Line(event.getThreadName(), event.getFormattedMessage(), event.getMDCPropertyMap()));
        }

        Line awaitWith(String text) {
            await().atMost(PATIENCE)
                    .until(() -> all.stream().anyMatch(line -> line.text().contains(text)));
            return all.stream()
                    .filter(line -> line.text().contains(text))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @BeforeEach
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        accounts = new Accounts(service);
        // Starting has set the log up anew.
        logger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
        logger(COMMANDS).setLevel(Level.DEBUG);
        lines.start();
    }

    @AfterEach
    void stop() {
        logger(COMMANDS).setLevel(null);
        logger(Logger.ROOT_LOGGER_NAME).detachAppender(lines);
        service.close();
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    @Test
    void what_the_read_models_say_of_an_event_names_the_request_that_led_to_it() {
        accounts.open("acme");
        new Letters(service).refuseThirteenUsers();

        accounts.command(
                        "acme",
                        "change-managed-users",
                        "{\"managedUsers\":13}",
                        "traceparent",
                        PARENT,
                        "X-Request-Id",
                        "order-7")
                .is(200);

        Line line = lines.awaitWith("of acme cannot be projected");
        assertThat(line.thread()).doesNotContain("http");
        assertThat(line.told("traceId")).isEqualTo(TRACE);
        assertThat(line.told("requestId")).isEqualTo("order-7");
        assertThat(line.told("subscriptionId")).isEqualTo("acme");
    }

    @Test
    void what_is_said_of_due_work_names_the_run_and_the_account_and_a_trace_of_its_own() {
        accounts.openPaid("acme", "premium", "monthly");

        Line paid = lines.awaitWith("RecordPaymentOutcome of acme");
        assertThat(paid.told("requestId")).startsWith("collection-run/");
        assertThat(paid.told("subscriptionId")).isEqualTo("acme");
        assertThat(paid.told("traceId"))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(lines.awaitWith("ChangePlan of acme").told("traceId"));

        accounts.advanceTo("2026-02-16T00:00:00Z");

        Line renewed = lines.awaitWith("BringUpToDate of acme");
        assertThat(renewed.told("requestId")).startsWith("billing-run/");
        assertThat(renewed.told("traceId")).matches("[0-9a-f]{32}").isNotEqualTo(paid.told("traceId"));
    }
}
