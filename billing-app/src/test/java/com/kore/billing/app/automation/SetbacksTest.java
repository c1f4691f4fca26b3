package com.kore.billing.app.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.duework.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SetbacksTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Setbacks setbacks = new Setbacks(nanos::get);
    private final WorkItem item = item("acme");

    private static WorkItem item(String id) {
        return new WorkItem(
                new SubscriptionId(id),
                WorkItem.Kind.RENEWAL,
                Instant.EPOCH,
                Optional.empty(),
                0,
                Optional.empty(),
                new WorkItem.Cause("event", 1));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void what_fails_again_is_left_alone_for_twice_as_long_up_to_five_minutes() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            setbacks.add(item, "broken");
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(setbacks.holdBack(item)).as("just before %d s", seconds).isTrue();
            pass(Duration.ofNanos(1));
            assertThat(setbacks.holdBack(item)).as("after %d s", seconds).isFalse();
        }
    }

    @Test
    void a_cause_is_news_until_another_one_comes() {
        assertThat(setbacks.add(item, "broken")).isTrue();
        assertThat(setbacks.add(item, "broken")).isFalse();
        assertThat(setbacks.add(item, "refused")).isTrue();
        assertThat(setbacks.add(item, "broken")).isTrue();
    }

    @Test
    void what_was_done_begins_anew_and_others_are_not_held_back() {
        setbacks.add(item, "broken");
        setbacks.add(item, "broken");
        assertThat(setbacks.holdBack(item("other"))).isFalse();

        setbacks.remove(item);

        assertThat(setbacks.holdBack(item)).isFalse();
        assertThat(setbacks.add(item, "broken")).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(setbacks.holdBack(item)).isFalse();
    }
}
