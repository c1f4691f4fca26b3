package com.kore.billing.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.eventstore.EventProcessors;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.app.eventstore.ReadModelProcessor;
import com.kore.billing.app.eventstore.WaitingEvents;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What probes are told, which have no token, and what operators are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HealthJourney {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String LIVENESS = "/actuator/health/liveness";
    private static final String READINESS = "/actuator/health/readiness";

    private RunningService service;
    private ServiceClient management;

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path dataDir) {
        service = RunningService.on(
                database() == Vendor.POSTGRESQL ? TestDatabases.freshPostgres() : TestDatabases.h2In(dataDir),
                dataDir,
                Map.of(
                        "management.server.port", "0",
                        "billing.health.stopped-max", "0s",
                        "billing.health.lag-max", "0s"));
        management = new ServiceClient(
                URI.create("http://127.0.0.1:" + service.bean(Environment.class).getProperty("local.management.port")),
                dataDir);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Answer probe(String path) {
        return management.send(management.request(path));
    }

    private void awaitStatus(String path, int status) {
        await().atMost(PATIENCE).untilAsserted(() -> probe(path).is(status));
    }

    @Test
    void probes_need_no_token_and_are_told_a_status_and_nothing_else() {
        awaitStatus(READINESS, 200);

        assertThat(probe(READINESS).json().toString()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(probe(LIVENESS).json().toString()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(probe("/actuator/health").json().propertyNames()).isSubsetOf(Set.of("status", "groups"));
        assertThat(management.get("service", READINESS).json().toString()).isEqualTo("{\"status\":\"UP\"}");
        for (String path : List.of("/actuator", "/actuator/prometheus", "/actuator/health-elsewhere", "/v1/catalog")) {
            probe(path).is(401);
        }
    }

    @Test
    void operators_and_the_staff_are_told_what_it_is_made_of() {
        awaitStatus(READINESS, 200);

        for (String role : List.of("operator", "admin")) {
            Answer readiness = management.get(role, READINESS).is(200);
            assertThat(readiness.json().get("components").propertyNames())
                    .containsExactlyInAnyOrder("lag", "readModels", "readinessState", "store");
            assertThat(readiness.at("/components/readModels/details/deadLetters"))
                    .isEqualTo("0");
            assertThat(management.get(role, LIVENESS).json().get("components").propertyNames())
                    .containsExactlyInAnyOrder("eventWriter", "livenessState");
        }
    }

    @Test
    void on_the_port_of_the_business_nobody_is_told_anything() {
        for (String path : List.of("/actuator", "/actuator/health", LIVENESS, READINESS, "/actuator/prometheus")) {
            service.send(service.request(path)).isRefused(401, "unauthorized");
            service.get("operator", path).isRefused(404, "not-found");
        }
    }

    @Test
    void it_is_not_ready_while_nobody_hands_events_to_the_read_models() {
        awaitStatus(READINESS, 200);
        PooledStreamingEventProcessor processor = service.bean(EventProcessors.class)
                .processor(service.bean(ReadModelProcessor.class).name());

        processor.shutDown();
        service.post("service", "/v1/subscriptions", "{\"subscriptionId\":\"late\",\"accountName\":\"Late\"}")
                .is(201);

        awaitStatus(READINESS, 503);
        await().atMost(PATIENCE).untilAsserted(() -> {
            Answer told = management.get("operator", READINESS);
            assertThat(told.at("/components/readModels/status")).isEqualTo("DOWN");
            assertThat(told.at("/components/lag/status")).isEqualTo("DOWN");
            assertThat(told.at("/components/lag/details/events")).isEqualTo("1");
            assertThat(told.at("/components/store/status")).isEqualTo("UP");
        });
        probe(LIVENESS).is(200);

        processor.start();
        awaitStatus(READINESS, 200);
    }

    /** Those wait for it who have something to do; whether the database answers is another question. */
    @Test
    void the_database_answers_probes_though_all_connections_are_in_use() throws SQLException {
        awaitStatus(READINESS, 200);
        HikariDataSource pool = service.bean(HikariDataSource.class);
        List<Connection> all = new ArrayList<>();
        try {
            for (int n = 0; n < pool.getMaximumPoolSize(); n++) {
                all.add(pool.getConnection());
            }

            // Longer than an answer of before is good, and than one is waited for.
            await().during(Glance.FRESH.plus(Glance.PATIENCE)).atMost(PATIENCE).untilAsserted(() -> {
                assertThat(management.get("operator", READINESS).at("/components/store/status"))
                        .isEqualTo("UP");
                assertThat(management
                                .get("operator", "/actuator/prometheus")
                                .response()
                                .body()
                                .lines()
                                .filter(line -> line.startsWith("billing_store_answers")))
                        .singleElement()
                        .asString()
                        .endsWith(" 1.0");
            });
            probe(LIVENESS).is(200);
        } finally {
            for (Connection each : all) {
                each.close();
            }
        }
        awaitStatus(READINESS, 200);
    }

    @Test
    void all_that_is_asked_of_the_database_is_asked_over_one_connection() throws SQLException {
        awaitStatus(READINESS, 200);
        HikariDataSource pool = service.bean(HikariDataSource.class);
        List<Connection> all = new ArrayList<>();
        try {
            for (int n = 0; n < pool.getMaximumPoolSize(); n++) {
                all.add(pool.getConnection());
            }

            Standing standing = new StandingQuery(
                            new SingleConnectionDataSource(all.getFirst(), true),
                            service.bean(EventReader.class),
                            service.bean(ProcessedPosition.class),
                            service.bean(WaitingEvents.class),
                            service.bean(ReadModelProcessor.class).name(),
                            System::nanoTime)
                    .get();

            assertThat(standing.deadLetters()).isZero();
        } finally {
            for (Connection each : all) {
                each.close();
            }
        }
        awaitStatus(READINESS, 200);
    }
}
