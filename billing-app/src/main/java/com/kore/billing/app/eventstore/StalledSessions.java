package com.kore.billing.app.eventstore;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ends sessions of PostgreSQL that were begun by the same user, hold locks, and have stood still for too long in the middle of a batch: those of a
 * node that is frozen. PostgreSQL calls them active, waiting for the client, so {@code idle_in_transaction_session_timeout}, which ends the others, does
 * not end them.
 */
final class StalledSessions implements AutoCloseable {
    /** As long as a transaction may idle; less than claims and leases last. */
    static final Duration STALLED_MAX = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(StalledSessions.class);
    private static final Duration LOOKED_FOR_EVERY = Duration.ofSeconds(2);

    private static final String END = """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
            AND state = 'active' AND wait_event = 'ClientRead' AND backend_xid IS NOT NULL AND query NOT ILIKE 'copy%'
            AND GREATEST(query_start, state_change) < clock_timestamp() - ? * INTERVAL '1 millisecond'""";

    private final JdbcClient jdbc;
    private final Duration stalledMax;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("stalled-sessions").daemon().factory());
    private final Optional<ScheduledFuture<?>> looking;

    /** @param shared whether the database is one that other nodes may work on; else nothing is looked for */
    StalledSessions(DataSource dataSource, Duration stalledMax, boolean shared) {
        this.jdbc = JdbcClient.create(dataSource);
        this.stalledMax = stalledMax;
        long millis = LOOKED_FOR_EVERY.toMillis();
        Rounds looks = new Rounds(
                LOG, Level.DEBUG, "stalled sessions cannot be looked for; they are again shortly", this::endThem);
        this.looking = shared
                ? Optional.of(timer.scheduleWithFixedDelay(looks, millis, millis, TimeUnit.MILLISECONDS))
                : Optional.empty();
    }

    private void endThem() {
        int ended = end();
        if (ended > 0) {
            LOG.warn(
                    "{} sessions of the database stood still within a batch, as those of a frozen node do; they were ended",
                    ended);
        }
    }

    /** How many there were. */
    int end() {
        return jdbc.sql(END)
                .param(stalledMax.toMillis())
                .query(Boolean.class)
                .list()
                .size();
    }

    @Override
    public void close() {
        looking.ifPresent(each -> each.cancel(false));
        timer.shutdown();
    }
}
