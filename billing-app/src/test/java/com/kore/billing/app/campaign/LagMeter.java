package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.projections.readmodel.Visibility;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/**
 * Measures how long it takes from an acknowledged answer until the account summary shows its version. It looks at the rows after each commit of the
 * read models, of which the service tells, and whenever there is an answer to wait for; one statement on a connection of its own each time, so that
 * measuring costs little and waits for nobody.
 */
final class LagMeter implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SHOWN = """
            SELECT s.subscription_id, s.version
            FROM UNNEST(CAST(? AS VARCHAR ARRAY)) AS wanted (k) JOIN account_summary s ON s.subscription_id = wanted.k
              AND s.generation = (SELECT generation FROM read_model WHERE name = 'account_summary')""";

    private final Semaphore news = new Semaphore(0);
    private final Queue<Awaited> answered = new ConcurrentLinkedQueue<>();
    private final Queue<Long> lags = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> measuring;
    private volatile boolean ended;

    private record Awaited(String account, long version, long answeredNanos) {}

    LagMeter(RunningService service) {
        service.bean(Visibility.class).whenSeen(news::release);
        DataSource dataSource = service.bean(DataSource.class);
        measuring = thread.submit(() -> measure(dataSource));
    }

    /** An answer has come just now. */
    void answered(String account, long version) {
        answered.add(new Awaited(account, version, System.nanoTime()));
        news.release();
    }

    /** Those of so many answers, as soon as all of them are known; it begins anew then. */
    Lags take(int answers) throws InterruptedException, ExecutionException {
        await().atMost(PATIENCE).until(() -> lags.size() >= answers || measuring.isDone());
        if (measuring.isDone()) {
            measuring.get();
        }
        assertThat(lags).hasSize(answers);
        Lags taken = new Lags(lags);
        lags.clear();
        return taken;
    }

    private Void measure(DataSource dataSource) throws SQLException, InterruptedException {
        List<Awaited> waiting = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement shown = connection.prepareStatement(SHOWN)) {
            while (!ended) {
                news.acquire();
                news.drainPermits();
                for (Awaited next = answered.poll(); next != null; next = answered.poll()) {
                    waiting.add(next);
                }
                if (!waiting.isEmpty()) {
                    look(shown, waiting);
                }
            }
        }
        return null;
    }

    private void look(PreparedStatement shown, List<Awaited> waiting) throws SQLException {
        Object[] accounts = waiting.stream().map(Awaited::account).distinct().toArray();
        shown.setArray(1, shown.getConnection().createArrayOf("VARCHAR", accounts));
        Map<String, Long> versions = new HashMap<>();
        try (ResultSet rows = shown.executeQuery()) {
            while (rows.next()) {
                versions.put(rows.getString(1), rows.getLong(2));
            }
        }
        long now = System.nanoTime();
        waiting.removeIf(awaited -> {
            boolean seen = versions.getOrDefault(awaited.account(), 0L) >= awaited.version();
            if (seen) {
                lags.add(now - awaited.answeredNanos());
            }
            return seen;
        });
    }

    @Override
    public void close() {
        ended = true;
        news.release();
        thread.close();
    }
}
