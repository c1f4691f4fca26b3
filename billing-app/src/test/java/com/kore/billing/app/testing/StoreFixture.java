package com.kore.billing.app.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A store as an earlier version of the service left it: a line of JSON per row, which names its table. Both databases get the same rows,
 * in the tables as they were then; the service that starts on them brings the tables up to date.
 */
public final class StoreFixture {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<JsonNode> rows;

    private StoreFixture(List<JsonNode> rows) {
        this.rows = rows;
    }

    public static StoreFixture of(String resource) {
        return new StoreFixture(
                text(resource).lines().<JsonNode>map(JSON::readTree).toList());
    }

    public static String text(String resource) {
        try (InputStream stream = Objects.requireNonNull(StoreFixture.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a table, in the order of their keys. */
    public List<JsonNode> rows(String table) {
        return rows.stream()
                .filter(row -> row.get("table").asString().equals(table))
                .toList();
    }

    /** @param schema the version of the tables then */
    public void into(TestDatabase database, String schema) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        try (HikariDataSource dataSource = new HikariDataSource(config)) {
            Flyway.configure()
                    .dataSource(dataSource)
                    .locations(
                            "classpath:db/migration/" + database.vendor().name().toLowerCase(Locale.ROOT))
                    .target(schema)
                    .load()
                    .migrate();
            try (Connection connection = dataSource.getConnection()) {
                for (String table : rows.stream()
                        .map(row -> row.get("table").asString())
                        .collect(Collectors.toCollection(LinkedHashSet::new))) {
                    fill(connection, table);
                }
                // The rows brought their positions along.
                try (Statement statement = connection.createStatement()) {
                    statement.execute("ALTER TABLE event ALTER COLUMN position RESTART WITH "
                            + (rows("event").getLast().get("position").asLong() + 1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill(Connection connection, String table) throws SQLException {
        Map<String, String> types = types(connection, table);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM " + table);
        }
        for (JsonNode row : rows(table)) {
            List<String> columns = row.propertyNames().stream()
                    .filter(name -> !name.equals("table"))
                    .toList();
            String sql = "INSERT INTO %s (%s)%s VALUES (%s)"
                    .formatted(
                            table,
                            String.join(", ", columns),
                            table.equals("event") ? " OVERRIDING SYSTEM VALUE" : "",
                            columns.stream().map(column -> "?").collect(Collectors.joining(", ")));
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < columns.size(); i++) {
                    statement.setObject(
                            i + 1, value(row.get(columns.get(i)), Objects.requireNonNull(types.get(columns.get(i)))));
                }
                statement.executeUpdate();
            }
        }
    }

    private static Map<String, String> types(Connection connection, String table) throws SQLException {
        Map<String, String> types = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
            for (int column = 1; column <= none.getMetaData().getColumnCount(); column++) {
                types.put(
                        none.getMetaData().getColumnName(column).toLowerCase(Locale.ROOT),
                        none.getMetaData().getColumnTypeName(column).toLowerCase(Locale.ROOT));
            }
        }
        return types;
    }

    private static Object value(JsonNode value, String type) {
        if (value.isNumber()) {
            return value.asLong();
        }
        if (type.startsWith("timestamp")) {
            return OffsetDateTime.parse(value.asString());
        }
        return switch (type) {
            case "date" -> LocalDate.parse(value.asString());
            case "bytea", "binary varying" -> value.asString().getBytes(StandardCharsets.UTF_8);
            default -> value.asString();
        };
    }
}
