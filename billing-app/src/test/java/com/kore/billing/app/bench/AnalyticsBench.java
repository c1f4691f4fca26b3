package com.kore.billing.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How long each answer of {@code /v1/analytics} takes with a million subscriptions on PostgreSQL as it comes, over HTTP, from a service in a process of
 * its own; beside them a count of all movements, by SQL. Medians of rounds in which every question is asked once, and the first answers after the start.
 *
 * <p>{@code -Dbench.subscriptions} asks for another number of them, {@code -Dbench.database} names an empty database (a JDBC address; {@code bench.user}
 * and {@code bench.password} go with it) to load and to leave as it is; what was loaded there before is measured again.
 */
class AnalyticsBench {
    private static final int FULL_SIZE = 1_000_000;
    private static final int SUBSCRIPTIONS = Integer.getInteger("bench.subscriptions", FULL_SIZE);
    private static final int ROUNDS = Math.max(5, Integer.getInteger("bench.rounds", 5));
    private static final int WARM_UP_ROUNDS = 3;
    private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY");
    private static final String ANCHOR = "SELECT COUNT(*) FROM analytics_mrr_movement";

    /** Without a range they are about the year that ends now; a hundred and twenty months are the most that may be asked for. */
    private static final List<String> QUESTIONS = List.of(
            "mrr",
            "mrr?from=2016-12&to=2026-11",
            "retention",
            "retention?from=2016-12&to=2026-11",
            "plans",
            "plans?month=2025-06",
            "collections",
            "collections?from=2016-12&to=2026-11",
            "revenue",
            "revenue?from=2018-12&to=2028-11");

    @TempDir
    Path dataDir;

    private final Map<String, List<Double>> millis = new HashMap<>();
    private final Map<String, Double> first = new HashMap<>();

    @Test
    void answers_to_analysts_with_a_million_subscriptions() throws Exception {
        TestDatabase database = database();
        try (HikariDataSource dataSource = database.open()) {
            JdbcTemplate jdbc = new JdbcTemplate(dataSource);
            String loaded = load(dataSource, jdbc);
            try (ServiceProcess process = start(database)) {
                ServiceClient service = new ServiceClient(process.awaitReady(), dataDir);
                everyQuestion((name, path) -> first.put(name, millisOf(service, path)));
                for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                    everyQuestion((name, path) -> millisOf(service, path));
                }
                for (int round = 0; round < ROUNDS; round++) {
                    note("anchor", millisOf(() -> jdbc.queryForObject(ANCHOR, Long.class)));
                    everyQuestion((name, path) -> note(name, millisOf(service, path)));
                }
            }
            tell(loaded, jdbc);
        }
    }

    private interface Asked {
        void ask(String name, String path);
    }

    private static void everyQuestion(Asked asked) {
        for (String question : QUESTIONS) {
            for (String currency : CURRENCIES) {
                asked.ask(
                        question + " " + currency,
                        "/v1/analytics/" + question + (question.contains("?") ? "&" : "?") + "currency=" + currency);
            }
        }
    }

    private static TestDatabase database() {
        String url = System.getProperty("bench.database", "");
        return url.isEmpty()
                ? TestDatabases.freshPostgres()
                : new TestDatabase(
                        Vendor.POSTGRESQL,
                        url,
                        System.getProperty("bench.user", "postgres"),
                        System.getProperty("bench.password", ""));
    }

    private ServiceProcess start(TestDatabase database) {
        return ServiceProcess.start(
                dataDir,
                Map.of("BILLING_CLOCK", "sandbox", "BILLING_CLOCK_START", AccountStory.NOW.toString()),
                RunningService.arguments(database, dataDir, Map.of()));
    }

    /** @return what was loaded, in how long */
    private static String load(HikariDataSource dataSource, JdbcTemplate jdbc) throws Exception {
        String laid = "rows laid before";
        if (count(jdbc, "analytics_subscription") == 0) {
            AnalyticsLoad load = AnalyticsLoad.fromStories(TestDatabases.freshPostgres(), 1);
            double took = millisOf(() ->
                    load.into(dataSource, AnalyticsLoad.numbers(SUBSCRIPTIONS).toArray()));
            laid = "rows laid in %.0f s".formatted(took / 1_000);
        }
        // What autovacuum would have done in its time.
        double vacuum =
                millisOf(() -> AnalyticsLoad.tables().forEach(table -> jdbc.execute("VACUUM (ANALYZE) " + table)));
        assertThat(count(jdbc, "analytics_subscription")).isEqualTo(SUBSCRIPTIONS);
        return "%s, VACUUM (ANALYZE) in %.0f s".formatted(laid, vacuum / 1_000);
    }

    private static long count(JdbcTemplate jdbc, String table) {
        Long count = jdbc.queryForObject("SELECT COUNT(*) FROM " + table, Long.class);
        return count == null ? 0 : count;
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double millisOf(Work work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double millisOf(ServiceClient service, String path) {
        long begun = System.nanoTime();
        service.get("analyst", path).is(200);
        return (System.nanoTime() - begun) / 1e6;
    }

    private void note(String figure, double value) {
        millis.computeIfAbsent(figure, each -> new ArrayList<>()).add(value);
    }

    private double median(String figure) {
        List<Double> sorted =
                millis.getOrDefault(figure, List.of()).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private void tell(String loaded, JdbcTemplate jdbc) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("| `GET /v1/analytics/...` | USD | EUR | JPY | slowest of %d | first |".formatted(3 * ROUNDS));
        lines.add("| --- | --- | --- | --- | --- | --- |");
        for (String question : QUESTIONS) {
            List<String> names = CURRENCIES.stream()
                    .map(currency -> question + " " + currency)
                    .toList();
            StringBuilder line = new StringBuilder("| `" + question + "` |");
            names.forEach(name -> line.append(cell(median(name))));
            line.append(cell(names.stream()
                    .flatMap(name -> millis.getOrDefault(name, List.of()).stream())
                    .max(Double::compare)
                    .orElseThrow()));
            line.append(cell(names.stream()
                    .map(name -> first.getOrDefault(name, 0.0))
                    .max(Double::compare)
                    .orElseThrow()));
            lines.add(line.toString());
        }
        lines.add("| the anchor: a count of all movements, by SQL |" + cell(median("anchor")) + " | | | |");
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%,d subscriptions, %s; %s.",
                SUBSCRIPTIONS,
                PerformancePage.sizes(jdbc, AnalyticsLoad.tables()),
                loaded));
        lines.add(PerformancePage.circumstances(jdbc));
        lines.forEach(System.out::println);
        if (SUBSCRIPTIONS >= FULL_SIZE) {
            PerformancePage.replace("AnalyticsBench", lines);
        }
    }

    private static String cell(double millis) {
        return String.format(Locale.ROOT, " %,.0f ms |", millis);
    }
}
