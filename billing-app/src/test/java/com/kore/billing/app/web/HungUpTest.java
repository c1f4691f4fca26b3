package com.kore.billing.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.feed.EventTail;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.SmallSocketBuffers;
import com.kore.billing.app.testing.TestDatabases;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Callers who go in the middle of an answer are no failure of the service, and its log does not say so. */
@ExtendWith(OutputCaptureExtension.class)
class HungUpTest {
    private RunningService service;

    @BeforeEach
    void start(@TempDir Path dataDir) {
        service = RunningService.on(
                TestDatabases.h2In(dataDir),
                dataDir,
                Map.of("logging.level.com.kore.billing.app.web.Problems", "debug"),
                SmallSocketBuffers.class);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** Reads the beginning of an answer, and resets the line. */
    private void ask(String path, String headers) throws IOException {
        URI base = service.base();
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setReceiveBufferSize(4096);
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                            .formatted(path, base.getAuthority(), headers)
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(12)).asString().startsWith("HTTP/1.1 200");
            socket.setSoLinger(true, 0);
        }
    }

    @Test
    void in_the_middle_of_a_file(CapturedOutput log) throws IOException {
        ask("/swagger-ui/swagger-ui-bundle.js", "");

        await().until(() -> log.getOut().contains("the caller is gone"));
        assertThat(log.getOut()).doesNotContain(" ERROR ", "swagger-ui-bundle.js failed");
    }

    @Test
    void in_the_middle_of_a_stream_of_events(CapturedOutput log) throws IOException {
        assertThat(service.bean(EventTail.class).followers()).isZero();
        ask("/v1/events", "Accept: text/event-stream\r\nAuthorization: Bearer " + service.token("service") + "\r\n");
        // By whose event it is noticed that there is nobody any more.
        for (int n = 0; n < 3; n++) {
            service.summaryAfter(service.post(
                            "service",
                            "/v1/subscriptions",
                            "{\"subscriptionId\":\"account-%d\",\"accountName\":\"Acme\"}".formatted(n))
                    .is(201));
        }

        await().until(() -> service.bean(EventTail.class).followers() == 0);
        // What failed with the last of them is answered by then.
        service.get("service", "/v1/catalog").is(200);
        assertThat(log.getOut()).doesNotContain(" ERROR ");
    }
}
