package com.kore.billing.app.testing;

import com.kore.billing.app.rebuild.SealedRows;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import org.flywaydb.core.Flyway;

/** One database, which outlives the pools that are opened on it; a second pool is what a restart or another node sees. */
public record TestDatabase(Vendor vendor, String url, String user, String password) {

    /** A pool on the migrated database. */
    public HikariDataSource open() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(3_000);
        HikariDataSource dataSource = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration/" + vendor.name().toLowerCase(Locale.ROOT))
                .javaMigrations(new SealedRows(new NoSeals()))
                .load()
                .migrate();
        return dataSource;
    }
}
