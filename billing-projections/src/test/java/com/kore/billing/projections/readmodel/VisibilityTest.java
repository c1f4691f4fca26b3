package com.kore.billing.projections.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.account.SubscriptionId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class VisibilityTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");
    private static final Duration LONG = Duration.ofSeconds(15);

    private final AtomicLong row = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch looked = new CountDownLatch(1);

    private long look() {
        long version = row.get();
        looks.incrementAndGet();
        looked.countDown();
        return version;
    }

    private static CompletableFuture<Boolean> waiting(Visibility visibility, long version) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return visibility.await(ACME, version, LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void a_version_that_is_there_is_not_waited_for() throws InterruptedException {
        row.set(7);

        assertThat(new Visibility(id -> look(), id -> false).await(ACME, 7, Duration.ZERO))
                .isTrue();
    }

    @Test
    void a_version_that_does_not_come_is_given_up() throws InterruptedException {
        assertThat(new Visibility(id -> look(), id -> false).await(ACME, 1, Duration.ofMillis(5)))
                .isFalse();
    }

    @Test
    void who_waits_is_told_after_the_commit_and_looks_at_the_row_only_once() throws Exception {
        Visibility visibility = new Visibility(id -> look(), id -> false);
        CompletableFuture<Boolean> waiting = waiting(visibility, 3);
        looked.await();

        visibility.seen(Map.of(ACME, 2L));
        visibility.seen(Map.of(new SubscriptionId("other"), 9L));
        assertThat(waiting).isNotDone();
        visibility.seen(Map.of(ACME, 3L));

        assertThat(waiting.get(15, TimeUnit.SECONDS)).isTrue();
        assertThat(looks).hasValue(1);
    }

    @Test
    void what_another_node_may_fold_is_looked_at_again() throws Exception {
        Visibility visibility = new Visibility(id -> look(), id -> true);
        CompletableFuture<Boolean> waiting = waiting(visibility, 3);
        looked.await();

        row.set(3);

        assertThat(waiting.get(15, TimeUnit.SECONDS)).isTrue();
        assertThat(looks.get()).isGreaterThan(1);
    }

    @Test
    void listeners_are_told_of_every_commit() {
        Visibility visibility = new Visibility(id -> look(), id -> false);
        AtomicInteger told = new AtomicInteger();
        visibility.whenSeen(told::incrementAndGet);

        visibility.seen(Map.of(ACME, 1L));
        visibility.seen(Map.of(ACME, 2L));

        assertThat(told).hasValue(2);
    }
}
