package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.CuttingProxy;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access tokens where several nodes share a database, and where it goes away. */
class AccessTokensOnTwoNodesTest {
    /** What is promised, and a second for a computer that does much else. */
    private static final Duration REVOKED_WITHIN = Duration.ofSeconds(3);

    private final TestDatabase database = TestDatabases.freshPostgres();

    @Test
    void a_token_is_good_on_every_node_at_once_and_revoked_everywhere_within_seconds(@TempDir Path directory) {
        try (RunningService one = RunningService.on(database, directory.resolve("one"), Map.of());
                RunningService other = RunningService.on(database, directory.resolve("other"), Map.of())) {
            Answer made = Holder.made(one, "{\"scopes\":[\"billing:read\"]}").is(201);
            Holder holder = new Holder(one, made.at("/token"));
            holder.get("/v1/catalog").is(200);
            holder.at(other).get("/v1/catalog").is(200);

            one.send(
                            "admin",
                            one.request("/v1/access-tokens/" + made.at("/tokenId"))
                                    .DELETE())
                    .is(204);

            holder.get("/v1/catalog").isRefused(401, "unauthorized");
            await().atMost(REVOKED_WITHIN)
                    .until(() -> holder.at(other).get("/v1/catalog").status() == 401);
        }
    }

    @Test
    void without_the_database_made_tokens_are_told_to_come_back_and_all_others_go_on(@TempDir Path directory) {
        try (CuttingProxy proxy = new CuttingProxy(database);
                RunningService service = RunningService.on(
                        proxy.through(database),
                        directory,
                        Map.of("spring.datasource.hikari.connection-timeout", "1000"))) {
            Holder holder = Holder.with(service, "{\"scopes\":[\"billing:read\"]}");

            proxy.away(true);

            Answer refused = holder.get("/v1/catalog");
            refused.isRefused(503, "unavailable");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            service.get("service", "/v1/catalog").is(200);
            proxy.away(false);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> holder.get("/v1/catalog").status() == 200);
        }
    }
}
