package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** By a clock of its own; over HTTP {@code journey/EveryCode} shows it. */
class RateLimitTest {
    private final Hand hand = new Hand();

    /** A clock that goes when it is told to. */
    private static final class Hand implements TimeMeter {
        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }

        void goes(Duration time) {
            nanos += time.toNanos();
        }
    }

    private final Counter refused = new SimpleMeterRegistry().counter("refused");

    private RateLimit limit(Optional<Integer> perSecond, Optional<Integer> burst) {
        return RateLimit.of(new BillingSettings.RateLimit(perSecond, burst), hand, refused);
    }

    private static MockHttpServletResponse ask(RateLimit limit, String caller) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        if (caller.isEmpty()) {
            SecurityContextHolder.clearContext();
        } else {
            SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(caller, "token"));
        }
        MockFilterChain chain = new MockFilterChain();
        limit.doFilter(new MockHttpServletRequest("GET", "/v1/catalog"), response, chain);
        assertThat(chain.getRequest() == null).isEqualTo(response.getStatus() == 429);
        return response;
    }

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void a_caller_may_ask_some_times_at_once_and_then_as_time_goes() throws Exception {
        RateLimit limit = limit(Optional.of(2), Optional.of(3));
        for (int n = 0; n < 3; n++) {
            assertThat(ask(limit, "crm").getStatus()).isEqualTo(200);
        }
        MockHttpServletResponse tooMany = ask(limit, "crm");
        assertThat(tooMany.getStatus()).isEqualTo(429);
        assertThat(tooMany.getHeader("Retry-After")).isEqualTo("1");
        assertThat(tooMany.getContentType()).isEqualTo("application/problem+json");
        assertThat(tooMany.getContentAsString())
                .contains("too-many-requests", "2 requests per second", "3 at once", "try again in 1 s");

        hand.goes(Duration.ofMillis(500));
        assertThat(ask(limit, "crm").getStatus()).isEqualTo(200);
        assertThat(ask(limit, "crm").getStatus()).isEqualTo(429);
        assertThat(refused.count()).isEqualTo(2);
    }

    @Test
    void who_waits_as_long_as_was_said_is_let_in() throws Exception {
        RateLimit limit = limit(Optional.of(1), Optional.empty());
        ask(limit, "crm");
        hand.goes(Duration.ofNanos(1));
        String seconds = ask(limit, "crm").getHeader("Retry-After");
        hand.goes(Duration.ofSeconds(Long.parseLong(seconds)));
        assertThat(ask(limit, "crm").getStatus()).isEqualTo(200);
    }

    @Test
    void silence_saves_up_no_more_than_the_burst() throws Exception {
        RateLimit limit = limit(Optional.of(5), Optional.of(2));
        ask(limit, "crm");
        hand.goes(Duration.ofDays(30));
        assertThat(ask(limit, "crm").getStatus()).isEqualTo(200);
        assertThat(ask(limit, "crm").getStatus()).isEqualTo(200);
        assertThat(ask(limit, "crm").getStatus()).isEqualTo(429);
    }

    @Test
    void nobody_is_slowed_down_by_others_and_who_is_nobody_is_left_to_the_check_of_tokens() throws Exception {
        RateLimit limit = limit(Optional.of(1), Optional.empty());
        assertThat(ask(limit, "crm").getStatus()).isEqualTo(200);
        assertThat(ask(limit, "crm").getStatus()).isEqualTo(429);
        assertThat(ask(limit, "shop").getStatus()).isEqualTo(200);
        for (int n = 0; n < 5; n++) {
            assertThat(ask(limit, "").getStatus()).isEqualTo(200);
        }
    }

    @Test
    void a_limit_that_lets_nobody_in_stops_the_start() {
        assertThatThrownBy(() -> limit(Optional.of(0), Optional.empty()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("per-second 0");
        assertThatThrownBy(() -> limit(Optional.of(5), Optional.of(-1))).isInstanceOf(StartRefused.class);
        assertThatThrownBy(() -> limit(Optional.empty(), Optional.of(5))).isInstanceOf(StartRefused.class);
    }
}
