package com.kore.billing.app.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Fresh databases: an H2 file, or a database in the one PostgreSQL of this JVM, which is as durable as by default. */
public final class TestDatabases {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabases() {}

    /** Starts with the first test that needs it. */
    private static final class Shared {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static TestDatabase fresh(Vendor vendor) {
        return switch (vendor) {
            case H2 -> freshH2();
            case POSTGRESQL -> freshPostgres();
        };
    }

    /** In a directory of its own. */
    public static TestDatabase freshH2() {
        try {
            return h2In(Files.createTempDirectory("billing-h2-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestDatabase h2In(Path directory) {
        return new TestDatabase(Vendor.H2, "jdbc:h2:file:" + directory.resolve("billing"), "sa", "");
    }

    public static TestDatabase freshPostgres() {
        String name = "billing_" + COUNT.incrementAndGet();
        try (Connection connection = Shared.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase(
                Vendor.POSTGRESQL, Shared.POSTGRES.getJdbcUrl("postgres", name), "postgres", "postgres");
    }
}
