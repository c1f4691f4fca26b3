package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.h2.api.ErrorCode;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedFileTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void connections_that_keep_the_file_from_all_others_are_let_go_of() throws SQLException {
        try (HikariDataSource everybodys = pool();
                WriterConnections writers = new WriterConnections(everybodys, WriterConnections.Patience.DEFAULT)) {
            writeOneRow(everybodys);
            loseSightOfTheDatabase(everybodys, writers);
            // It is as H2 has it: the writer goes on, and nobody else can open the file.
            assertThatThrownBy(() -> DriverManager.getConnection(url(), "sa", ""))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failed -> assertThat(failed.getErrorCode()).isEqualTo(ErrorCode.DATABASE_ALREADY_OPEN_1));

            await().atMost(PATIENCE).ignoreExceptions().until(() -> rows(everybodys) == 1);
            try (Connection writer = writers.get()) {
                assertThat(rows(writer)).isEqualTo(1);
            }
        }
    }

    /** Tidying up at the end loses commits if the disk is full; what is committed is on it already, or is still to be written. */
    @ParameterizedTest
    @CsvSource({"0, false", "500, true"})
    void nothing_is_written_at_the_end_unless_something_committed_is_still_to_be_written(
            int writeDelay, boolean tidiedUp) throws SQLException, IOException {
        HikariDataSource everybodys =
                pool("jdbc:h2:file:" + directory.resolve("billing") + ";WRITE_DELAY=" + writeDelay);
        writeOneRow(everybodys);
        everybodys.close();

        assertThat(Files.readString(directory.resolve("billing.mv.db"), StandardCharsets.ISO_8859_1)
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .contains("clean:1"))
                .isEqualTo(tidiedUp);
        try (HikariDataSource again = pool()) {
            assertThat(rows(again)).isEqualTo(1);
        }
    }

    /** H2 closes the store of a database that it cannot write; what its connections have read before they would go on finding. */
    @Test
    void nobody_finds_what_stood_in_a_database_that_was_given_up_once_others_have_written_to_the_new_one()
            throws SQLException {
        try (HikariDataSource everybodys = pool();
                WriterConnections writers = new WriterConnections(everybodys, WriterConnections.Patience.DEFAULT)) {
            writeOneRow(everybodys);
            try (Connection writer = writers.get()) {
                assertThat(rows(writer)).isEqualTo(1);
                writer.rollback();
            }
            try (Connection one = everybodys.getConnection()) {
                ((SessionLocal) one.unwrap(JdbcConnection.class).getSession())
                        .getDatabase()
                        .getStore()
                        .getMvStore()
                        .closeImmediately();
            }
            everybodys.getHikariPoolMXBean().softEvictConnections();

            await().atMost(PATIENCE).ignoreExceptions().until(() -> insertAnother(everybodys));

            try (Connection writer = writers.get()) {
                assertThat(rows(writer)).isEqualTo(2);
            }
        }
    }

    /** What happens when one connection meets a full disk, and another one is used after the file has been opened anew. */
    private void loseSightOfTheDatabase(HikariDataSource everybodys, WriterConnections writers) throws SQLException {
        try (Connection one = everybodys.getConnection()) {
            Database broken = ((SessionLocal) one.unwrap(JdbcConnection.class).getSession()).getDatabase();
            broken.shutdownImmediately();
            everybodys.getHikariPoolMXBean().softEvictConnections();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                try (Connection writer = writers.get()) {
                    return rows(writer) == 1;
                }
            });
            broken.shutdownImmediately();
        }
    }

    private static boolean insertAnother(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate("INSERT INTO kept VALUES (2)") == 1;
        }
    }

    private static void writeOneRow(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (id INT)");
            statement.execute("INSERT INTO kept VALUES (1)");
        }
    }

    private static int rows(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return rows(connection);
        }
    }

    private static int rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var found = statement.executeQuery("SELECT COUNT(*) FROM kept")) {
            found.next();
            return found.getInt(1);
        }
    }

    private String url() {
        return "jdbc:h2:file:" + directory.resolve("billing") + ";WRITE_DELAY=0";
    }

    private HikariDataSource pool() {
        return pool(url());
    }

    private static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("sa");
        pool.setPassword("");
        pool.setConnectionTimeout(1_000);
        pool.setExceptionOverrideClassName(UselessConnections.class.getName());
        pool.setMaximumPoolSize(2);
        return (HikariDataSource) new EmbeddedFiles().postProcessAfterInitialization(pool, "dataSource");
    }
}
