package com.kore.billing.app.rebuild;

import com.kore.billing.app.eventstore.EventProcessors;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.GivenUpEvents;
import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.app.eventstore.ReadModelProcessor;
import com.kore.billing.app.eventstore.WaitingEvents;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.readmodel.ReadModel;
import com.kore.billing.projections.readmodel.Rebuild;
import com.kore.billing.projections.readmodel.RowForm;
import com.kore.billing.projections.readmodel.RowSeals;
import com.kore.billing.projections.readmodel.Verification;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What makes read models anew. */
@Configuration(proxyBeanMethods = false)
class RebuildConfiguration {
    private static final int DIFFERENCES_MAX = 100;

    @Bean
    SealedRows sealedRows(RowSeals seals) {
        return new SealedRows(seals);
    }

    @Bean
    StoredHistory storedHistory(
            EventReader events, ProcessedPosition processed, GivenUpEvents givenUp, ReadModelProcessor readModels) {
        return new StoredHistory(events, processed, givenUp, readModels.name());
    }

    @Bean
    WaitingEvents waitingEvents(
            ReadModelProcessor readModels, EventProcessors processors, GivenUpEvents givenUp, JdbcClient jdbc) {
        return new WaitingEvents(readModels.name(), processors, givenUp, jdbc);
    }

    /** With H2 there is no other node, so what is being worked on as this one starts was worked on by a process that has died. */
    @Bean
    @DependsOnDatabaseInitialization
    ReplayTable replayTable(JdbcClient jdbc, Environment environment) {
        ReplayTable table = new ReplayTable(jdbc);
        if (!environment.acceptsProfiles(Profiles.of("postgresql"))) {
            table.freeAll();
        }
        return table;
    }

    /** By the names of the read models. How far accounts are answered, the summaries say, which callers wait for too. */
    @Bean
    Rebuilds rebuilds(
            StoredHistory history,
            List<ReadModel<?, ?>> models,
            AccountSummaryModel summaries,
            JdbcTemplate jdbc,
            RowForm form,
            PlatformTransactionManager transactions) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        Map<String, Rebuild<?, ?>> rebuilds = new HashMap<>();
        models.forEach(
                model -> rebuilds.put(model.name(), new Rebuild<>(model, summaries, history, jdbc, form, transaction)));
        return new Rebuilds(rebuilds);
    }

    record Rebuilds(Map<String, Rebuild<?, ?>> byName) {}

    @Bean
    Replays replays(ReplayTable table, Rebuilds rebuilds, StoredHistory history) {
        return new Replays(table, rebuilds.byName(), history);
    }

    @Bean
    DeadLetterRounds deadLetterRounds(WaitingEvents waiting, Rebuilds rebuilds) {
        return new DeadLetterRounds(waiting, rebuilds.byName().values(), InstantSource.system());
    }

    /** With H2 there is no other node, so one that runs as this one starts was run by a process that has died. */
    @Bean
    @DependsOnDatabaseInitialization
    VerificationTable verificationTable(JdbcClient jdbc, Environment environment) {
        VerificationTable table = new VerificationTable(jdbc);
        if (!environment.acceptsProfiles(Profiles.of("postgresql"))) {
            table.slot().failAll();
        }
        return table;
    }

    @Bean
    Verifications verifications(
            VerificationTable table,
            StoredHistory history,
            List<ReadModel<?, ?>> models,
            JdbcTemplate jdbc,
            RowForm form,
            PlatformTransactionManager transactions) {
        return new Verifications(
                table,
                new Verification(models, history, jdbc, form, new TransactionTemplate(transactions), DIFFERENCES_MAX),
                history);
    }
}
