package com.kore.billing.app.feed;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The newest events, read once for all who follow at the head of the store. Immutable: whoever looks sees no event leave half way.
 *
 * @param from every event after this position is here, up to the newest
 * @param frames in the order of their positions
 */
record RecentFrames(long from, List<Frame> frames) {
    static final int FRAMES_MAX = 1_000;

    RecentFrames {
        frames = List.copyOf(frames);
    }

    /** The position of the newest event. */
    long head() {
        return frames.isEmpty() ? from : frames.getLast().position();
    }

    /** With what came after the head; the oldest leave for it. */
    RecentFrames with(List<Frame> newer) {
        List<Frame> all = Stream.concat(frames.stream(), newer.stream()).toList();
        int leave = Math.max(0, all.size() - FRAMES_MAX);
        return new RecentFrames(leave == 0 ? from : all.get(leave - 1).position(), all.subList(leave, all.size()));
    }

    /** Whether all that follows a position is here; if not, it must be read from the store. */
    boolean reach(long position) {
        return position >= from;
    }

    /** The first event after a position that this reaches; empty if there is none yet. */
    Optional<Frame> after(long position) {
        int low = 0;
        int high = frames.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (frames.get(middle).position() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == frames.size() ? Optional.empty() : Optional.of(frames.get(low));
    }
}
