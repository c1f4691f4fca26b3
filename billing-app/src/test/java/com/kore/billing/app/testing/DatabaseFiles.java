package com.kore.billing.app.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    /** Those of some texts that stand in any of the files, in UTF-8. */
    public static Set<String> found(Collection<String> texts, List<Path> files) {
        Set<String> found = new TreeSet<>();
        for (Path file : files) {
            String content = content(file);
            texts.stream().filter(text -> content.contains(bytes(text))).forEach(found::add);
        }
        return found;
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException removed) {
            // PostgreSQL does so with what it keeps of its catalog. Nobody finds anything there.
            return "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
