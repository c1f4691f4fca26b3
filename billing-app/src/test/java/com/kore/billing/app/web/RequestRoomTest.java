package com.kore.billing.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Over HTTP {@code journey/OverloadJourney} shows it. */
class RequestRoomTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final RequestRoom room = new RequestRoom(4);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RequestRoomFilter filter = new RequestRoomFilter(room, meters);

    /** Somebody asks, unless a test says otherwise. */
    @BeforeEach
    void somebody() {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("crm", "token"));
    }

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    private MockHttpServletResponse ask(String path) throws IOException, ServletException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(new MockHttpServletRequest("GET", path), response, new MockFilterChain());
        return response;
    }

    @Test
    void a_full_room_refuses_at_once_and_one_that_has_a_place_again_lets_in() throws Exception {
        for (int n = 0; n < 4; n++) {
            assertThat(room.enter()).isTrue();
        }

        MockHttpServletResponse refused = ask("/v1/invoices");

        assertThat(refused.getStatus()).isEqualTo(503);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("2");
        assertThat(refused.getContentType()).isEqualTo("application/problem+json");
        assertThat(refused.getContentAsString()).contains("\"unavailable\"", "as it can, 4. Nothing was done");
        assertThat(meters.counter("billing.requests.refused").count()).isEqualTo(1);
        assertThat(meters.get("billing.requests.under.way").gauge().value()).isEqualTo(4);

        room.leave();
        assertThat(ask("/v1/invoices").getStatus()).isEqualTo(200);
        assertThat(room.present()).isEqualTo(3);
    }

    @Test
    void what_needs_neither_database_nor_gateway_takes_no_place() throws Exception {
        for (int n = 0; n < 4; n++) {
            room.enter();
        }
        for (String path :
                new String[] {"/v1/catalog", "/v3/api-docs", "/swagger-ui/index.html", "/console/assets/console.css"}) {
            assertThat(ask(path).getStatus()).as(path).isEqualTo(200);
        }
        assertThat(ask("/v1/catalogs").getStatus()).isEqualTo(503);
    }

    @Test
    void a_full_room_does_not_keep_out_who_is_nobody_yet() throws Exception {
        for (int n = 0; n < 4; n++) {
            room.enter();
        }
        nobody();

        assertThat(ask("/console/sign-in").getStatus()).isEqualTo(200);
    }

    @Test
    void strangers_shut_out_each_other_and_nobody_else() throws Exception {
        nobody();
        List<Integer> told = new ArrayList<>();
        inside(RequestRoomFilter.STRANGERS_MAX, () -> {
            told.add(ask("/console/sign-in").getStatus());
            somebody();
            told.add(ask("/v1/invoices").getStatus());
        });

        assertThat(told).containsExactly(503, 200);
        assertThat(meters.counter("billing.strangers.refused").count()).isEqualTo(1);
        assertThat(meters.counter("billing.requests.refused").count()).isZero();
        nobody();
        assertThat(ask("/console/sign-in").getStatus()).isEqualTo(200);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, ServletException;
    }

    /** Does something while so many requests are inside. */
    private void inside(int requests, Work work) throws IOException, ServletException {
        if (requests == 0) {
            work.run();
        } else {
            filter.doFilter(
                    new MockHttpServletRequest("POST", "/v1/access-tokens/redemptions"),
                    new MockHttpServletResponse(),
                    (request, response) -> inside(requests - 1, work));
        }
    }

    @Test
    void a_request_that_fails_gives_its_place_back() {
        for (int n = 0; n < 10; n++) {
            assertThatThrownBy(() -> filter.doFilter(
                            new MockHttpServletRequest("GET", "/v1/invoices"),
                            new MockHttpServletResponse(),
                            (request, response) -> {
                                throw new IllegalStateException("failed");
                            }))
                    .hasMessage("failed");
        }
        assertThat(room.present()).isZero();
    }

    @Test
    void half_of_the_room_may_wait_and_the_others_only_look() {
        boolean came = room.await(LONG, first -> {
            assertThat(first).isEqualTo(LONG);
            return room.await(LONG, second -> {
                assertThat(second).isEqualTo(LONG);
                return room.await(LONG, third -> {
                    assertThat(third).isEqualTo(Duration.ZERO);
                    return true;
                });
            });
        });
        assertThat(came).isTrue();
        assertThat(room.await(LONG, next -> next.equals(LONG))).isTrue();
    }

    @Test
    void a_room_for_nobody_stops_the_start() {
        assertThatThrownBy(() -> RequestRoom.of(new BillingSettings.Load(1, LONG)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("requests-max 1");
        assertThat(RequestRoom.of(new BillingSettings.Load(2, LONG)).requestsMax())
                .isEqualTo(2);
    }
}
