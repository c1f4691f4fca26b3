package com.kore.billing.app.proof;

import com.kore.billing.app.eventstore.AppendSignal;
import com.kore.billing.app.eventstore.Rounds;
import com.kore.billing.app.eventstore.StopOrder;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;

/**
 * Lets the tree follow the events, a second behind so that many share its writes, and signs its root once a minute when it has grown.
 * All nodes do; the tree's row in the database sees to it that one adds what is new.
 */
final class TreeGrower implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TreeGrower.class);
    private static final Duration BEHIND = Duration.ofSeconds(1);
    private static final Duration SIGNED_EVERY = Duration.ofMinutes(1);

    private final ProofTree tree;
    private final Checkpoints checkpoints;
    private final AppendSignal signal;
    private final Semaphore news = new Semaphore(1);
    private final Semaphore stop = new Semaphore(0);
    private volatile boolean running;
    private volatile Thread thread = new Thread();
    private volatile AppendSignal.Subscription subscription = () -> {};
    private long signedNanos = System.nanoTime() - SIGNED_EVERY.toNanos();

    TreeGrower(ProofTree tree, Checkpoints checkpoints, AppendSignal signal) {
        this.tree = tree;
        this.checkpoints = checkpoints;
        this.signal = signal;
    }

    @Override
    public void start() {
        running = true;
        subscription = signal.subscribe(news::release);
        thread = Thread.ofPlatform().name("proof-tree").daemon().start(this::run);
    }

    private void run() {
        Rounds rounds = new Rounds(
                LOG, Level.ERROR, "the proof's tree cannot grow; it is tried again every second", this::round);
        while (running) {
            try {
                if (stop.tryAcquire(BEHIND.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException unforeseen) {
                LOG.warn("nobody is meant to interrupt the growth of the proof's tree; it goes on", unforeseen);
            }
            rounds.run();
        }
    }

    private void round() {
        if (news.drainPermits() > 0) {
            boolean grown = false;
            try {
                tree.grow(() -> running);
                grown = true;
            } finally {
                if (!grown) {
                    news.release();
                }
            }
        }
        sign();
    }

    /** Whoever has let it grow, and whenever: also what was stored just before the last stop. */
    private void sign() {
        if (System.nanoTime() - signedNanos >= SIGNED_EVERY.toNanos()) {
            signedNanos = System.nanoTime();
            if (tree.size() > checkpoints.signedSize()) {
                checkpoints.latest();
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        subscription.close();
        stop.release();
        try {
            thread.join(StopOrder.MOMENT);
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
        return StopOrder.PROOF;
    }
}
