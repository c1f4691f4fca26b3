package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.CuttingProxy;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Besides, a second service whose database goes away. */
class EveryCodeOnPostgresqlTest extends EveryCode {
    /** Connection pools wait longer each time that they find nobody. */
    private static final Duration BACK_WITHIN = Duration.ofMinutes(1);

    private final TestDatabase database = TestDatabases.freshPostgres();
    private final CuttingProxy proxy = new CuttingProxy(database);
    private RunningService cuttable;

    @BeforeAll
    void startBehindTheProxy(@TempDir Path dataDir) {
        cuttable = RunningService.on(
                proxy.through(database), dataDir, Map.of("spring.datasource.hikari.connection-timeout", "1000"));
    }

    @AfterAll
    void stopBehindTheProxy() {
        cuttable.close();
        proxy.close();
    }

    @Override
    Vendor database() {
        return Vendor.POSTGRESQL;
    }

    @Override
    Map<String, String> notOnThisDatabase() {
        return Map.of();
    }

    @Override
    List<Way> onThisDatabase() {
        return List.of(
                way(503, "outcome-unknown", "", this::cutAtTheNextCommit, this::opened),
                way(503, "unavailable", "", id -> proxy.away(true), this::opened),
                way(503, "unavailable", "", id -> proxy.away(true), id -> cuttable.get("service", path(id))));
    }

    private void cutAtTheNextCommit(String id) {
        proxy.away(false);
        await().atMost(BACK_WITHIN).until(() -> opened("before-" + id).status() == 201);
        proxy.cut(CuttingProxy.Cut.AFTER_COMMIT_FOR_GOOD);
    }

    private Answer opened(String id) {
        return cuttable.post(
                "service",
                "/v1/subscriptions",
                "{\"subscriptionId\":\"%s\",\"accountName\":\"Acme\"}".formatted(id),
                "Idempotency-Key",
                id);
    }

    @Test
    void after_an_unknown_outcome_the_same_key_tells_it_once_the_database_is_back() {
        cutAtTheNextCommit("unknown");
        opened("unknown").isRefused(503, "outcome-unknown");

        proxy.away(false);

        await().atMost(BACK_WITHIN).until(() -> opened("unknown").status() == 201);
        assertThat(opened("unknown").header("Idempotent-Replayed")).isEqualTo("true");
    }
}
