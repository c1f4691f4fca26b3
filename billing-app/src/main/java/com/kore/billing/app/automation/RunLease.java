package com.kore.billing.app.automation;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The right to do due work, which one node at a time has: a row that says who has it until when, by the database's clock. It is held
 * while there is something to do, and renewed by the thread that does it, so that a node that stands still loses it as one that died.
 *
 * <p>It keeps nodes from doing the same work twice, not from harm: all due work has one effect however often it is done.
 */
final class RunLease {
    static final Duration LASTS = Duration.ofSeconds(10);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(2);
    private static final String NOBODY = "";

    private final JdbcClient jdbc;
    private final boolean shared;

    /** @param shared whether another node can use this database; if not, whoever holds the lease has died */
    RunLease(JdbcClient jdbc, boolean shared) {
        this.jdbc = jdbc;
        this.shared = shared;
    }

    /** The lease, unless another node has it. */
    Optional<Held> take() {
        String holder = UUID.randomUUID().toString();
        int taken = jdbc.sql("UPDATE billing_run_lease SET holder = ?, expires_at = " + expiry()
                        + " WHERE id = 1 AND (holder = ? OR expires_at < CURRENT_TIMESTAMP OR ?)")
                .params(holder, NOBODY, !shared)
                .update();
        return taken == 1 ? Optional.of(new Held(holder)) : Optional.empty();
    }

    private static String expiry() {
        return "CURRENT_TIMESTAMP + INTERVAL '" + LASTS.toSeconds() + "' SECOND";
    }

    /** What was taken, until it is closed. Used by one thread. */
    final class Held implements AutoCloseable {
        private final String holder;
        private long renewedAt = System.nanoTime();

        private Held(String holder) {
            this.holder = holder;
        }

        /** Renews it when it is time to; whether it is still held. */
        boolean keep() {
            return System.nanoTime() - renewedAt < RENEWED_EVERY.toNanos() || renew();
        }

        /** Whether it is still held; if so, it lasts as long as a new one. */
        boolean renew() {
            renewedAt = System.nanoTime();
            return jdbc.sql("UPDATE billing_run_lease SET expires_at = " + expiry() + " WHERE holder = ?")
                            .param(holder)
                            .update()
                    == 1;
        }

        @Override
        public void close() {
            jdbc.sql("UPDATE billing_run_lease SET holder = ?, expires_at = CURRENT_TIMESTAMP WHERE holder = ?")
                    .params(NOBODY, holder)
                    .update();
        }
    }
}
