package com.kore.billing.app.rebuild;

import com.kore.billing.app.eventstore.EventFailure;
import com.kore.billing.app.eventstore.Rounds;
import com.kore.billing.app.eventstore.StopOrder;
import com.kore.billing.app.rebuild.ReplayTable.Work;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.readmodel.Rebuild;
import com.kore.billing.projections.readmodel.RebuildJournal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;

/**
 * Replays of read models: a new generation of rows is filled while the old one answers, then answers itself, and the old one is removed.
 * One of each read model runs at a time, over all nodes; one whose node has gone is gone on with by another, or by the next start.
 *
 * <p>A read model that is newer than accounts in the store has no rows that answer. Its replay is begun by itself, once by each start until one is
 * completed.
 */
public final class Replays implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final long LOOK_EVERY_SECONDS = 5;
    private static final long TOLD_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long STOP_SECONDS = 5;
    private static final String BY_ITSELF = "the service";

    private final ReplayTable table;
    private final Map<String, Rebuild<?, ?>> rebuilds;
    private final StoredHistory history;
    private final ScheduledExecutorService executor;
    private final Rounds looks =
            new Rounds(LOG, Level.WARN, "replays cannot be looked for; they are again soon", this::look);
    private volatile boolean running;

    /** Only known to {@link #look}, which runs again when it has ended. */
    private boolean newOnesAreBegun;

    /** @param rebuilds of each read model, by its name */
    Replays(ReplayTable table, Map<String, Rebuild<?, ?>> rebuilds, StoredHistory history) {
        this.table = table;
        this.rebuilds = Map.copyOf(rebuilds);
        this.history = history;
        this.executor = Executors.newScheduledThreadPool(
                1 + rebuilds.size(),
                Thread.ofPlatform().name("replay-", 0).daemon().factory());
    }

    /** The read models that can be replayed. */
    public Set<String> projections() {
        return rebuilds.keySet();
    }

    /** The read models of which no rows answer yet: each is new, and has not been replayed to the end. */
    public Set<String> unanswered() {
        return rebuilds.entrySet().stream()
                .filter(rebuild -> !rebuild.getValue().answers())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * Begins one, unless one of this read model is running; the one that runs now.
     *
     * @param projection one of {@link #projections}
     */
    public ReplayReport request(String projection, String requestedBy) {
        Rebuild<?, ?> rebuild = rebuilds.get(projection);
        if (rebuild == null) {
            throw new IllegalArgumentException("there is no read model " + projection);
        }
        while (true) {
            Optional<ReplayReport> already = table.running(projection);
            if (already.isPresent()) {
                return already.get();
            }
            Optional<Work> begun = table.begin(projection, rebuild.begin(), requestedBy);
            if (begun.isPresent()) {
                begin(begun.get());
                return table.find(projection, begun.get().id()).orElseThrow();
            }
            // Another caller was faster; that one may have ended already.
        }
    }

    /** The one of a read model that is running. */
    public Optional<ReplayReport> running(String projection) {
        return table.running(projection);
    }

    /** How one stands; empty if there is none, or no longer. */
    public Optional<ReplayReport> find(String projection, long id) {
        return table.find(projection, id);
    }

    /** The newest first, from those before an id on. */
    public List<ReplayReport> newest(String projection, long before, int limit) {
        return table.newest(projection, before, limit);
    }

    private void look() {
        table.takeFree(projections()).forEach(work -> {
            LOG.info("replay {} of {} is gone on with", work.id(), work.projection());
            begin(work);
        });
        if (!newOnesAreBegun) {
            unanswered().forEach(this::beginNew);
            newOnesAreBegun = true;
        }
    }

    /** Not again until the next start: one that has failed would fail again and again. */
    private void beginNew(String projection) {
        ReplayReport replay = request(projection, BY_ITSELF);
        LOG.info("{} is new and answers nothing until replay {} is completed", projection, replay.id());
    }

    private void begin(Work work) {
        try {
            executor.execute(() -> run(work));
        } catch (RejectedExecutionException stopping) {
            free(work);
        }
    }

    private void run(Work work) {
        try {
            Rebuild<?, ?> rebuild = Objects.requireNonNull(rebuilds.get(work.projection()));
            Notes notes = new Notes(work);
            Optional<Long> unused = work.abandoned().or(() -> replay(rebuild, work, notes));
            if (unused.isPresent()) {
                rebuild.remove(unused.get(), notes);
                table.cleaned(work);
            }
        } catch (Abandoned stopped) {
            LOG.warn("replay {} of {} goes no further on this node", work.id(), work.projection());
            free(work);
        } catch (RuntimeException | Error failure) {
            LOG.error("replay {} of {} stopped; it is gone on with soon", work.id(), work.projection(), failure);
            free(work);
        }
    }

    /** Makes the rows anew and lets them answer; the generation that does not answer afterwards, unless there was none before. */
    private Optional<Long> replay(Rebuild<?, ?> rebuild, Work work, Notes notes) {
        try {
            table.counted(work, history.count());
            AtomicReference<Optional<Long>> old = new AtomicReference<>(Optional.empty());
            rebuild.fill(work.generation(), work.after(), notes);
            rebuild.answerFrom(work.generation(), notes, answered -> {
                old.set(answered);
                if (!table.completed(work, answered)) {
                    throw new Abandoned();
                }
            });
            LOG.info("replay {} of {}: the new rows answer", work.id(), work.projection());
            return old.get();
        } catch (Abandoned stopped) {
            throw stopped;
        } catch (RuntimeException failure) {
            if (!EventFailure.isOfTheEvent(failure)) {
                throw failure;
            }
            LOG.error(
                    "replay {} of {} failed; what answered before goes on answering",
                    work.id(),
                    work.projection(),
                    failure);
            table.failed(work, told(failure));
            return Optional.of(work.generation());
        }
    }

    /** Without the messages of others, which may quote what is personal. */
    private static String told(RuntimeException failure) {
        return failure instanceof Rebuild.CannotFold cannot && cannot.getCause() != null
                ? "%s: %s; see the log of the node"
                        .formatted(
                                cannot.getMessage(),
                                cannot.getCause().getClass().getSimpleName())
                : failure.getClass().getSimpleName() + "; see the log of the node";
    }

    private void free(Work work) {
        try {
            table.free(work);
        } catch (RuntimeException database) {
            LOG.warn("replay {} is taken up once this node has been silent long enough", work.id(), database);
        }
    }

    /** Writes each step down, and tells the log every five seconds. */
    private final class Notes implements RebuildJournal {
        private final Work work;
        private long done;
        private long toldNanos = System.nanoTime();

        Notes(Work work) {
            this.work = work;
        }

        @Override
        public void writing() {
            if (!running || !table.isHeldBy(work)) {
                throw new Abandoned();
            }
        }

        @Override
        public void folded(long events, Optional<SubscriptionId> upTo) {
            table.progress(work, events, upTo);
            done += events;
            if (System.nanoTime() - toldNanos >= TOLD_EVERY_NANOS) {
                toldNanos = System.nanoTime();
                LOG.info("replay {} of {}: {} events", work.id(), work.projection(), done);
            }
        }

        @Override
        public void left(SubscriptionId subscription, RuntimeException failure) {
            LOG.warn(
                    "replay {} of {}: {} cannot be folded to its end, and is made anew as far as it is answered",
                    work.id(),
                    work.projection(),
                    subscription,
                    failure);
        }
    }

    @Override
    public void start() {
        running = true;
        ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(looks, 0, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** They are asked to end and not interrupted, which would close H2's file under everybody. */
    @Override
    public void stop() {
        running = false;
        executor.shutdown();
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a replay is cut off; the next start goes on with it");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return StopOrder.REBUILDS;
    }
}
