package com.kore.billing.app.eventstore;

import com.kore.billing.domain.subscription.BillingRules;
import com.kore.billing.domain.subscription.Subscription;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.modelling.command.AbstractRepository;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The event store, bean by bean. None of Axon's configuration is used: its update check, its timeouts and its choices of transaction
 * manager and serializer are therefore simply not there.
 */
@Configuration(proxyBeanMethods = false)
public class EventStoreConfiguration {
    /** A command on 10,000 events is then as fast as one on ten. */
    private static final int EVENTS_PER_SNAPSHOT = 100;

    private final SecureRandom random = new SecureRandom();

    /** Without a configured key, one is generated into the data directory; nodes with directories of their own need a configured one. */
    @Bean
    MasterKey masterKey(
            @Value("${billing.encryption.master-key:}") String base64,
            @Value("${billing.data-dir:./data}") Path dataDirectory) {
        return base64.isBlank()
                ? MasterKey.ofFile(dataDirectory.resolve("master.key"), random)
                : MasterKey.ofBase64(base64);
    }

    @Bean
    PurposeSeals purposeSeals(MasterKey masterKey) {
        return new PurposeSeals(masterKey, random);
    }

    /** A migration seals rows: of a store that is encrypted under another key, nothing is migrated. */
    @Bean
    FlywayMigrationStrategy migratingTheKeysOwnStore(MasterKey masterKey) {
        return flyway -> {
            JdbcClient store = JdbcClient.create(flyway.getConfiguration().getDataSource());
            if (!masterKey.mayBeOf(store)) {
                throw masterKey.notOfThisStore();
            }
            flyway.migrate();
        };
    }

    @Bean
    RowKeys rowKeys(MasterKey masterKey) {
        return new RowKeys(masterKey);
    }

    @Bean
    @DependsOnDatabaseInitialization
    PersonalDataKeys personalDataKeys(DataSource dataSource, MasterKey masterKey) {
        PersonalDataKeys keys = new PersonalDataKeys(dataSource, masterKey, random);
        if (!keys.claimStore()) {
            throw masterKey.notOfThisStore();
        }
        return keys;
    }

    @Bean
    StoredSerializer storedSerializer(PersonalDataKeys keys) {
        return StoredSerializer.of(keys, random);
    }

    @Bean
    static EmbeddedFiles embeddedFiles() {
        return new EmbeddedFiles();
    }

    @Bean
    EventReader eventReader(DataSource dataSource, StoredSerializer serializer, PersonalDataKeys keys) {
        return new EventReader(dataSource, serializer, keys);
    }

    @Bean
    BulkLoad bulkLoad(DataSource dataSource, StoredSerializer serializer, PersonalDataKeys keys) {
        return new BulkLoad(dataSource, serializer, keys);
    }

    @Bean
    EventWriter eventWriter(DataSource dataSource, AppendSignal signal, MeterRegistry meters, Spans spans) {
        WriterConnections connections = new WriterConnections(dataSource, WriterConnections.Patience.DEFAULT);
        connections.measuredBy(meters);
        return new EventWriter(new AppendTransaction(connections), signal, new WriterMeters(meters), spans);
    }

    @Bean
    ProbeConnection probeConnection(DataSource dataSource) {
        return new ProbeConnection(dataSource);
    }

    @Bean
    EventWriterHealth eventWriterHealthIndicator(EventWriter writer) {
        return new EventWriterHealth(writer);
    }

    @Bean
    AppendSignal appendSignal() {
        return new AppendSignal();
    }

    /** With H2 nobody else can write. */
    @Bean
    HeadWatch headWatch(DataSource dataSource, EventReader reader, AppendSignal signal) throws SQLException {
        return new HeadWatch(reader, signal, isShared(dataSource));
    }

    @Bean
    StalledSessions stalledSessions(DataSource dataSource) throws SQLException {
        return new StalledSessions(dataSource, StalledSessions.STALLED_MAX, isShared(dataSource));
    }

