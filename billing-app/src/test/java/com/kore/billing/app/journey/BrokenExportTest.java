package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.feed.ManyEvents;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.SmallSocketBuffers;
import com.kore.billing.app.testing.Vendor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An export that fails half-way, because the database does: nobody may take it for a whole one. */
class BrokenExportTest {
    /** More than a page of the export. */
    private static final int EVENTS = 1_200;

    private static final int BUFFER_BYTES = 4_096;

    /** The chunk of no bytes, which says that all have come. */
    private static final String WHOLE = "\r\n0\r\n\r\n";

    @TempDir
    private Path dataDir;

    @ParameterizedTest
    @EnumSource
    void an_export_that_fails_half_way_is_cut_and_goes_on_after_its_last_whole_line(Vendor vendor) throws IOException {
        try (RunningService service = RunningService.start(vendor, dataDir, Map.of(), SmallSocketBuffers.class)) {
            ManyEvents.write(service, EVENTS);
            assertThat(export(service, () -> {})).endsWith(WHOLE);

            String cut = export(service, () -> rename(service, "event", "event_away"));

            assertThat(cut).startsWith("HTTP/1.1 200").doesNotEndWith(WHOLE);
            long come = lines(body(cut));
            assertThat(come).isBetween(1L, EVENTS - 1L);
            service.get("auditor", "/v1/audit/events").isRefused(503, "unavailable");

            rename(service, "event_away", "event");
            String rest = service.get("auditor", "/v1/audit/events?after=" + lastWholePosition(body(cut)))
                    .is(200)
                    .response()
                    .body();
            assertThat(come + lines(rest)).isEqualTo(EVENTS);
        }
    }

    private static void rename(RunningService service, String from, String to) {
        service.bean(JdbcClient.class)
                .sql("ALTER TABLE %s RENAME TO %s".formatted(from, to))
                .update();
    }

    /** What the chunks hold, one character for a byte; the last may be cut. */
    private static String body(String answer) {
        StringBuilder body = new StringBuilder();
        int next = answer.indexOf("\r\n\r\n") + 4;
        while (answer.indexOf("\r\n", next) > 0) {
            int begin = answer.indexOf("\r\n", next) + 2;
            int end = begin + Integer.parseInt(answer.substring(next, begin - 2), 16);
            body.append(answer, begin, Math.min(end, answer.length()));
            next = end + 2;
        }
        return body.toString();
    }

    private static long lines(String export) {
        return export.lines().filter(BrokenExportTest::isWhole).count();
    }

    private static boolean isWhole(String line) {
        return line.startsWith("{\"leafIndex\"") && line.endsWith("}");
    }

    private static String lastWholePosition(String export) {
        return export.lines()
                .filter(BrokenExportTest::isWhole)
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .replaceFirst(".*?\"position\":(\\d+).*", "$1");
    }

    /** All that comes, as it comes; something happens once the first bytes have, and before the next are read. */
    private static String export(RunningService service, Runnable meanwhile) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(BUFFER_BYTES);
            socket.connect(new InetSocketAddress(
                    service.base().getHost(), service.base().getPort()));
            String request =
                    "GET /v1/audit/events HTTP/1.1\r\nHost: " + service.base().getAuthority()
                            + "\r\nAuthorization: Bearer " + service.token("auditor") + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream come = new ByteArrayOutputStream();
            come.write(socket.getInputStream().read());
            meanwhile.run();
            try {
                socket.getInputStream().transferTo(come);
            } catch (SocketException reset) {
                // As cut as can be.
            }
            return come.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
