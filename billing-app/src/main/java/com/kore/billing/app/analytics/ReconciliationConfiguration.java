package com.kore.billing.app.analytics;

import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.app.eventstore.ReadModelProcessor;
import com.kore.billing.projections.analytics.Reconciliation;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What checks that analysts' figures agree. */
@Configuration(proxyBeanMethods = false)
class ReconciliationConfiguration {
    private static final int DIFFERENCES_MAX = 20;

    /** With H2 there is no other node, so one that runs as this one starts was run by a process that has died. */
    @Bean
    @DependsOnDatabaseInitialization
    ReconciliationTable reconciliationTable(JdbcClient jdbc, Environment environment) {
        ReconciliationTable table = new ReconciliationTable(jdbc);
        if (!environment.acceptsProfiles(Profiles.of("postgresql"))) {
            table.slot().failAll();
        }
        return table;
    }

    @Bean
    Reconciliations reconciliations(
            ReconciliationTable table,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            ProcessedPosition processed,
            ReadModelProcessor readModels) {
        return new Reconciliations(
                table, new Reconciliation(jdbc, transactions, () -> processed.of(readModels.name()), DIFFERENCES_MAX));
    }
}