    private static boolean isShared(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getURL().startsWith("jdbc:postgresql:");
        }
    }

    @Bean
    StorageEngine storageEngine(
            DataSource dataSource, StoredSerializer serializer, PersonalDataKeys keys, EventWriter writer) {
        return new StorageEngine(dataSource, serializer, keys, writer);
    }

    @Bean(destroyMethod = "shutDown")
    WakingEventStore eventStore(StorageEngine engine, AppendSignal signal) {
        return new WakingEventStore(engine, signal);
    }

    @Bean
    ParameterResolverFactory subscriptionParameters(BillingRules rules) {
        return MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(Subscription.class),
                new SimpleResourceParameterResolverFactory(List.of(rules)));
    }

    @Bean
    AggregateModel<Subscription> subscriptionModel(ParameterResolverFactory subscriptionParameters) {
        return AnnotatedAggregateMetaModelFactory.inspectAggregate(Subscription.class, subscriptionParameters);
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService snapshotExecutor() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("snapshotter").daemon().factory());
    }

    @Bean
    AggregateSnapshotter snapshotter(
            WakingEventStore eventStore,
            ExecutorService snapshotExecutor,
            AggregateModel<Subscription> model,
            ParameterResolverFactory subscriptionParameters) {
        return AggregateSnapshotter.builder()
                .eventStore(eventStore)
                .executor(snapshotExecutor)
                .transactionManager(NoTransactionManager.instance())
                // Of the class alone it would look for handlers' parameters on the class path, where only Axon's test
                // fixtures put them.
                .aggregateFactories(new GenericAggregateFactory<>(model))
                .parameterResolverFactory(subscriptionParameters)
                .build();
    }

    @Bean
    SubscriptionCache subscriptionCache(@Value("${billing.cache.subscriptions:20000}") int subscriptionsMax) {
        return new SubscriptionCache(subscriptionsMax);
    }

    @Bean
    SubscriptionRepository subscriptionRepository(
            AggregateModel<Subscription> model,
            WakingEventStore eventStore,
            AggregateSnapshotter snapshotter,
            SubscriptionCache cache,
            BulkLoad bulkLoad) {
        // It warns of every command for a subscription that does not exist, which is a caller's error.
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel(AbstractRepository.class.getName(), LogLevel.ERROR);
        return new SubscriptionRepository(
                model,
                eventStore,
                new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_PER_SNAPSHOT),
                cache,
                bulkLoad);
    }

    @Bean
    SubscriptionReader subscriptionReader(SubscriptionRepository repository, SubscriptionCache cache) {
        return new SubscriptionReader(repository, cache);
    }

    @Bean
    IdempotencyKeys idempotencyKeys(DataSource dataSource, EventReader reader) {
        return new IdempotencyKeys(dataSource, reader);
    }

    @Bean
    IdempotencyKeyPurge idempotencyKeyPurge(IdempotencyKeys keys) {
        return new IdempotencyKeyPurge(keys, IdempotencyKeyPurge.PERIOD);
    }

    @Bean
    BillingCommandBus commandBus(
            IdempotencyKeys keys,
            SubscriptionRepository repository,
            AggregateModel<Subscription> model,
            MeterRegistry meters,
            Spans spans) {
        CommandBus local = SimpleCommandBus.builder()
                .transactionManager(NoTransactionManager.instance())
                .build();
        AggregateAnnotationCommandHandler.<Subscription>builder()
                .aggregateType(Subscription.class)
                .aggregateModel(model)
                .repository(repository)
                .commandTargetResolver(new SubscriptionTarget())
                .build()
                .subscribe(local);
        return new BillingCommandBus(local, keys, new CommandMeters(meters), spans);
    }

    @Bean
    CommandGateway commandGateway(BillingCommandBus commandBus) {
        return DefaultCommandGateway.builder().commandBus(commandBus).build();
    }
}
