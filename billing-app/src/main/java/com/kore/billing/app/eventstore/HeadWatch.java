package com.kore.billing.app.eventstore;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Raises the signal for events that another node stored, which nobody calls back for. */
final class HeadWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeadWatch.class);
    private static final int PERIOD_MILLIS = 50;

    private final EventReader reader;
    private final AppendSignal signal;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("event-head-watch").daemon().factory());
    private final Optional<ScheduledFuture<?>> watching;
    private long seen;

    /** @param shared whether another node can write; if not, there is nothing to watch */
    HeadWatch(EventReader reader, AppendSignal signal, boolean shared) {
        this.reader = reader;
        this.signal = signal;
        Rounds looks = new Rounds(
                LOG, Level.DEBUG, "the head of the event store cannot be read; asked again soon", this::look);
        this.watching = shared
                ? Optional.of(timer.scheduleWithFixedDelay(looks, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS))
                : Optional.empty();
    }

    private void look() {
        long head = reader.head();
        if (head > seen) {
            seen = head;
            signal.raise();
        }
    }

    @Override
    public void close() {
        watching.ifPresent(watch -> watch.cancel(false));
        timer.shutdown();
    }
}
