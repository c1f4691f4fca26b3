package com.kore.billing.app.queries;

import com.kore.billing.app.eventstore.DeadLetterQueues;
import com.kore.billing.app.eventstore.EventProcessors;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.GivenUpEvents;
import com.kore.billing.app.eventstore.ReadModelProcessor;
import com.kore.billing.app.eventstore.Spans;
import com.kore.billing.projections.accountsummary.AccountSummaries;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.analytics.AnalyticsModel;
import com.kore.billing.projections.billinghistory.BillingHistory;
import com.kore.billing.projections.billinghistory.BillingHistoryModel;
import com.kore.billing.projections.duework.DueWork;
import com.kore.billing.projections.duework.DueWorkModel;
import com.kore.billing.projections.invoices.Invoices;
import com.kore.billing.projections.invoices.InvoicesModel;
import com.kore.billing.projections.readmodel.ReadModel;
import com.kore.billing.projections.readmodel.ReadModelWriter;
import com.kore.billing.projections.readmodel.RowForm;
import com.kore.billing.projections.readmodel.RowSeals;
import com.kore.billing.projections.readmodel.Visibility;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The read models, what keeps them up to date, and the questions that can be asked of them. */
@Configuration(proxyBeanMethods = false)
class ReadModelConfiguration {
    /**
     * All read models are kept by one processor, so that a version that is seen is seen in all of them; in order, so that what is seen
     * at the head of the store is seen everywhere.
     */
    private static final String PROCESSOR = "read-models";

    private static final int BATCH = 500;

    @Bean
    RowForm rowForm(RowSeals seals) {
        return new RowForm(seals);
    }

    @Bean
    AccountSummaries accountSummaries(JdbcClient jdbc, RowForm form) {
        return new AccountSummaries(jdbc, form);
    }

    @Bean
    BillingHistory billingHistory(JdbcClient jdbc, RowForm form) {
        return new BillingHistory(jdbc, form);
    }

    @Bean
    Invoices invoices(JdbcClient jdbc, RowForm form) {
        return new Invoices(jdbc, form);
    }

    @Bean
    DueWork dueWork(JdbcClient jdbc, RowForm form) {
        return new DueWork(jdbc, form);
    }

    /** Another node may be the one that folds, as long as this one is not. */
    @Bean
    Visibility visibility(AccountSummaries summaries, ObjectProvider<EventProcessors> processors) {
        return new Visibility(summaries::version, id -> !processors.getObject().isProcessing(PROCESSOR));
    }

    @Bean
    AccountSummaryModel accountSummaryModel() {
        return new AccountSummaryModel();
    }

    @Bean
    BillingHistoryModel billingHistoryModel() {
        return new BillingHistoryModel();
    }

    @Bean
    InvoicesModel invoicesModel() {
        return new InvoicesModel();
    }

    @Bean
    DueWorkModel dueWorkModel() {
        return new DueWorkModel();
    }

    @Bean
    AnalyticsModel analyticsModel() {
        return new AnalyticsModel();
    }

    @Bean
    ReadModelWriter readModelWriter(
            List<ReadModel<?, ?>> models, JdbcTemplate jdbc, RowForm form, Visibility visibility) {
        return new ReadModelWriter(models, jdbc, form, visibility);
    }

    @Bean
    ReadModelProcessor readModels(
            ReadModelWriter writer,
            PlatformTransactionManager transactions,
            DeadLetterQueues deadLetters,
            EventReader events,
            GivenUpEvents givenUp,
            Spans spans) {
        TransactionTemplate nested = new TransactionTemplate(
                transactions, new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
        return new ReadModelProcessor(
                PROCESSOR,
                1,
                BATCH,
                new ReadModelHandler(writer, nested, deadLetters.of(PROCESSOR), events, givenUp, spans));
    }
}
