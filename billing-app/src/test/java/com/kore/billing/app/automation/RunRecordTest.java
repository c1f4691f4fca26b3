package com.kore.billing.app.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunRecordTest {

    @Test
    void what_is_left_takes_as_long_as_it_would_at_the_pace_so_far() {
        assertThat(RunRecord.BY_COUNT.seconds(300, 100, Duration.ofSeconds(10))).contains(30L);
        assertThat(RunRecord.BY_COUNT.seconds(0, 100, Duration.ofSeconds(10))).contains(0L);
        assertThat(RunRecord.BY_COUNT.seconds(2_000_000, 1, Duration.ofMinutes(5)))
                .contains(600_000_000L);
    }

    @Test
    void before_anything_is_done_nobody_knows() {
        assertThat(RunRecord.BY_COUNT.seconds(300, 0, Duration.ofSeconds(10))).isEmpty();
    }
}
