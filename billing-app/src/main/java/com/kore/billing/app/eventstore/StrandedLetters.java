package com.kore.billing.app.eventstore;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sees to it that no account stands still without a cause: an event may come to wait for dead letters in the very moment in which the last of
 * them is written, and then nothing is left that it waits for.
 */
public final class StrandedLetters implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(StrandedLetters.class);
    private static final long EVERY_SECONDS = 5;

    private final WaitingEvents waiting;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("stranded-letters").daemon().factory());
    private volatile boolean running;

    public StrandedLetters(WaitingEvents waiting) {
        this.waiting = waiting;
    }

    @Override
    public void start() {
        running = true;
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(this::retry, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void retry() {
        try {
            waiting.retryStranded();
        } catch (RuntimeException failed) {
            LOG.warn("stranded dead letters could not be tried again; they are in {} s", EVERY_SECONDS, failed);
        }
    }

    /** Without an interrupt, which would close the files of H2. */
    @Override
    public void stop() {
        running = false;
        timer.shutdown();
        try {
            if (!timer.awaitTermination(EVERY_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the database does not answer; a retry of dead letters is left to itself");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
