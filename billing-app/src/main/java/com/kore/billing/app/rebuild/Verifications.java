package com.kore.billing.app.rebuild;

import com.kore.billing.app.rebuild.VerificationReport.VerifiedProjection;
import com.kore.billing.projections.readmodel.Verification;
import com.kore.billing.projections.readmodel.VerifiedModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Verifications of the read models: one at a time over all nodes, each on a thread of its own. */
public final class Verifications implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);
    private static final long WRITTEN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TOLD_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int STOP_SECONDS = 5;

    private final VerificationTable table;
    private final Verification verification;
    private final StoredHistory history;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("verification").daemon().factory());
    private volatile boolean stopping;

    Verifications(VerificationTable table, Verification verification, StoredHistory history) {
        this.table = table;
        this.verification = verification;
        this.history = history;
    }

    /** Begins one, unless one is running; the one that runs now. */
    public VerificationReport request(String requestedBy) {
        return table.find(table.slot().request(requestedBy, id -> executor.execute(() -> run(id))))
                .orElseThrow();
    }

    /** How one stands; empty if there is none, or no longer. */
    public Optional<VerificationReport> find(long id) {
        table.slot().failSilent();
        return table.find(id);
    }

    /** How the latest ones stand, the newest first. */
    public List<VerificationReport> latest(int limit) {
        table.slot().failSilent();
        return table.latest(limit);
    }

    /** How many differences the latest one has found that was completed; empty if there is none. */
    public OptionalLong latestDifferences() {
        return table.latestCompleted()
                .map(report -> report.projections().stream()
                        .mapToLong(model -> model.differences().size())
                        .sum())
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private void run(long id) {
        boolean completed = false;
        try {
            Notes progress = new Notes(id, history.count());
            List<VerifiedModel> found = verification.run(progress);
            progress.write(progress.done, progress.done, found);
            completed = true;
            LOG.info("verification {}: {} events, {} differences", id, progress.done, differences(found));
        } catch (Abandoned stopped) {
            LOG.warn("verification {} goes no further: this node stops, or was taken for dead", id);
        } catch (RuntimeException failure) {
            LOG.error("verification {} failed", id, failure);
        } finally {
            table.slot().end(id, completed ? "completed" : "failed");
        }
    }

    private static int differences(List<VerifiedModel> found) {
        return found.stream().mapToInt(model -> model.differences().size()).sum();
    }

    private static List<VerifiedProjection> told(List<VerifiedModel> models) {
        return models.stream()
                .map(model -> new VerifiedProjection(
                        model.name(),
                        model.rows(),
                        model.differences().stream().map(RowsApart::of).toList()))
                .toList();
    }

    /** Writes progress down once a second, and tells it every five seconds in the log. */
    private final class Notes implements Verification.Progress {
        private final long id;
        private final long total;
        private long done;
        private long writtenNanos = System.nanoTime();
        private long toldNanos = writtenNanos;

        Notes(long id, long total) {
            this.id = id;
            this.total = total;
            write(0, total, List.of());
        }

        @Override
        public void compared(long events, List<VerifiedModel> models) {
            done = events;
            long now = System.nanoTime();
            if (now - writtenNanos >= WRITTEN_EVERY_NANOS) {
                writtenNanos = now;
                write(done, Math.max(total, done), models);
            }
            if (now - toldNanos >= TOLD_EVERY_NANOS) {
                toldNanos = now;
                LOG.info("verification {}: {} of {} events, {} differences", id, done, total, differences(models));
            }
            if (stopping) {
                throw new Abandoned();
            }
        }

        void write(long events, long of, List<VerifiedModel> models) {
            if (!table.progress(id, events, of, told(models))) {
                throw new Abandoned();
            }
        }
    }

    /** It is asked to end and not interrupted, which would close H2's file under everybody. */
    @Override
    public void destroy() throws InterruptedException {
        stopping = true;
        executor.shutdown();
        if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("a verification is cut off");
        }
    }
}
