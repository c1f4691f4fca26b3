package com.kore.billing.app.automation;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does due work as time passes: woken when new work may have come, and otherwise once a second. In sandbox time, where the clock stands
 * still, it does what is due at once, such as the charges of commands.
 */
public final class DueWorkLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DueWorkLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DueWorkRun run;
    private final BillingClock clock;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean running;
    private volatile Thread thread = new Thread();

    public DueWorkLoop(DueWorkRun run, BillingClock clock) {
        this.run = run;
        this.clock = clock;
    }

    /** Says that new work may have come. */
    public void wakeUp() {
        wakeUps.release();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("due-work").start(this::loop);
    }

    private void loop() {
        while (running) {
            try {
                Instant now = clock.now();
                run.until(now, dueAt -> now);
            } catch (RuntimeException failed) {
                LOG.error("due work stopped short; it goes on in {}", PAUSE, failed);
            }
            try {
                wakeUps.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                wakeUps.drainPermits();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        wakeUps.release();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
