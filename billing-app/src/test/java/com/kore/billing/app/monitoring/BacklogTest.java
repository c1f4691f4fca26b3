package com.kore.billing.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog();

    private long age(long handed, long head, long atSecond) {
        return backlog.age(handed, head, Duration.ofSeconds(atSecond).toNanos()).toSeconds();
    }

    @Test
    void what_is_caught_up_has_no_age() {
        assertThat(age(0, 0, 5)).isZero();
        assertThat(age(7, 7, 6)).isZero();
    }

    @Test
    void the_oldest_event_that_was_not_handed_on_counts() {
        assertThat(age(0, 10, 100)).isZero();
        assertThat(age(0, 20, 130)).isEqualTo(30);
        assertThat(age(9, 20, 131)).isEqualTo(31);
    }

    @Test
    void what_was_handed_on_is_forgotten_and_what_came_after_it_is_not() {
        age(0, 10, 100);
        age(0, 20, 130);

        assertThat(age(10, 20, 140)).isEqualTo(10);
        assertThat(age(20, 20, 141)).isZero();
        assertThat(age(20, 21, 150)).isZero();
    }

    @Test
    void it_is_told_too_young_rather_than_remembered_without_bound() {
        for (int n = 1; n <= 5000; n++) {
            age(0, n, n);
        }

        assertThat(age(0, 5001, 5001)).isEqualTo(5000);
        assertThat(age(1000, 5002, 5002)).isZero();
    }
}
