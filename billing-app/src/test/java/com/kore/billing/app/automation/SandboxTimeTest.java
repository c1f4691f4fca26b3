package com.kore.billing.app.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SandboxTimeTest {
    private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
    private static final Instant LATEST = Instant.parse("9990-01-01T00:00:00Z");

    @Test
    void what_is_left_of_an_advance_takes_as_long_as_it_would_at_the_pace_so_far() {
        assertThat(SandboxTime.remainingSeconds(Duration.ofSeconds(10), Duration.ofDays(100), Duration.ofDays(265)))
                .contains(26L);
        assertThat(SandboxTime.remainingSeconds(Duration.ofSeconds(10), Duration.ofDays(365), Duration.ZERO))
                .contains(0L);
    }

    @Test
    void however_far_it_leads_and_however_long_it_takes() {
        Duration gone = Duration.ofDays(365);
        Duration left = Duration.between(START.plus(gone), LATEST);

        assertThat(SandboxTime.remainingSeconds(Duration.ofSeconds(38), gone, left))
                .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(302_000L, 303_000L));
        assertThat(SandboxTime.remainingSeconds(Duration.ofDays(30), Duration.ofMillis(1), left))
                .hasValueSatisfying(seconds -> assertThat(seconds).isPositive());
    }

    @Test
    void before_time_has_moved_nobody_knows() {
        assertThat(SandboxTime.remainingSeconds(Duration.ofSeconds(10), Duration.ZERO, Duration.ofDays(1)))
                .isEmpty();
    }
}
