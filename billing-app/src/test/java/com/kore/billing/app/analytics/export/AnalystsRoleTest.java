package com.kore.billing.app.analytics.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The documented script makes a role that reads the views, and nothing else. */
class AnalystsRoleTest {
    private static final Path SCRIPT = Path.of("../docs/deploy/analysts-role.sql");
    private static final String NOT_ALLOWED = "42501";

    private final TestDatabase database = TestDatabases.freshPostgres();
    private HikariDataSource service;
    private Connection analyst;

    @BeforeEach
    void make_the_role() throws SQLException, IOException {
        service = database.open();
        String script = Files.readString(SCRIPT);
        asTheService(script);
        asTheService(script);
        asTheService("ALTER ROLE analyst PASSWORD 'secret'");
        analyst = DriverManager.getConnection(database.url().replaceAll("\\?.*", ""), "analyst", "secret");
    }

    @AfterEach
    void leave() throws SQLException {
        analyst.close();
        service.close();
    }

    private void asTheService(String sql) throws SQLException {
        try (Connection connection = service.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> names(String schema, String type) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = service.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = '%s' AND table_type = '%s'"
                                .formatted(schema, type))) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private void ask(String sql) throws SQLException {
        try (Statement statement = analyst.createStatement()) {
            statement.execute(sql);
        }
    }

    private String shown(String setting) throws SQLException {
        try (Statement statement = analyst.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    private void isRefused(String sql, String state) {
        assertThatThrownBy(() -> ask(sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo(state));
    }

    @Test
    void it_reads_every_view_by_its_name_alone() throws SQLException {
        List<String> views = names("analytics", "VIEW");
        assertThat(views).hasSize(ExportedView.values().length);
        for (String view : views) {
            ask("SELECT * FROM " + view);
            ask("SELECT * FROM analytics." + view);
        }
    }

    @Test
    void it_reads_views_that_come_later() throws SQLException {
        asTheService("CREATE VIEW analytics.later AS SELECT COUNT(*) AS subscriptions FROM analytics.subscriptions");

        ask("SELECT * FROM later");
    }

    @Test
    void it_reads_no_table_neither_events_nor_what_is_behind_the_views() throws SQLException {
        List<String> tables = names("public", "BASE TABLE");
        assertThat(tables).contains("event", "analytics_payment", "account_summary", "access_token");
        for (String table : tables) {
            isRefused("SELECT * FROM public." + table, NOT_ALLOWED);
        }
    }

    @Test
    void it_writes_nothing_also_if_it_takes_back_that_it_only_reads() throws SQLException {
        assertThat(shown("default_transaction_read_only")).isEqualTo("on");
        ask("SET default_transaction_read_only = off");
        for (String view : names("analytics", "VIEW")) {
            assertThatThrownBy(() -> ask("DELETE FROM analytics." + view)).isInstanceOf(SQLException.class);
        }
        isRefused("DELETE FROM analytics.payments", NOT_ALLOWED);
        isRefused("DELETE FROM public.event", NOT_ALLOWED);
        isRefused("CREATE TABLE analytics.mine (x INT)", NOT_ALLOWED);
        isRefused("CREATE TABLE public.mine (x INT)", NOT_ALLOWED);
        isRefused("CREATE SCHEMA mine", NOT_ALLOWED);
    }
}
