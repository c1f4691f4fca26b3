package com.kore.billing.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.CuttingProxy;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

/** Probes of a service whose PostgreSQL is away, or takes everything and answers nothing. */
class AbsentDatabaseTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void it_lives_all_the_while_and_is_ready_again_without_a_restart(@TempDir Path dataDir) {
        TestDatabase database = TestDatabases.freshPostgres();
        Map<String, String> settings = Map.of(
                "management.server.port", "0",
                "spring.datasource.hikari.data-source-properties.socketTimeout", "5");
        try (CuttingProxy proxy = new CuttingProxy(database);
                RunningService service = RunningService.on(proxy.through(database), dataDir, settings)) {
            ServiceClient management = management(service, dataDir);
            awaitReadiness(management, 200);

            proxy.away(true);
            awaitReadiness(management, 503);
            lives(management);
            proxy.away(false);
            awaitReadiness(management, 200);

            proxy.mute(true);
            awaitReadiness(management, 503);
            lives(management);
            proxy.mute(false);
            awaitReadiness(management, 200);
        }
    }

    /** Where a node may be without processors for as long as it is by itself, being busy does not make it unready. */
    @Test
    void it_is_ready_though_all_connections_are_in_use(@TempDir Path dataDir) throws SQLException {
        try (RunningService service =
                RunningService.on(TestDatabases.freshPostgres(), dataDir, Map.of("management.server.port", "0"))) {
            ServiceClient management = management(service, dataDir);
            awaitReadiness(management, 200);
            HikariDataSource pool = service.bean(HikariDataSource.class);
            List<Connection> all = new ArrayList<>();
            try {
                for (int n = 0; n < pool.getMaximumPoolSize(); n++) {
                    all.add(pool.getConnection());
                }
                await().during(Glance.FRESH.plus(Glance.PATIENCE))
                        .atMost(PATIENCE)
                        .untilAsserted(() -> management
                                .send(management.request("/actuator/health/readiness"))
                                .is(200));
            } finally {
                for (Connection each : all) {
                    each.close();
                }
            }
        }
    }

    private static ServiceClient management(RunningService service, Path dataDir) {
        return new ServiceClient(
                URI.create("http://127.0.0.1:" + service.bean(Environment.class).getProperty("local.management.port")),
                dataDir);
    }

    /** And the scrape is answered, with what can be told without a database. */
    private static void lives(ServiceClient management) {
        assertThat(management
                        .get("operator", "/actuator/prometheus")
                        .is(200)
                        .response()
                        .body()
                        .lines())
                .contains(
                        "billing_store_answers{database=\"postgresql\"} 0.0",
                        "billing_dead_letters NaN",
                        "billing_work_due NaN")
                .anyMatch(line -> line.startsWith("billing_writer_queue "));
        management
                .send(management.request("/actuator/health/liveness").timeout(Duration.ofSeconds(30)))
                .is(200);
    }

    /** No answer may take as long as the database is silent. */
    private static void awaitReadiness(ServiceClient management, int status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> management
                        .send(management.request("/actuator/health/readiness").timeout(Duration.ofSeconds(30)))
                        .is(status));
    }
}
