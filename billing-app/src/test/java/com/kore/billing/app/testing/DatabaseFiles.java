package com.kore.billing.app.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** What somebody reads who has the disk of a database and nothing else: its files, byte by byte. */
public final class DatabaseFiles {
    private DatabaseFiles() {}

    /** Those of a database that no service has open; of PostgreSQL the tables' and the write-ahead log, everything written out before. */
    public static List<Path> of(TestDatabase database) {
        try {
            return switch (database.vendor()) {
                case H2 -> List.of(Path.of(database.url().substring("jdbc:h2:file:".length()) + ".mv.db"));
                case POSTGRESQL -> ofPostgresql(database);
            };
        } catch (SQLException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static List<Path> ofPostgresql(TestDatabase database) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
            Path directory = Path.of(one(statement, "SHOW data_directory"));
            String tables = one(statement, "SELECT oid::text FROM pg_database WHERE datname = current_database()");
            try (Stream<Path> rows = Files.list(directory.resolve("base").resolve(tables));
                    Stream<Path> log = Files.list(directory.resolve("pg_wal"))) {
                return Stream.concat(rows, log).filter(Files::isRegularFile).toList();
            }
        }
    }

    private static String one(Statement statement, String question) throws SQLException {
        try (ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    /** Those of the files in which a text stands, in UTF-8. */
    public static List<Path> holding(String text, List<Path> files) {
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return files.stream().filter(file -> content(file).contains(bytes)).toList();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
