package com.kore.billing.app.analytics;

import com.kore.billing.app.rebuild.Abandoned;
import com.kore.billing.projections.analytics.ReconciledCheck;
import com.kore.billing.projections.analytics.Reconciliation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Reconciliations of analysts' figures: one at a time over all nodes, each on a thread of its own. */
final class Reconciliations implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliations.class);
    private static final int SEEN_EVERY_SECONDS = 5;
    private static final int STOP_SECONDS = 5;

    private final ReconciliationTable table;
    private final Reconciliation reconciliation;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("reconciliation").daemon().factory());

    /** A check of many rows takes long, and is not to be taken for dead meanwhile. */
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("reconciliation-heart").daemon().factory());

    private volatile boolean stopping;

    Reconciliations(ReconciliationTable table, Reconciliation reconciliation) {
        this.table = table;
        this.reconciliation = reconciliation;
    }

    /** Begins one, unless one is running; the one that runs now. */
    ReconciliationReport request(String requestedBy) {
        return table.find(table.slot().request(requestedBy, id -> executor.execute(() -> run(id))))
                .orElseThrow();
    }

    /** How one stands; empty if there is none, or no longer. */
    Optional<ReconciliationReport> find(long id) {
        table.slot().failSilent();
        return table.find(id);
    }

    private void run(long id) {
        ScheduledFuture<?> beats =
                heart.scheduleAtFixedRate(() -> beat(id), SEEN_EVERY_SECONDS, SEEN_EVERY_SECONDS, TimeUnit.SECONDS);
        boolean completed = false;
        try {
            reconciliation.run((position, checks) -> checked(id, position, checks));
            completed = true;
        } catch (Abandoned stopped) {
            LOG.warn("reconciliation {} goes no further: this node stops, or was taken for dead", id);
        } catch (RuntimeException failure) {
            LOG.error("reconciliation {} failed", id, failure);
        } finally {
            beats.cancel(false);
            table.slot().end(id, completed ? "completed" : "failed");
        }
    }

    private void beat(long id) {
        try {
            table.slot().seen(id);
        } catch (RuntimeException database) {
            LOG.warn("reconciliation {} could not say that it goes on", id, database);
        }
    }

    private void checked(long id, long position, List<ReconciledCheck> checks) {
        if (stopping || !table.progress(id, position, checks)) {
            throw new Abandoned();
        }
        if (!checks.isEmpty() && checks.getLast().differenceCount() > 0) {
            LOG.warn(
                    "reconciliation {}: {} has {} differences",
                    id,
                    checks.getLast().name(),
                    checks.getLast().differenceCount());
        }
    }

    /** It is asked to end and not interrupted, which would close H2's file under everybody. */
    @Override
    public void destroy() throws InterruptedException {
        stopping = true;
        executor.shutdown();
        if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("a reconciliation is cut off");
        }
        heart.shutdown();
    }
}
