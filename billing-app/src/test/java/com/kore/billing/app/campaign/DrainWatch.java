package com.kore.billing.app.campaign;

import com.kore.billing.app.testing.RunningService;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks at sick accounts again and again while their dead letters are tried: none is ever shown at an earlier version than before, and one that has
 * letters is shown at the very version that the first of them follows, so that no event has been passed over. It looks at rows and letters in one
 * statement, as neither database shows half of a transaction to one.
 */
final class DrainWatch implements AutoCloseable {
    private static final long EVERY_MILLIS = 20;
    private static final String SHOWN = """
            SELECT s.subscription_id, s.version, MIN(d.sequence_number) AS first_waiting
            FROM account_summary s LEFT JOIN dead_letter d ON d.sequence_identifier = s.subscription_id
            WHERE s.subscription_id LIKE 'sick-%'
              AND s.generation = (SELECT generation FROM read_model WHERE name = 'account_summary')
            GROUP BY s.subscription_id, s.version""";

    private final JdbcClient jdbc;
    private final Map<String, Long> seen = new HashMap<>();
    private final Semaphore stop = new Semaphore(0);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> watching;
    private int advances;

    DrainWatch(RunningService service) {
        this.jdbc = service.bean(JdbcClient.class);
        this.watching = thread.submit(this::watch);
    }

    private Void watch() throws InterruptedException {
        do {
            look();
        } while (!stop.tryAcquire(EVERY_MILLIS, TimeUnit.MILLISECONDS));
        look();
        return null;
    }

    private void look() {
        jdbc.sql(SHOWN).query(row -> {
            String account = row.getString("subscription_id");
            long version = row.getLong("version");
            long firstWaiting = row.getLong("first_waiting");
            if (!row.wasNull() && firstWaiting != version) {
                throw new AssertionError("%s is shown at version %d while the event of sequence %d waits first"
                        .formatted(account, version, firstWaiting));
            }
            Long before = seen.put(account, version);
            if (before != null && before > version) {
                throw new AssertionError(
                        "%s was shown at version %d, and then at %d".formatted(account, before, version));
            }
            advances += before != null && before < version ? 1 : 0;
        });
    }

    /** How often it has seen that an account had come further. */
    int end() throws InterruptedException, ExecutionException {
        stop.release();
        watching.get();
        return advances;
    }

    @Override
    public void close() {
        stop.release();
        thread.shutdown();
    }
}
