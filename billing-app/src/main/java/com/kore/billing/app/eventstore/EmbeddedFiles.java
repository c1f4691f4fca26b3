package com.kore.billing.app.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Lets the pool of everybody open an embedded H2 by an {@link EmbeddedFile}, and leaves all other databases, and pools that run already, as they are. */
final class EmbeddedFiles implements BeanPostProcessor {
    private static final String EMBEDDED = "jdbc:h2:file:";

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
                && !pool.isRunning()
                && pool.getJdbcUrl() != null
                && pool.getJdbcUrl().startsWith(EMBEDDED)) {
            EmbeddedFile.openFor(
                    pool,
                    new DriverDataSource(
                            pool.getJdbcUrl(),
                            pool.getDriverClassName(),
                            pool.getDataSourceProperties(),
                            pool.getUsername(),
                            pool.getPassword()));
        }
        return bean;
    }
}
