package com.kore.billing.app.feed;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open event stream. It is written to only when its socket takes bytes, so no thread waits for it: one that does not read holds
 * back nobody and keeps one page in memory at most. It goes on from its position once it reads again; the container cuts it otherwise.
 *
 * <p>The lock guards the response too: once the exchange has ended, the container uses the response for another.
 */
final class Follower implements WriteListener, AsyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    /** How long a socket may take for the last bytes. */
    private static final Duration END_WITHIN = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final AsyncContext exchange;
    private final ServletOutputStream output;
    private final Runnable cut;
    private final EventTail tail;
    private final CatchingUp catchingUp;
    private final long endsAt;
    private final long openedAt = System.nanoTime();

    /** A page of its own while it is behind, or what only keeps the stream going. */
    private final Queue<Frame> waiting = new ArrayDeque<>();

    private long position;
    private long flushedAt = System.nanoTime();
    private boolean begun;
    private boolean reading;
    private boolean unflushed;
    private boolean ending;
    private boolean ended;

    /** @param endsAt when access ends, of {@link System#nanoTime} */
    Follower(AsyncContext exchange, EventTail tail, CatchingUp catchingUp, Frame greeting, long endsAt)
            throws IOException {
        this.exchange = exchange;
        this.output = exchange.getResponse().getOutputStream();
        this.cut = CutValve.cutOf(exchange.getRequest());
        this.tail = tail;
        this.catchingUp = catchingUp;
        this.position = greeting.position();
        this.endsAt = endsAt;
        waiting.add(greeting);
    }

    /** On the thread of the request; writing begins when that has returned. */
    void begin() {
        exchange.addListener(this);
        output.setWriteListener(this);
    }

    /** The container's turn: for the first time, or the socket takes bytes again. */
    @Override
    public void onWritePossible() {
        locked(() -> {
            begun = true;
            write();
        });
    }

    /** There may be something to write. */
    void wakeUp() {
        locked(this::write);
    }

    /** Time has passed: the line is shown to be alive, and ends when access does. */
    void tick(long now, long heartbeatNanos) {
        locked(() -> {
            if (now - endsAt >= 0) {
                endSoon();
            } else if (now - flushedAt >= heartbeatNanos && waiting.isEmpty()) {
                waiting.add(Frame.heartbeat(position));
            }
            write();
        });
    }

    /** @param page what follows the position that it was read for; empty if it could not be read */
    void take(List<Frame> page) {
        locked(() -> {
            reading = false;
            if (!ended && !page.isEmpty()) {
                waiting.addAll(page);
                write();
            }
        });
    }

    /** Ends the stream as if there were nothing more to come; its reader comes back. Who does not read is cut soon. */
    void end() {
        locked(this::endSoon);
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        try {
            while (begun && !ended && output.isReady()) {
                if (ending) {
                    complete();
                    return;
                }
                Optional<Frame> next = next();
                if (next.isPresent()) {
                    next.get().writeTo(output);
                    position = next.get().position();
                    unflushed = true;
                } else if (unflushed) {
                    output.flush();
                    unflushed = false;
                    flushedAt = System.nanoTime();
                } else {
                    return;
                }
            }
        } catch (IOException | IllegalStateException gone) {
            leave(gone);
        }
    }

    private Optional<Frame> next() {
        if (!waiting.isEmpty()) {
            return Optional.of(waiting.remove());
        }
        Optional<RecentFrames> recent = tail.recent();
        if (reading || recent.isEmpty()) {
            return Optional.empty();
        }
        if (!recent.get().reach(position)) {
            reading = true;
            catchingUp.read(this, position);
            return Optional.empty();
        }
        return recent.get().after(position);
    }

    /**
     * The container ends a completed exchange only when its socket has taken all bytes, and waits for that as long as for a write; until
     * then the request is under way. So it is completed when nothing is left, and timed out otherwise.
     */
    private void endSoon() {
        if (ending || ended) {
            return;
        }
        ending = true;
        if (begun && !output.isReady()) {
            // Counted from the opening.
            exchange.setTimeout(Duration.ofNanos(System.nanoTime() - openedAt)
                    .plus(END_WITHIN)
                    .toMillis());
        } else {
            complete();
        }
    }

    private void complete() {
        ended = true;
        tail.left(this);
        exchange.complete();
    }

    /** The container completes an exchange that it has found broken. */
    private void leave(Throwable gone) {
        LOG.debug("a stream ends at position {}", position, gone);
        ended = true;
        waiting.clear();
        tail.left(this);
    }

    @Override
    public void onError(Throwable failure) {
        locked(() -> leave(failure));
    }

    @Override
    public void onError(AsyncEvent event) {
        locked(() -> leave(event.getThrowable()));
    }

    @Override
    public void onComplete(AsyncEvent event) {
        locked(() -> {
            ended = true;
            tail.left(this);
        });
    }

    /** It was to end, and its socket did not take the last bytes. */
    @Override
    public void onTimeout(AsyncEvent event) {
        locked(() -> {
            if (!ended) {
                LOG.debug("a stream is cut at position {}", position);
                cut.run();
                complete();
            }
        });
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        throw new IllegalStateException("a stream is not started again");
    }
}
