package com.kore.billing.app.analytics.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.SmallSocketBuffers;
import com.kore.billing.app.testing.Vendor;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Exports whose readers are slow or gone, and one that fails half-way. */
@ParameterizedClass
@EnumSource(Vendor.class)
class SlowExportsTest {
    private static final int ROWS = 20_000;
    private static final int BUFFER_BYTES = 4_096;
    private static final String EXPORT = "/v1/analytics/exports/payments.csv";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The chunk of no bytes, which says that all have come. */
    private static final String WHOLE = "\r\n0\r\n\r\n";

    private final Vendor database;
    private final List<Socket> sockets = new ArrayList<>();
    private RunningService service;

    SlowExportsTest(Vendor database) {
        this.database = database;
    }

    @BeforeEach
    void start(@TempDir Path dataDir) {
        service = RunningService.start(
                database, dataDir, Map.of("billing.exports.running-max", "2"), SmallSocketBuffers.class);
        ManyRows.payments(service.bean(JdbcClient.class), database, ROWS);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        service.close();
    }

    /** One that has read the first byte, so that its export is on its way, and reads no more. */
    private Socket slow() throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(BUFFER_BYTES);
        socket.connect(
                new InetSocketAddress(service.base().getHost(), service.base().getPort()));
        String request =
                "GET " + EXPORT + " HTTP/1.1\r\nHost: " + service.base().getAuthority() + "\r\nAuthorization: Bearer "
                        + service.token("analyst") + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    private static String rest(Socket socket) throws IOException {
        ByteArrayOutputStream come = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(come);
        } catch (SocketException reset) {
            // As cut as can be.
        }
        return come.toString(StandardCharsets.ISO_8859_1);
    }

    private int connectionsInUse() throws SQLException {
        return service.bean(DataSource.class)
                .unwrap(HikariDataSource.class)
                .getHikariPoolMXBean()
                .getActiveConnections();
    }

    @Test
    void those_that_do_not_read_hold_back_only_further_exports_and_leave_room_when_they_go() throws IOException {
        Socket first = slow();
        Socket second = slow();
        Answer third = service.get("analyst", EXPORT);
        third.isRefused(503, "unavailable");
        assertThat(third.header("Retry-After")).isNotEmpty();
        assertThat(third.header("ETag") + third.header("Content-Disposition")).isEmpty();
        service.get("analyst", "/v1/analytics/exports/cohorts.csv").isRefused(503, "unavailable");
        service.get("service", "/v1/subscriptions/nobody").isRefused(404, "subscription-not-found");
        service.post("service", "/v1/subscriptions", "{\"subscriptionId\":\"acme\",\"accountName\":\"Acme\"}")
                .is(201);

        second.close();
        await().atMost(PATIENCE).until(() -> service.get("analyst", EXPORT).status() == 200);
        String read = rest(first);
        assertThat(read.replaceAll("\r\n[0-9a-f]+\r\n", "")
                        .lines()
                        .filter(line -> line.contains(",recorded,"))
                        .count())
                .isEqualTo(ROWS);
        assertThat(read).endsWith(WHOLE);
        await().atMost(PATIENCE).until(() -> connectionsInUse() == 0);
    }

    @Test
    void one_that_fails_half_way_is_cut_and_frees_its_connection() throws IOException {
        JdbcClient jdbc = service.bean(JdbcClient.class);
        if (database == Vendor.H2) {
            ManyRows.makeOneUnreadable(jdbc);
        }
        Socket socket = slow();
        if (database == Vendor.POSTGRESQL) {
            jdbc.sql("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND query LIKE '%analytics.payments%' AND pid <> pg_backend_pid()""").query().listOfRows();
        }

        assertThat(rest(socket))
                .startsWith("TTP/1.1 200")
                .contains(",recorded,")
                .doesNotEndWith(WHOLE);
        await().atMost(PATIENCE).until(() -> connectionsInUse() == 0);
    }

    @Test
    void one_that_fails_before_its_first_byte_is_a_problem() {
        service.bean(JdbcClient.class)
                .sql("UPDATE read_model SET generation = 0 WHERE name = 'analytics'")
                .update();

        Answer answer = service.get("analyst", EXPORT);
        answer.isRefused(503, "unavailable");
        assertThat(answer.at("/detail")).contains("history");
    }
}
