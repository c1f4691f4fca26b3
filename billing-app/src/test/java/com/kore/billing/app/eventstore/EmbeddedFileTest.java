package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
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
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url());
        pool.setUsername("sa");
        pool.setPassword("");
        pool.setConnectionTimeout(1_000);
        pool.setExceptionOverrideClassName(UselessConnections.class.getName());
        pool.setMaximumPoolSize(2);
        return (HikariDataSource) new EmbeddedFiles().postProcessAfterInitialization(pool, "dataSource");
    }
}
