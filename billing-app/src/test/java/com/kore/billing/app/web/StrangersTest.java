package com.kore.billing.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

/** Who has no token, and sends what he sends as slowly as he can. */
class StrangersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int LENGTH = 60_000;

    /** A request whose body comes byte by byte, until its connection is closed. */
    private static final class Trickle implements AutoCloseable {
        private final Socket socket;
        private final Future<?> writing;

        Trickle(URI service, ScheduledExecutorService pen, String path, String headers) throws IOException {
            socket = new Socket(service.getHost(), service.getPort());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            write("POST %s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: %d\r\n\r\n"
                    .formatted(path, service.getAuthority(), headers, LENGTH));
            writing = pen.scheduleAtFixedRate(() -> write(" "), 0, 100, TimeUnit.MILLISECONDS);
        }

        private void write(String text) {
            try {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        }

        /** All that comes until the service closes the connection. */
        String answer() throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(all);
            } catch (SocketException closed) {
                // So it is told to whoever was still sending.
                assertThat(closed).hasMessageContaining("reset");
            }
            return all.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            writing.cancel(false);
            socket.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"/v1/access-tokens/redemptions, application/json", "/console/sign-in, application/x-www-form-urlencoded"
    })
    void shut_out_each_other_and_nobody_who_has_a_token(String path, String type, @TempDir Path dataDir)
            throws IOException {
        List<Trickle> all = new ArrayList<>();
        // As many places as there are strangers, or fewer.
        Map<String, String> settings = Map.of(
                "billing.load.requests-max",
                Integer.toString(RequestRoomFilter.STRANGERS_MAX),
                "billing.load.arrival-max",
                "10m");
        try (RunningService service = RunningService.on(TestDatabases.h2In(dataDir), dataDir, settings);
                ScheduledExecutorService pen = Executors.newScheduledThreadPool(1)) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
                boolean full = signIn(service) == 503;
                if (!full) {
                    all.add(new Trickle(service.base(), pen, path, "Content-Type: " + type + "\r\n"));
                }
                return full;
            });

            service.summaryAfter(service.post(
                            "service", "/v1/subscriptions", "{\"subscriptionId\":\"acme\",\"accountName\":\"Acme\"}")
                    .is(201));
            assertThat(signIn(service)).isEqualTo(503);

            for (Trickle each : all) {
                each.close();
            }
            await().atMost(PATIENCE).until(() -> signIn(service) == 200);
        }
    }

    private static int signIn(RunningService service) {
        return service.send(service.request("/console/sign-in")).status();
    }

    /** Tomcat reads forms by itself, and answers nothing to what is not whole. */
    @ParameterizedTest
    @CsvSource({
        "/v1/access-tokens/redemptions, application/json, The body took too long to arrive.",
        "/v1/subscriptions, application/json, The body took too long to arrive.",
        "/console/sign-in, application/x-www-form-urlencoded, ''"
    })
    void who_takes_too_long_is_waited_for_no_longer(String path, String type, String told, @TempDir Path dataDir)
            throws IOException {
        try (RunningService service = RunningService.on(
                        TestDatabases.h2In(dataDir), dataDir, Map.of("billing.load.arrival-max", "1s"));
                ScheduledExecutorService pen = Executors.newScheduledThreadPool(1)) {
            String token = path.equals("/v1/subscriptions")
                    ? "Authorization: Bearer " + service.token("service") + "\r\n"
                    : "";
            try (Trickle trickle = new Trickle(service.base(), pen, path, token + "Content-Type: " + type + "\r\n")) {
                // It ends, though bytes still come.
                assertThat(trickle.answer()).contains(told).doesNotContain("HTTP/1.1 2");
            }
        }
    }

    @Test
    void a_time_in_which_nothing_can_arrive_stops_the_start() {
        for (Duration never : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(100))) {
            assertThatThrownBy(() -> BodyArrival.within(
                            new BillingSettings.Load(1000, never), new TomcatServletWebServerFactory()))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("billing.load.arrival-max");
        }
    }
}
