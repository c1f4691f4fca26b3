package com.kore.billing.app.eventstore;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * The events after a token, in batches; used by one thread, closed by any. Once it has read to the end, it asks the store again only
 * after the signal, or once in a while: a processor asks it several times for each thing that happens, and nearly always for nothing.
 */
final class StoredEventStream implements TrackingEventStream {
    /** A signal may be lost, as when a commit goes through whose answer does not come back. */
    private static final long READS_ANYWAY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final StorageEngine engine;
    private final AppendSignal signal;
    private final Semaphore wakeUps = new Semaphore(0);
    private final AppendSignal.Subscription wakeUp;
    private volatile AppendSignal.@Nullable Subscription callback;
    private Iterator<? extends TrackedEventMessage<?>> batch =
            List.<TrackedEventMessage<?>>of().iterator();
    private @Nullable TrackingToken lastToken;
    private @Nullable TrackedEventMessage<?> next;
    private volatile boolean mayHaveMore = true;
    private long readNanos = System.nanoTime();

    StoredEventStream(StorageEngine engine, AppendSignal signal, @Nullable TrackingToken startToken) {
        this.engine = engine;
        this.signal = signal;
        this.lastToken = startToken;
        this.wakeUp = signal.subscribe(() -> {
            mayHaveMore = true;
            wakeUps.release();
        });
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return Optional.ofNullable(advance());
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (advance() == null) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            if (wakeUps.tryAcquire(Math.min(left, READS_ANYWAY_AFTER_NANOS), TimeUnit.NANOSECONDS)) {
                wakeUps.drainPermits();
            }
        }
        return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        TrackedEventMessage<?> event = advance();
        while (event == null) {
            hasNextAvailable(Integer.MAX_VALUE, TimeUnit.MILLISECONDS);
            event = advance();
        }
        next = null;
        return event;
    }

    private @Nullable TrackedEventMessage<?> advance() {
        if (next == null) {
            if (!batch.hasNext() && (mayHaveMore || System.nanoTime() - readNanos >= READS_ANYWAY_AFTER_NANOS)) {
                batch = read().iterator();
            }
            if (batch.hasNext()) {
                next = batch.next();
                lastToken = next.trackingToken();
            }
        }
        return next;
    }

    /** What is stored while it reads may have been missed, and is signaled after the flag is taken down. */
    private List<? extends TrackedEventMessage<?>> read() {
        mayHaveMore = false;
        readNanos = System.nanoTime();
        boolean toTheEnd = false;
        try {
            List<? extends TrackedEventMessage<?>> events = engine.readAfter(lastToken);
            toTheEnd = events.size() < StorageEngine.BATCH_SIZE;
            return events;
        } finally {
            if (!toTheEnd) {
                mayHaveMore = true;
            }
        }
    }

    @Override
    public boolean setOnAvailableCallback(Runnable listener) {
        callback = signal.subscribe(listener);
        return true;
    }

    @Override
    public void close() {
        wakeUp.close();
        AppendSignal.Subscription present = callback;
        if (present != null) {
            present.close();
        }
    }
}
