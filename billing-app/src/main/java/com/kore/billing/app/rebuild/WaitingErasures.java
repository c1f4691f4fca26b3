package com.kore.billing.app.rebuild;

import com.kore.billing.app.eventstore.WaitingEvent;
import com.kore.billing.app.eventstore.WaitingEvents;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.readmodel.Rebuild;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Removes from rows what an erasure has erased, also while the erasure waits as a dead letter: the rows of the account are made anew at the
 * version that they show, from events whose key is gone.
 */
final class WaitingErasures implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingErasures.class);
    private static final long EVERY_SECONDS = 5;

    /** Twice as long as a node may know a key that is gone. */
    private static final Duration AGAIN_FOR = Duration.ofMinutes(2);

    private final WaitingEvents waiting;
    private final List<Rebuild<?, ?>> rebuilds;
    private final InstantSource now;
    private final Set<String> done = new HashSet<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("waiting-erasures").daemon().factory());
    private volatile boolean running;

    /** @param now the computer's time, also in sandbox time */
    WaitingErasures(WaitingEvents waiting, Collection<Rebuild<?, ?>> rebuilds, InstantSource now) {
        this.waiting = waiting;
        this.rebuilds = List.copyOf(rebuilds);
        this.now = now;
    }

    @Override
    public void start() {
        running = true;
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            List<WaitingEvent> erasures = waiting.erasures();
            done.removeIf(
                    eventId -> erasures.stream().noneMatch(one -> one.eventId().equals(eventId)));
            erasures.forEach(this::remake);
        } catch (RuntimeException failed) {
            LOG.warn("rows of erased accounts could not be made anew; tried again in {} s", EVERY_SECONDS, failed);
        }
    }

    private void remake(WaitingEvent erasure) {
        boolean isRecent = erasure.waitingSince().plus(AGAIN_FOR).isAfter(now.instant());
        if (isRecent || !done.contains(erasure.eventId())) {
            rebuilds.forEach(rebuild -> rebuild.remake(new SubscriptionId(erasure.subscriptionId())));
            done.add(erasure.eventId());
        }
    }

    /** Without an interrupt, which would close the files of H2. */
    @Override
    public void stop() {
        running = false;
        timer.shutdown();
        try {
            if (!timer.awaitTermination(EVERY_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the database does not answer; rows of erased accounts are left to themselves");
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
