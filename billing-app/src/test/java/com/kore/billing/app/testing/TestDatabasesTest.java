package com.kore.billing.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabasesTest {

    /** The library that starts it turns both off, and what is shown of durability and speed would show nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
    void postgresql_is_as_durable_as_it_comes(String setting) {
        try (HikariDataSource dataSource = TestDatabases.freshPostgres().open()) {
            assertThat(JdbcClient.create(dataSource)
                            .sql("SHOW " + setting)
                            .query(String.class)
                            .single())
                    .isEqualTo("on");
        }
    }
}
