package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.CuttingProxy;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.zaxxer.hikari.HikariDataSource;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access tokens where several nodes share a database, and where it goes away. */
class AccessTokensOnTwoNodesTest {
    /** What is promised, and a second for a computer that does much else. */
    private static final Duration REVOKED_WITHIN = Duration.ofSeconds(3);

    private static final int FLOOD = 30;
    private static final int LOOKED_UP_AT_ONCE = 2;

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

    /** A pool has ten connections, and commands need theirs. */
    @Test
    void made_up_tokens_and_codes_by_the_dozen_leave_commands_their_connections(@TempDir Path directory)
            throws Exception {
        try (RunningService service = RunningService.on(database, directory, Map.of());
                HikariDataSource elsewhere = database.open();
                Connection holdsTheTable = elsewhere.getConnection();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holdsTheTable.setAutoCommit(false);
            try (Statement lock = holdsTheTable.createStatement()) {
                lock.execute("LOCK TABLE access_token IN ACCESS EXCLUSIVE MODE");
            }
            List<Future<Answer>> flood = new ArrayList<>();
            for (int n = 0; n < FLOOD; n++) {
                String madeUp = Integer.toString(n).repeat(43).substring(0, 43);
                flood.add(threads.submit(() -> new Holder(service, "kore_at_" + madeUp).get("/v1/catalog")));
                flood.add(threads.submit(() -> service.send(service.request("/v1/access-tokens/redemptions")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"code\":\"kore_code_%s\"}".formatted(madeUp))))));
            }
            await().until(() -> flood.stream().filter(Future::isDone).count() >= 2 * FLOOD - LOOKED_UP_AT_ONCE);

            new Accounts(service).open("acme");

            holdsTheTable.rollback();
            List<Integer> answers = new ArrayList<>();
            for (Future<Answer> refused : flood) {
                Answer answer = refused.get();
                answers.add(answer.status());
                if (answer.status() == 503) {
                    answer.isRefused(503, "unavailable");
                    assertThat(answer.header("Retry-After")).isNotEmpty();
                }
            }
            // Of which kind those are that were looked up is chance.
            assertThat(answers)
                    .isSubsetOf(401, 404, 503)
                    .filteredOn(status -> status == 503)
                    .hasSizeGreaterThan(FLOOD);
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
