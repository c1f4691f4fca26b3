package com.kore.billing.app.eventstore;

import java.util.concurrent.CopyOnWriteArrayList;

/** Wakes whoever waits for new events. A wake-up says that there may be some, not that there are. */
public final class AppendSignal {
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Stops what it was returned for. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** @param listener returns at once and never throws; called on the writer's thread, or on that of a watch */
    public Subscription subscribe(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void raise() {
        listeners.forEach(Runnable::run);
    }
}
