package com.kore.billing.app.eventstore;

import com.kore.billing.app.testing.TestCatalog;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.domain.subscription.BillingRules;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** One application context on a database: a node, or the service before or after a restart. */
final class Node implements AutoCloseable {
    /** Base64 of 32 bytes; every node of a store has the same. */
    static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private Node(
            TestDatabase database, Map<String, Object> properties, Consumer<AnnotationConfigApplicationContext> more) {
        HikariDataSource dataSource = database.open();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
        context.registerBean(HikariDataSource.class, () -> dataSource);
        context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(dataSource));
        context.registerBean(BillingRules.class, () -> BillingRules.of(TestCatalog.CATALOG));
        context.registerBean(MeterRegistry.class, () -> new SimpleMeterRegistry());
        context.registerBean(Spans.class, Spans::none);
        context.register(EventStoreConfiguration.class, EventProcessingConfiguration.class);
        more.accept(context);
        context.refresh();
    }

    static Node on(TestDatabase database) {
        return on(database, ignored -> {});
    }

    static Node on(TestDatabase database, Consumer<AnnotationConfigApplicationContext> more) {
        return new Node(database, Map.of("billing.encryption.master-key", MASTER_KEY), more);
    }

    static Node on(TestDatabase database, Map<String, Object> properties) {
        return new Node(database, properties, ignored -> {});
    }

    CommandDispatcher commands() {
        return context.getBean(CommandDispatcher.class);
    }

    EventReader events() {
        return context.getBean(EventReader.class);
    }

    JdbcClient jdbc() {
        return JdbcClient.create(context.getBean(HikariDataSource.class));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
