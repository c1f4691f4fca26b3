package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

class KeptKeysTest {
    private static final URI KEYS = URI.create("https://id.example/keys");

    private final List<String> answers = new ArrayList<>();
    private long now = 1;
    private final KeptKeys kept = new KeptKeys(() -> now);

    /** The next thing that the issuer says, a status by itself, or nothing. */
    private String ask(String next) throws IOException {
        MockClientHttpRequest request = new MockClientHttpRequest(HttpMethod.GET, KEYS);
        try (ClientHttpResponse answer = kept.intercept(request, new byte[0], (any, body) -> {
            answers.add(next);
            if (next.isEmpty()) {
                throw new IOException("silence");
            }
            return new MockClientHttpResponse(
                    next.getBytes(StandardCharsets.UTF_8),
                    next.matches("\\d+") ? HttpStatus.valueOf(Integer.parseInt(next)) : HttpStatus.OK);
        })) {
            if (!answer.getStatusCode().is2xxSuccessful()) {
                return answer.getStatusCode().toString();
            }
            return new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void an_issuer_is_asked_once_in_ten_seconds_whatever_keys_are_made_up() throws IOException {
        assertThat(ask("one")).isEqualTo("one");
        pass(Duration.ofSeconds(9));
        assertThat(ask("two")).isEqualTo("one");
        pass(Duration.ofSeconds(1));
        assertThat(ask("three")).isEqualTo("three");
        assertThat(answers).containsExactly("one", "three");
    }

    @Test
    void what_it_said_is_good_for_six_hours_while_it_says_nothing() throws IOException {
        ask("one");
        pass(Duration.ofHours(3));
        assertThat(ask("")).isEqualTo("one");
        assertThat(ask("")).isEqualTo("one");
        assertThat(answers).containsExactly("one", "");
        pass(Duration.ofHours(2));
        assertThat(ask("500")).isEqualTo("one");
        pass(Duration.ofHours(1));
        assertThatThrownBy(() -> ask("")).isInstanceOf(IOException.class);
        assertThat(ask("500")).startsWith("500");
        assertThat(ask("two")).isEqualTo("two");
    }

    @Test
    void an_issuer_that_has_never_answered_is_asked_each_time() throws IOException {
        assertThatThrownBy(() -> ask("")).isInstanceOf(IOException.class);
        assertThat(ask("one")).isEqualTo("one");
    }

    @Test
    void an_address_that_there_is_not_is_told_as_it_is_so_that_the_next_one_is_asked() throws IOException {
        assertThat(ask("404")).startsWith("404");
        assertThat(ask("one")).isEqualTo("one");
    }
}
