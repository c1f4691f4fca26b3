package com.kore.billing.app.feed;

import com.kore.billing.app.eventstore.AppendSignal;
import com.kore.billing.app.eventstore.Rounds;
import com.kore.billing.app.eventstore.StopOrder;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;

/**
 * The event streams of this node. One thread reads what is new, once for all, and writes it to every follower whose socket takes it; who
 * is behind is served by {@link CatchingUp}. Nothing is read while there is nothing new, or nobody who follows.
 *
 * <p>It stops before the web server does, so that the server waits for no stream but one that is not read, and not for long.
 */
public final class EventTail implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventTail.class);
    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(2);
    private static final Duration TICK_MAX = Duration.ofSeconds(1);
    private static final Duration FOREVER = Duration.ofDays(36_500);
    private static final int PAGE = 200;

    private final FeedReader reader;
    private final AppendSignal signal;
    private final Duration heartbeat;
    private final int followersMax;
    private final CatchingUp catchingUp;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile Optional<RecentFrames> recent = Optional.empty();
    private volatile boolean running;
    private volatile Thread thread = new Thread();
    private volatile AppendSignal.Subscription subscription = () -> {};
    private boolean lookDue;
    private long lookedAt = System.nanoTime();
    private long tickedAt = System.nanoTime();

    EventTail(FeedReader reader, AppendSignal signal, Duration heartbeat, int followersMax) {
        this.reader = reader;
        this.signal = signal;
        this.heartbeat = heartbeat;
        this.followersMax = followersMax;
        this.catchingUp = new CatchingUp(reader);
    }

    /**
     * Turns a request into an event stream; its headers must be set.
     *
     * @param after the position that the caller has read up to
     * @param access how long the caller may read; for good if empty
     * @return false if there is no room for another stream, or the service stops; the request is as it was then
     */
    public boolean follow(HttpServletRequest request, long after, Optional<Duration> access) throws IOException {
        if (!running || followers.size() >= followersMax) {
            return false;
        }
        AsyncContext exchange = request.startAsync();
        exchange.setTimeout(0);
        Follower follower = new Follower(
                exchange,
                this,
                catchingUp,
                Frame.greeting(after, COME_BACK_AFTER),
                System.nanoTime()
                        + access.filter(time -> time.compareTo(FOREVER) < 0)
                                .orElse(FOREVER)
                                .toNanos());
        followers.add(follower);
        follower.begin();
        wakeUps.release();
        if (!running) {
            follower.end();
        }
        return true;
    }

    /** How many streams are open. */
    public int followers() {
        return followers.size();
    }

    /** What all followers at the head share; empty until it is first read. */
    Optional<RecentFrames> recent() {
        return recent;
    }

    void left(Follower follower) {
        followers.remove(follower);
    }

    @Override
    public void start() {
        running = true;
        subscription = signal.subscribe(this::appended);
        thread = Thread.ofPlatform().name("event-tail").daemon().start(this::run);
    }

    private void appended() {
        if (!followers.isEmpty()) {
            wakeUps.release();
        }
    }

    private void run() {
        Rounds rounds = new Rounds(
                LOG, Level.WARN, "new events could not be read for those who follow; tried again shortly", this::round);
        while (running) {
            rounds.run();
        }
    }

    /** Begins with a wait, so that one after another that fails does not take a processor. */
    private void round() {
        long tickMillis = Math.min(TICK_MAX.toMillis(), heartbeat.toMillis());
        try {
            lookDue |= wakeUps.tryAcquire(tickMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException unforeseen) {
            LOG.warn("nobody is meant to interrupt the event tail; it goes on", unforeseen);
        }
        wakeUps.drainPermits();
        long now = System.nanoTime();
        if (lookDue || now - lookedAt >= heartbeat.toNanos()) {
            look(now);
        }
        if (now - tickedAt >= TimeUnit.MILLISECONDS.toNanos(tickMillis)) {
            tickedAt = now;
            followers.forEach(follower -> follower.tick(now, heartbeat.toNanos()));
        }
    }

    /** Also now and then without a signal: one is lost when a commit goes through and its answer does not come back. */
    private void look(long now) {
        lookDue = true;
        if (followers.isEmpty()) {
            recent = Optional.empty();
        } else {
            if (recent.isEmpty()) {
                show(new RecentFrames(reader.head(), List.of()));
            }
            readOn(recent.orElseThrow());
        }
        lookedAt = now;
        lookDue = false;
    }

    /** Shown page by page, so that a flood does not carry off what the followers at the head have not written yet. */
    private void readOn(RecentFrames known) {
        RecentFrames present = known;
        List<Frame> page;
        do {
            page = reader.framesAfter(present.head(), PAGE);
            if (!page.isEmpty()) {
                present = present.with(page);
                show(present);
            }
        } while (page.size() == PAGE);
    }

    private void show(RecentFrames present) {
        recent = Optional.of(present);
        followers.forEach(Follower::wakeUp);
    }

    @Override
    public void stop() {
        running = false;
        subscription.close();
        wakeUps.release();
        try {
            // Unless the database is silent, which its own thread finds out.
            thread.join(StopOrder.MOMENT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        followers.forEach(Follower::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return StopOrder.STREAMS;
    }
}
