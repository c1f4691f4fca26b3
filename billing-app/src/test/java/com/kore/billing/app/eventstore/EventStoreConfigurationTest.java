package com.kore.billing.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.kore.billing.app.StartRefused;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AbstractRepository;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.LoggerFactory;

class EventStoreConfigurationTest {

    @Test
    void every_bean_is_ours_or_chosen_by_us_and_none_is_a_silent_default() {
        try (Node node = Node.on(TestDatabases.freshH2())) {
            assertThat(node.bean(TransactionManager.class)).isInstanceOf(SpringTransactionManager.class);
            assertThat(node.bean(EventStorageEngine.class)).isInstanceOf(StorageEngine.class);
            assertThat(node.bean(EventStore.class)).isInstanceOf(WakingEventStore.class);
            assertThat(node.bean(Serializer.class)).isInstanceOf(StoredSerializer.class);
            assertThat(node.bean(StorageEngine.class).getEventSerializer()).isInstanceOf(StoredSerializer.class);
            assertThat(node.bean(StorageEngine.class).getSnapshotSerializer()).isInstanceOf(StoredSerializer.class);
            assertThat(node.bean(TokenStore.class)).isInstanceOf(JdbcTokenStore.class);
            assertThat(node.bean(CommandBus.class)).isInstanceOf(BillingCommandBus.class);
            assertThat(node.bean(CommandDispatcher.class)).isSameAs(node.bean(CommandBus.class));
        }
    }

    @Test
    void h2_writes_before_it_answers() {
        try (Node node = Node.on(TestDatabases.freshH2())) {
            assertThat(node.jdbc()
                            .sql(
                                    "SELECT setting_value FROM information_schema.settings WHERE setting_name = 'WRITE_DELAY'")
                            .query(String.class)
                            .list())
                    .containsOnly("0");
        }
    }

    /** A multi-row insert answers a repeated id in an ON CONFLICT with an error; the writer has no such statement, others have. */
    @Test
    void on_postgresql_the_writer_alone_rewrites_its_batches() throws SQLException {
        try (Node node = Node.on(TestDatabases.freshPostgres());
                WriterConnections connections =
                        new WriterConnections(node.bean(DataSource.class), WriterConnections.Patience.DEFAULT);
                Connection writer = connections.get();
                Connection other = node.bean(DataSource.class).getConnection()) {
            assertThat(writer.unwrap(PgConnection.class).getQueryExecutor().isReWriteBatchedInsertsEnabled())
                    .isTrue();
            assertThat(other.unwrap(PgConnection.class).getQueryExecutor().isReWriteBatchedInsertsEnabled())
                    .isFalse();
        }
    }

    /** Axon's repository warns of each command that ends in a refusal, which is a caller's error and no operator's. */
    @Test
    void a_command_that_is_refused_while_loading_leaves_no_warning_in_the_log() {
        Logger logger = (Logger) LoggerFactory.getLogger(AbstractRepository.class);
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        logger.addAppender(told);
        try (Node node = Node.on(TestDatabases.freshH2())) {
            assertThatThrownBy(() -> node.commands().dispatch(Samples.cancel("nobody"), Samples.by("jane")))
                    .isInstanceOf(SubscriptionNotFound.class);
        } finally {
            logger.detachAppender(told);
        }
        assertThat(told.list).isEmpty();
    }

    @Test
    void the_embedded_default_generates_its_master_key_for_its_owner_alone(@TempDir Path data) throws IOException {
        TestDatabase database = TestDatabases.freshH2();
        for (int start = 0; start < 2; start++) {
            try (Node node = Node.on(database, Map.of("billing.data-dir", data.toString()))) {
                if (start == 0) {
                    node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
                }
                assertThat(node.events().after(0, 1).getFirst().event().toString())
                        .contains(Samples.ACCOUNT_NAME);
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("master.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_second_node_with_a_generated_key_of_its_own_is_stopped_before_it_writes(
            @TempDir Path first, @TempDir Path second) {
        TestDatabase database = TestDatabases.freshPostgres();
        try (Node node = Node.on(database, Map.of("billing.data-dir", first.toString()))) {
            assertThat(node.events().head()).isZero();

            assertThatThrownBy(() -> Node.on(database, Map.of("billing.data-dir", second.toString()))
                            .close())
                    .rootCause()
                    .isInstanceOf(StartRefused.class)
                    .hasMessageStartingWith("BILLING_ENCRYPTION_MASTER_KEY (or master.key in BILLING_DATA_DIR) is not");
        }
    }

    @Test
    void a_master_key_of_another_store_stops_the_start() {
        TestDatabase database = TestDatabases.fresh(Vendor.H2);
        try (Node node = Node.on(database)) {
            node.commands().dispatch(Samples.open("acme"), Samples.by("jane"));
        }
        Map<String, Object> another = Map.of("billing.encryption.master-key", "A".repeat(43) + "=");

        assertThatThrownBy(() -> Node.on(database, another).close())
                .rootCause()
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("BILLING_ENCRYPTION_MASTER_KEY (or master.key in BILLING_DATA_DIR) is not");
    }

    @Test
    void a_master_key_of_another_length_stops_the_start() {
        assertThatThrownBy(() -> Node.on(TestDatabases.freshH2(), Map.of("billing.encryption.master-key", "AAEC"))
                        .close())
                .hasRootCauseMessage("the master key must be base64 of 32 bytes, not of 3");
    }
}
