package com.kore.billing.app.eventstore;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Forgets idempotency keys once they are old: now and then on every node, a bounded number in a transaction, so that neither the table nor
 * a transaction grows without end. Nodes that do it at the same time only find less to do.
 */
final class IdempotencyKeyPurge implements AutoCloseable {
    static final Duration PERIOD = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyKeyPurge.class);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(5);
    private static final int KEYS_PER_TRANSACTION = 1_000;

    private final IdempotencyKeys keys;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("idempotency-key-purge").daemon().factory());
    private final ScheduledFuture<?> purging;
    private volatile boolean stopping;

    /** @param period between the end of one purge and the next; the first one is at once */
    IdempotencyKeyPurge(IdempotencyKeys keys, Duration period) {
        this.keys = keys;
        Rounds purges = new Rounds(
                LOG, Level.WARN, "old idempotency keys could not be forgotten; tried again later", this::purge);
        this.purging = timer.scheduleWithFixedDelay(purges, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void purge() {
        int forgotten = 0;
        int last = KEYS_PER_TRANSACTION;
        while (last >= KEYS_PER_TRANSACTION && !stopping) {
            last = keys.forgetOld(KEYS_PER_TRANSACTION);
            forgotten += last;
        }
        if (forgotten > 0) {
            LOG.info("{} idempotency keys are older than {} days and forgotten", forgotten, IdempotencyKeys.DAYS_KEPT);
        }
    }

    /** Without an interrupt, which would close the files of H2. */
    @Override
    public void close() {
        stopping = true;
        purging.cancel(false);
        timer.shutdown();
        try {
            if (!timer.awaitTermination(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the database does not answer; a purge of idempotency keys is left to itself");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
