package com.kore.billing.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GlanceTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void many_who_ask_are_told_what_was_asked_once() {
        Glance<Integer> glance = new Glance<>("a number", asked::incrementAndGet, () -> 0);

        assertThat(IntStream.range(0, 50).mapToObj(n -> glance.look())).containsOnly(Optional.of(1));
    }

    @Test
    void a_failure_is_no_answer_and_the_next_question_may_have_one() {
        Glance<Integer> glance = new Glance<>("a number", () -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
            }
            return asked.get();
        });

        assertThat(glance.look()).isEmpty();
        await().until(glance::look, Optional.of(2)::equals);
    }

    @Test
    void an_error_is_no_answer_either_and_the_next_question_may_have_one() {
        Glance<Integer> glance = new Glance<>("a number", () -> {
            if (asked.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("away");
            }
            return asked.get();
        });

        assertThat(glance.look()).isEmpty();
        await().until(glance::look, Optional.of(2)::equals);
    }

    @Test
    void a_question_that_is_not_answered_is_waited_for_once_and_asked_once() {
        CountDownLatch answered = new CountDownLatch(1);
        Glance<Integer> glance = new Glance<>("a number", () -> {
            asked.incrementAndGet();
            try {
                answered.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return 7;
        });

        assertThat(IntStream.range(0, 50).mapToObj(n -> glance.look())).containsOnly(Optional.empty());
        assertThat(asked).hasValue(1);

        answered.countDown();
        await().until(() -> glance.look().isPresent());
    }
}
