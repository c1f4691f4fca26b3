package com.kore.billing.domain.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DunningScheduleTest {
    private static final Instant FIRST = Instant.parse("2026-02-15T08:30:00Z");

    @Test
    void tries_again_1_3_5_and_7_times_24_hours_after_the_first_attempt_and_then_no_more() {
        assertThat(DunningSchedule.DEFAULT.nextAfter(FIRST, FIRST)).contains(FIRST.plus(Duration.ofDays(1)));
        assertThat(DunningSchedule.DEFAULT.nextAfter(FIRST, FIRST.plus(Duration.ofDays(1))))
                .contains(FIRST.plus(Duration.ofDays(3)));
        assertThat(DunningSchedule.DEFAULT.nextAfter(FIRST, FIRST.plus(Duration.ofDays(3))))
                .contains(FIRST.plus(Duration.ofDays(5)));
        assertThat(DunningSchedule.DEFAULT.nextAfter(FIRST, FIRST.plus(Duration.ofDays(5))))
                .contains(FIRST.plus(Duration.ofDays(7)));
        assertThat(DunningSchedule.DEFAULT.nextAfter(FIRST, FIRST.plus(Duration.ofDays(7))))
                .isEmpty();
    }

    @Test
    void a_try_that_was_missed_is_not_made_up_for() {
        assertThat(DunningSchedule.DEFAULT.nextAfter(FIRST, FIRST.plus(Duration.ofDays(4))))
                .contains(FIRST.plus(Duration.ofDays(5)));
    }

    static List<List<Integer>> senseless() {
        return List.of(List.of(), List.of(0), List.of(-1), List.of(3, 1), List.of(1, 1), List.of(366));
    }

    @ParameterizedTest
    @MethodSource("senseless")
    void days_that_make_no_sense_are_refused(List<Integer> days) {
        assertThatThrownBy(() -> new DunningSchedule(days)).isInstanceOf(IllegalArgumentException.class);
    }
}
