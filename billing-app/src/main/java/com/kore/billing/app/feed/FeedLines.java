package com.kore.billing.app.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Writes the feed as lines of JSON: page by page, at constant memory and without a connection while it waits for its reader. */
public final class FeedLines {
    private static final int PAGE = 500;

    private final FeedReader reader;
    private final JsonMapper json;

    FeedLines(FeedReader reader, JsonMapper json) {
        this.reader = reader;
        this.json = json;
    }

    /** The position of the newest event; 0 if there is none. */
    public long head() {
        return reader.head();
    }

    /**
     * @param after 0 for the first
     * @param upTo the position to end at, so that it ends although others go on writing
     * @param limit how many events at most
     */
    public void write(long after, long upTo, int limit, OutputStream output) throws IOException {
        long position = after;
        int left = limit;
        while (left > 0 && position < upTo) {
            List<FeedEvent> page = reader.after(position, Math.min(left, PAGE)).stream()
                    .takeWhile(event -> event.position() <= upTo)
                    .toList();
            if (page.isEmpty()) {
                return;
            }
            output.write(lines(page));
            left -= page.size();
            position = page.getLast().position();
        }
    }

    private byte[] lines(List<FeedEvent> page) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (FeedEvent event : page) {
            lines.writeBytes(json.writeValueAsBytes(event));
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
