package com.kore.billing.app.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;

/** How a pool is opened beside everybody's: of the same database, for whoever must not wait until everybody is done. */
final class PoolBeside {
    private PoolBeside() {}

    static HikariDataSource everybodys(DataSource dataSource) {
        try {
            return dataSource.unwrap(HikariDataSource.class);
        } catch (SQLException e) {
            throw new IllegalStateException("the data source must be a Hikari pool", e);
        }
    }

    /** Address and credentials; what else there is to say of a pool is for whoever opens it. */
    static HikariConfig of(HikariDataSource everybodys, String name) {
        HikariConfig config = new HikariConfig();
        if (everybodys.getDataSource() instanceof EmbeddedFile file) {
            config.setDataSource(file);
        }
        config.setJdbcUrl(everybodys.getJdbcUrl());
        config.setUsername(everybodys.getUsername());
        config.setPassword(everybodys.getPassword());
        everybodys
                .getDataSourceProperties()
                .forEach((property, value) -> config.addDataSourceProperty(property.toString(), value));
        config.setPoolName(name);
        config.setExceptionOverrideClassName(UselessConnections.class.getName());
        config.setInitializationFailTimeout(-1);
        return config;
    }

    static HikariDataSource open(HikariConfig config) {
        HikariDataSource pool = new HikariDataSource(config);
        if (config.getDataSource() instanceof EmbeddedFile file) {
            file.isUsedBy(pool);
        }
        return pool;
    }
}
