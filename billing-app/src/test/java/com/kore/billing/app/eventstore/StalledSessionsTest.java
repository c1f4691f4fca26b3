package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A client that speaks PostgreSQL's protocol (version 3), and stops in the middle. */
class StalledSessionsTest {
    private static final int PROTOCOL = 3 << 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestDatabase database = TestDatabases.freshPostgres();

    @Test
    void one_that_was_sent_a_lock_and_no_end_of_the_batch_is_ended() throws IOException {
        try (HikariDataSource dataSource = database.open();
                Socket client = connect()) {
            JdbcClient jdbc = JdbcClient.create(dataSource);
            jdbc.sql("CREATE TABLE held (i INT)").update();
            jdbc.sql("INSERT INTO held VALUES (1)").update();
            send(client, 'Q', text("SET idle_in_transaction_session_timeout = 500"));
            send(client, 'Q', text("BEGIN"));
            send(client, 'P', concat(text(""), text("SELECT * FROM held FOR UPDATE"), new byte[2]));
            send(client, 'B', new byte[8]);
            send(client, 'E', new byte[5]);
            await().atMost(PATIENCE).until(() -> isHeld(jdbc));

            try (StalledSessions patient = new StalledSessions(dataSource, Duration.ofMinutes(5), false)) {
                assertThat(patient.end()).isZero();
            }
            try (StalledSessions sessions = new StalledSessions(dataSource, Duration.ofSeconds(1), true)) {
                await().atMost(PATIENCE).until(() -> !isHeld(jdbc));
                assertThat(sessions.end()).isZero();
            }
        }
    }

    private static boolean isHeld(JdbcClient jdbc) {
        return jdbc.sql("SELECT i FROM held FOR UPDATE SKIP LOCKED")
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    private Socket connect() throws IOException {
        URI address = URI.create(database.url().substring("jdbc:".length()).replaceFirst("\\?.*", ""));
        Socket socket = new Socket(address.getHost(), address.getPort());
        byte[] startup = concat(
                text("user"),
                text(database.user()),
                text("database"),
                text(address.getPath().substring(1)),
                new byte[1]);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(startup.length + 2 * Integer.BYTES);
        out.writeInt(PROTOCOL);
        out.write(startup);
        out.flush();
        return socket;
    }

    private static void send(Socket socket, char type, byte[] body) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeByte(type);
        out.writeInt(body.length + Integer.BYTES);
        out.write(body);
        out.flush();
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}
