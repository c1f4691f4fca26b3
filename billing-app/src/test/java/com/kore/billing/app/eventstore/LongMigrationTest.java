package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabases;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A migration may take longer than PostgreSQL lets a transaction idle. */
class LongMigrationTest {
    private static final String IDLE_MAX = "SET idle_in_transaction_session_timeout = 500";

    /** Works for three times as long. */
    static final class LongMigration implements JavaMigration {
        @Override
        public MigrationVersion getVersion() {
            return MigrationVersion.fromVersion("9999");
        }

        @Override
        public String getDescription() {
            return "long";
        }

        @Override
        public @Nullable Integer getChecksum() {
            return null;
        }

        @Override
        public boolean canExecuteInTransaction() {
            return true;
        }

        @Override
        public void migrate(Context context) throws SQLException {
            try (Statement statement = context.getConnection().createStatement()) {
                statement.execute("SELECT pg_sleep(1.5)");
            }
        }
    }

    static class WithLongMigration {
        @Bean
        JavaMigration longMigration() {
            return new LongMigration();
        }
    }

    @Test
    void is_not_broken_off(@TempDir Path dataDir) {
        try (RunningService service = RunningService.on(
                TestDatabases.freshPostgres(),
                dataDir,
                Map.of("spring.datasource.hikari.connection-init-sql", IDLE_MAX),
                WithLongMigration.class)) {
            assertThat(service.bean(JdbcClient.class)
                            .sql("SELECT success FROM flyway_schema_history WHERE version = '9999'")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
    }
}
