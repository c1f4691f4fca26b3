package com.kore.billing.app.eventstore;

import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What follows the events: tokens, dead letters and the processors, all in Spring's transactions. */
@Configuration(proxyBeanMethods = false)
public class EventProcessingConfiguration {

    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    ConnectionProvider processorConnections(DataSource dataSource) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
    }

    @Bean
    TokenStore tokenStore(ConnectionProvider processorConnections, StoredSerializer serializer) {
        return JdbcTokenStore.builder()
                .connectionProvider(processorConnections)
                .serializer(serializer)
                .contentType(String.class)
                .nodeId(UUID.randomUUID().toString())
                .schema(TokenSchema.builder()
                        .setTokenTable("token_entry")
                        .setProcessorNameColumn("processor_name")
                        .setTokenTypeColumn("token_type")
                        .setTimestampColumn("time_stamp")
                        .build())
                .build();
    }

    @Bean
    ProcessedPosition processedPosition(DataSource dataSource, StoredSerializer serializer) {
        return new ProcessedPosition(JdbcClient.create(dataSource), serializer);
    }

    @Bean
    GivenUpEvents givenUpEvents(DataSource dataSource, PlatformTransactionManager transactions) {
        return new GivenUpEvents(JdbcClient.create(dataSource), new TransactionTemplate(transactions));
    }

    @Bean
    DeadLetterQueues deadLetterQueues(
            ConnectionProvider processorConnections,
            TransactionManager axonTransactionManager,
            StoredSerializer serializer,
            DataSource dataSource) {
        return new DeadLetterQueues(
                processorConnections, axonTransactionManager, serializer, JdbcClient.create(dataSource));
    }

    @Bean
    EventProcessors eventProcessors(
            ObjectProvider<ReadModelProcessor> processors,
            WakingEventStore eventStore,
            TokenStore tokenStore,
            TransactionManager axonTransactionManager,
            DeadLetterQueues queues) {
        return new EventProcessors(
                processors.orderedStream().toList(), eventStore, tokenStore, axonTransactionManager, queues);
    }
}
