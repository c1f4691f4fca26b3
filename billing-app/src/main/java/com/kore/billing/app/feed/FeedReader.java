package com.kore.billing.app.feed;

import com.kore.billing.app.eventstore.EventReader;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Reads the feed page by page. Positions become visible in their order, so nothing appears before a position that was read. */
public final class FeedReader {
    private final EventReader events;
    private final JsonMapper json;

    FeedReader(EventReader events, JsonMapper json) {
        this.events = events;
        this.json = json;
    }

    /** The position of the newest event; 0 if there is none. */
    public long head() {
        return events.head();
    }

    /**
     * @param position 0 for the first
     * @param limit how many at most; all of them are held in memory
     * @return in the order of their positions; empty if there are no more yet
     */
    public List<FeedEvent> after(long position, int limit) {
        return events.sealedAfter(position, limit).stream().map(FeedEvent::of).toList();
    }

    /** The same as they go over an event stream. */
    List<Frame> framesAfter(long position, int limit) {
        return after(position, limit).stream()
                .map(event -> Frame.of(event, json.writeValueAsString(event)))
                .toList();
    }
}
