package com.kore.billing.app.rebuild;

import com.kore.billing.app.eventstore.Rounds;
import com.kore.billing.app.eventstore.StopOrder;
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
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;

/**
 * What dead letters need without anybody asking, every five seconds on every node.
 *
 * <p>A letter that waits for nothing is tried again: it came in the very moment in which the last one before it was written, and its account
 * would stand still without a cause. An erasure that waits takes its effect on rows all the same: those of the account are made anew at the
 * version that they show, from events whose key is gone.
 */
final class DeadLetterRounds implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterRounds.class);
    private static final long EVERY_SECONDS = 5;

    /** Twice as long as a node may know a key that is gone. */
    private static final Duration ERASED_AGAIN_FOR = Duration.ofMinutes(2);

    private final WaitingEvents waiting;
    private final List<Rebuild<?, ?>> rebuilds;
    private final InstantSource computerTime;
    private final Set<String> erased = new HashSet<>();
    private final Rounds rounds =
            new Rounds(LOG, Level.WARN, "dead letters could not be looked after; they are again soon", this::round);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("dead-letter-rounds").daemon().factory());
    private volatile boolean running;

    DeadLetterRounds(WaitingEvents waiting, Collection<Rebuild<?, ?>> rebuilds, InstantSource computerTime) {
        this.waiting = waiting;
        this.rebuilds = List.copyOf(rebuilds);
        this.computerTime = computerTime;
    }

    @Override
    public void start() {
        running = true;
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(rounds, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void round() {
        waiting.retryStranded();
        List<WaitingEvent> erasures = waiting.erasures();
        erased.removeIf(
                eventId -> erasures.stream().noneMatch(one -> one.eventId().equals(eventId)));
        erasures.forEach(this::erase);
    }

    /** What fails for one account holds up no other. */
    private void erase(WaitingEvent erasure) {
        boolean isRecent = erasure.waitingSince().plus(ERASED_AGAIN_FOR).isAfter(computerTime.instant());
        if (!isRecent && erased.contains(erasure.eventId())) {
            return;
        }
        try {
            rebuilds.forEach(rebuild -> rebuild.remake(new SubscriptionId(erasure.subscriptionId())));
            erased.add(erasure.eventId());
        } catch (RuntimeException | Error failed) {
            LOG.error(
                    "what was erased of {} still stands in rows; it is tried again in {} s",
                    erasure.subscriptionId(),
                    EVERY_SECONDS,
                    failed);
        }
    }

    /** Without an interrupt, which would close the files of H2. */
    @Override
    public void stop() {
        running = false;
        timer.shutdown();
        try {
            if (!timer.awaitTermination(StopOrder.MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the database does not answer; dead letters are left to the next start");
            }
        } catch (InterruptedException interrupted) {
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
