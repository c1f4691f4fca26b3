package com.kore.billing.app.analytics.export;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.app.eventstore.ReadModelProcessor;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;

/** What exports are made with. */
@Configuration(proxyBeanMethods = false)
class ExportConfiguration {

    @Bean
    Snapshots snapshots(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            ProcessedPosition processed,
            ReadModelProcessor readModels) {
        return new Snapshots(dataSource, transactions, processed, readModels.name());
    }

    @Bean
    ExportRoom exportRoom(BillingSettings settings, Environment environment) {
        int runningMax = settings.exports().runningMax();
        int connections = environment.getProperty("spring.datasource.hikari.maximum-pool-size", Integer.class, 10);
        if (runningMax < 1 || runningMax >= connections) {
            throw new StartRefused(
                    "billing.exports.running-max is not from 1 to less than the connections of the pool, %d."
                            .formatted(connections),
                    "Leave it at 4, or raise spring.datasource.hikari.maximum-pool-size with it.");
        }
        return new ExportRoom(runningMax);
    }
}
