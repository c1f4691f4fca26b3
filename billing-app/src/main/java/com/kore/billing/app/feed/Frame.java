package com.kore.billing.app.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A piece of an event stream as it goes over the wire (server-sent events, the living standard of HTML): an event, or what only keeps the
 * stream going. Made once and shared by all who follow.
 */
final class Frame {
    private final long position;
    private final byte[] bytes;

    private Frame(long position, String text) {
        this.position = position;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    /** @param json on one line */
    static Frame of(FeedEvent event, String json) {
        return new Frame(
                event.position(), "id: " + event.position() + "\nevent: " + event.type() + "\ndata: " + json + "\n\n");
    }

    /** The beginning of a stream: how long to wait before coming back once it is cut. */
    static Frame greeting(long position, Duration comeBackAfter) {
        return new Frame(position, "retry: " + comeBackAfter.toMillis() + "\n\n");
    }

    /** A comment, which readers skip: the line is alive. */
    static Frame heartbeat(long position) {
        return new Frame(position, ":\n\n");
    }

    /** Who has read this frame goes on after this position. */
    long position() {
        return position;
    }

    void writeTo(OutputStream output) throws IOException {
        output.write(bytes);
    }
}
