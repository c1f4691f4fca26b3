package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;

/** With a table of its own, so that revocations come, and answers stay away, at the worst moment. */
class IssuedTokenCheckTest {
    private static final String CRM = "kore_at_crm";
    private static final int FLOOD = 50;

    private final Set<String> good = ConcurrentHashMap.newKeySet();
    private final AtomicLong nanos = new AtomicLong();
    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger asking = new AtomicInteger();
    private final AtomicInteger askingMost = new AtomicInteger();

    private static IssuedToken token(String tokenId) {
        return new IssuedToken(
                tokenId,
                IssuedToken.Kind.TOKEN,
                Optional.empty(),
                List.of(Scopes.READ),
                Optional.empty(),
                Instant.EPOCH,
                "admin",
                Instant.EPOCH.plus(Duration.ofDays(90)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Optional<IssuedToken> row(String hash) {
        return good.contains(hash) ? Optional.of(token(hash)) : Optional.empty();
    }

    /** What is good is answered at once, and what is not when the latch opens. */
    private Optional<IssuedToken> slowly(String hash) {
        if (good.contains(hash)) {
            return row(hash);
        }
        askingMost.accumulateAndGet(asking.incrementAndGet(), Math::max);
        try {
            answers.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        asking.decrementAndGet();
        return row(hash);
    }

    @Test
    void what_was_read_just_before_a_revocation_is_not_believed_after_it() {
        String hash = Secret.sha256(CRM);
        good.add(hash);
        List<IssuedTokenCheck> checks = new ArrayList<>();
        checks.add(new IssuedTokenCheck(
                asked -> {
                    Optional<IssuedToken> read = row(asked);
                    if (good.remove(asked)) {
                        checks.getFirst().forget(asked);
                    }
                    return read;
                },
                new UnknownSecrets(),
                nanos::get));

        assertThat(checks.getFirst().introspect(CRM).getName()).isEqualTo(hash);
        assertThatThrownBy(() -> checks.getFirst().introspect(CRM)).isInstanceOf(BadOpaqueTokenException.class);
    }

    @Test
    void made_up_tokens_are_looked_up_some_at_a_time_and_known_ones_wait_for_none_of_them() throws Exception {
        IssuedTokenCheck check = new IssuedTokenCheck(this::slowly, new UnknownSecrets(), nanos::get);
        good.add(Secret.sha256(CRM));
        check.introspect(CRM);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> flood = new ArrayList<>();
            for (int n = 0; n < FLOOD; n++) {
                String madeUp = "kore_at_made_up_" + n;
                flood.add(threads.submit(() -> refusal(check, madeUp)));
            }
            await().until(() -> asking.get() == UnknownSecrets.AT_ONCE);

            nanos.addAndGet(IssuedTokenCheck.BELIEVED_FOR.plusMillis(1).toNanos());
            assertThat(check.introspect(CRM).getName()).isEqualTo(Secret.sha256(CRM));

            await().until(() -> flood.stream().filter(Future::isDone).count() == FLOOD - UnknownSecrets.AT_ONCE);
            answers.countDown();
            List<String> refusals = new ArrayList<>();
            for (Future<String> refused : flood) {
                refusals.add(refused.get());
            }
            assertThat(refusals)
                    .containsOnly("NotNow", "BadOpaqueTokenException")
                    .filteredOn("BadOpaqueTokenException"::equals)
                    .hasSize(UnknownSecrets.AT_ONCE);
        }
        assertThat(askingMost).hasValue(UnknownSecrets.AT_ONCE);
        assertThat(refusal(check, "kore_at_later")).as("the others are gone").isEqualTo("BadOpaqueTokenException");
    }

    /** Before there is a room for requests, of which there is one only for whoever was looked up. */
    @Test
    void no_more_known_ones_wait_for_a_silent_database_than_it_could_serve() throws Exception {
        IssuedTokenCheck check = new IssuedTokenCheck(this::slowly, new UnknownSecrets(), nanos::get);
        List<String> crowd = IntStream.range(0, IssuedTokenCheck.KNOWN_AT_ONCE + FLOOD)
                .mapToObj(n -> "kore_at_known_" + n)
                .toList();
        for (String token : crowd) {
            good.add(Secret.sha256(token));
            check.introspect(token);
        }
        nanos.addAndGet(IssuedTokenCheck.BELIEVED_FOR.plusMillis(1).toNanos());
        good.clear();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = crowd.stream()
                    .map(token -> threads.submit(() -> refusal(check, token)))
                    .toList();

            try {
                await().until(() -> all.stream().filter(Future::isDone).count() == FLOOD);
                assertThat(asking).hasValue(IssuedTokenCheck.KNOWN_AT_ONCE);
                for (Future<String> one : all) {
                    if (one.isDone()) {
                        assertThat(one.get()).isEqualTo("NotNow");
                    }
                }
            } finally {
                answers.countDown();
            }
        }
        assertThat(askingMost).hasValue(IssuedTokenCheck.KNOWN_AT_ONCE);
    }

    private static String refusal(IssuedTokenCheck check, String token) {
        try {
            return check.introspect(token).getName();
        } catch (RuntimeException refused) {
            return refused.getClass().getSimpleName();
        }
    }
}
