package com.kore.billing.app.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.account.SubscriptionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class RecentFramesTest {

    private static List<Frame> frames(long... positions) {
        return LongStream.of(positions)
                .mapToObj(position -> Frame.of(
                        new FeedEvent(
                                position,
                                new SubscriptionId("acme"),
                                1,
                                "PlanChanged",
                                Instant.EPOCH,
                                JsonNodeFactory.instance.objectNode()),
                        "{}"))
                .toList();
    }

    /** What a follower reads that goes from frame to frame. */
    private static List<Long> readOn(RecentFrames recent, long position) {
        List<Long> read = new ArrayList<>();
        for (Optional<Frame> next = recent.after(position); next.isPresent(); next = recent.after(read.getLast())) {
            read.add(next.get().position());
        }
        return read;
    }

    @Test
    void a_follower_reads_on_from_any_position_over_gaps() {
        RecentFrames recent =
                new RecentFrames(10, List.of()).with(frames(11, 12, 15)).with(frames(16));

        assertThat(readOn(recent, 10)).containsExactly(11L, 12L, 15L, 16L);
        assertThat(readOn(recent, 13)).containsExactly(15L, 16L);
        assertThat(readOn(recent, 16)).isEmpty();
        assertThat(readOn(recent, 99)).isEmpty();
        assertThat(recent.head()).isEqualTo(16);
    }

    @Test
    void whoever_has_not_read_what_was_there_before_reads_from_the_store() {
        RecentFrames recent = new RecentFrames(10, List.of());

        assertThat(recent.reach(9)).isFalse();
        assertThat(recent.reach(10)).isTrue();
        assertThat(recent.head()).isEqualTo(10);
    }

    @Test
    void what_leaves_takes_its_reach_along() {
        RecentFrames recent = new RecentFrames(0, List.of())
                .with(frames(LongStream.rangeClosed(1, RecentFrames.FRAMES_MAX).toArray()));
        assertThat(recent.reach(0)).isTrue();

        RecentFrames later = recent.with(frames(2_000, 2_001));

        assertThat(later.frames()).hasSize(RecentFrames.FRAMES_MAX);
        assertThat(later.reach(1)).isFalse();
        assertThat(later.reach(2)).isTrue();
        assertThat(readOn(later, 2))
                .hasSize(RecentFrames.FRAMES_MAX)
                .startsWith(3L)
                .endsWith(2_000L, 2_001L);
    }

    @Test
    void a_flood_leaves_only_its_end() {
        long[] flood = IntStream.rangeClosed(1, 3 * RecentFrames.FRAMES_MAX)
                .mapToLong(i -> 2L * i)
                .toArray();

        RecentFrames recent = new RecentFrames(0, List.of()).with(frames(flood));

        assertThat(recent.from()).isEqualTo(4L * RecentFrames.FRAMES_MAX);
        assertThat(readOn(recent, recent.from())).hasSize(RecentFrames.FRAMES_MAX);
    }
}
