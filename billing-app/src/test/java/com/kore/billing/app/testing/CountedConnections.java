package com.kore.billing.app.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Counts how often a service asks its pool for a connection: as often as it reads, or more seldom. Its writer has a pool of its own. No
 * component, so that only those tests have it that name it.
 */
public class CountedConnections {

    /** How often, up to now. */
    public static final class Count extends AtomicLong {}

    @Bean
    static Count count() {
        return new Count();
    }

    @Bean
    static BeanPostProcessor counting(Count count) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String beanName) {
                return bean instanceof DataSource dataSource ? new Counted(dataSource, count) : bean;
            }
        };
    }

    private static final class Counted extends DelegatingDataSource {
        private final Count count;

        Counted(DataSource target, Count count) {
            super(target);
            this.count = count;
        }

        @Override
        public Connection getConnection() throws SQLException {
            count.incrementAndGet();
            return super.getConnection();
        }
    }
}
