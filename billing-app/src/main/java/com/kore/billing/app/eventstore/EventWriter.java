package com.kore.billing.app.eventstore;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what commands lead to durable: one thread commits all that waits in one transaction, so that the cost of a commit is shared, and
 * every sender waits for the commit that holds its own.
 *
 * <p>A transaction that fails is rolled back and run again command by command, <em>with identical event ids</em>: where an event of this
 * very id stands already, an earlier commit went through although its answer was lost.
 */
final class EventWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final int COMMANDS_PER_COMMIT_MAX = 256;

    private final AppendTransaction transaction;
    private final AppendSignal signal;
    private final WriterMeters meters;
    private final Spans spans;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean stopped;

    /** @param context what the sender's lines of the log say */
    private record Waiting(Append append, CompletableFuture<@Nullable Void> durable, Map<String, String> context) {}

    /** Wakes the thread for the last time. */
    private static final Waiting STOP = new Waiting(
            new Append(new SubscriptionId("stop"), List.of(), Optional.empty(), Optional.empty(), false),
            new CompletableFuture<>(),
            Map.of());

    /** @param signal raised once for all that was committed together */
    EventWriter(AppendTransaction transaction, AppendSignal signal, WriterMeters meters, Spans spans) {
        this.transaction = transaction;
        this.signal = signal;
        this.meters = meters;
        this.spans = spans;
        meters.waitingIn(queue);
        this.thread = Thread.ofPlatform().name("event-writer").daemon().start(this::run);
    }

    /**
     * Returns once the events are durable.
     *
     * @throws Overtaken another command stored events at this place
     * @throws IdempotencyKeyTaken another command stored this key
     * @throws CommandRejected a subscription whose id differs only in case exists
     * @throws StoreUnavailable nothing was stored
     * @throws OutcomeUnknown it cannot be said whether they are stored
     */
    void write(Append append) {
        spans.during("commit", append.subscriptionId().value(), () -> untilDurable(append));
    }

    private void untilDurable(Append append) {
        Waiting waiting = new Waiting(append, new CompletableFuture<>(), LogContext.present());
        queue.add(waiting);
        if (stopped && queue.remove(waiting)) {
            throw shuttingDown();
        }
        try {
            waiting.durable().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Whether anything can be stored any more. */
    boolean isAlive() {
        return thread.isAlive();
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        boolean stopping = false;
        while (!stopping) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch, COMMANDS_PER_COMMIT_MAX - 1);
                stopping = batch.remove(STOP);
                if (!batch.isEmpty()) {
                    long startedNanos = System.nanoTime();
                    commit(batch);
                    signal.raise();
                    meters.committed(batch.size(), System.nanoTime() - startedNanos);
                }
            } catch (InterruptedException e) {
                LOG.warn("nobody is meant to interrupt the event writer; it goes on", e);
            } catch (RuntimeException | Error bug) {
                LOG.error("the event writer failed in an unforeseen way", bug);
                fail(batch, new OutcomeUnknown(bug));
            }
            batch.clear();
        }
        stopped = true;
        queue.drainTo(batch);
        fail(batch, shuttingDown());
    }

    private static void fail(List<Waiting> batch, RuntimeException failure) {
        batch.forEach(waiting -> waiting.durable().completeExceptionally(failure));
    }

    private static StoreUnavailable shuttingDown() {
        return new StoreUnavailable(
                "the service is shutting down", new IllegalStateException("the writer has stopped"));
    }

    private void commit(List<Waiting> batch) {
        try {
            transaction.commit(batch.stream().map(Waiting::append).toList());
            batch.forEach(waiting -> waiting.durable().complete(null));
        } catch (AppendFailed together) {
            if (together.stage() == AppendFailed.Stage.CONNECTING) {
                fail(batch, together.meaning());
            } else {
                LOG.debug("{} commands are run again one by one", batch.size(), together);
                oneByOne(batch, together.stage() == AppendFailed.Stage.COMMITTING);
            }
        }
    }

    /** Once the database is found to be away, the rest is not tried any more: its senders would wait for nothing. */
    private void oneByOne(List<Waiting> batch, boolean uncertain) {
        for (int i = 0; i < batch.size(); i++) {
            Waiting waiting = batch.get(i);
            LogContext lines = LogContext.handedOn(waiting.context());
            try {
                transaction.settle(waiting.append(), uncertain);
                waiting.durable().complete(null);
            } catch (AppendFailed failed) {
                waiting.durable().completeExceptionally(failed.meaning());
                if (failed.kind() == SqlFailure.UNAVAILABLE) {
                    fail(
                            batch.subList(i + 1, batch.size()),
                            uncertain
                                    ? failed.afterUncertainCommit().meaning()
                                    : failed.beforeCommit().meaning());
                    return;
                }
            } catch (RuntimeException refused) {
                waiting.durable().completeExceptionally(refused);
            } finally {
                lines.end();
            }
        }
    }

    /** Commits what waits, then stops. Without an interrupt, which would close the files of H2. */
    @Override
    public void close() {
        queue.add(STOP);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        transaction.close();
    }
}
