package com.kore.billing.app.feed;

import com.kore.billing.app.eventstore.StoreUnavailable;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads pages for followers that are behind, in the order that they ask. Each asks for its next page once its socket has taken the last,
 * so however many are behind, two connections of the pool are busy with them; nobody behind, no thread.
 */
final class CatchingUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchingUp.class);
    private static final int PAGES_AT_ONCE = 2;
    private static final int PAGE = 100;
    private static final int IDLE_SECONDS_MAX = 10;

    private final FeedReader reader;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            PAGES_AT_ONCE,
            PAGES_AT_ONCE,
            IDLE_SECONDS_MAX,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("event-pages-", 1).daemon().factory());

    CatchingUp(FeedReader reader) {
        this.reader = reader;
        threads.allowCoreThreadTimeOut(true);
    }

    /** Has a page read, and given to the follower. */
    void read(Follower follower, long after) {
        threads.execute(() -> follower.take(page(after)));
    }

    /** Empty if it could not be read: the follower asks again with the next tick. */
    private List<Frame> page(long after) {
        try {
            return reader.framesAfter(after, PAGE);
        } catch (StoreUnavailable away) {
            LOG.debug("a page of the feed cannot be read", away);
        } catch (RuntimeException | Error failed) {
            LOG.error("events after position {} cannot be read for those who follow", after, failed);
        }
        return List.of();
    }
}
