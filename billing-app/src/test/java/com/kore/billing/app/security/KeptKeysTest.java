package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

class KeptKeysTest {
    private static final URI KEYS = URI.create("https://id.example/keys");

    private final List<String> answers = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(1);
    private final KeptKeys kept = new KeptKeys(now::get, Runnable::run);

    /** The next thing that the issuer says, a status by itself, or nothing. */
    private String ask(String next) throws IOException {
        return ask(KEYS, next);
    }

    private String ask(URI address, String next) throws IOException {
        MockClientHttpRequest request = new MockClientHttpRequest(HttpMethod.GET, address);
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
        now.addAndGet(time.toNanos());
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
        pass(Duration.ofSeconds(5));
        assertThat(ask("500")).startsWith("500");
        pass(Duration.ofSeconds(5));
        assertThat(ask("two")).isEqualTo("two");
    }

    /** Or each of those who line up would wait for it anew. */
    @Test
    void an_issuer_that_has_never_answered_is_left_alone_for_five_seconds() throws IOException {
        assertThatThrownBy(() -> ask("")).isInstanceOf(IOException.class);
        pass(Duration.ofSeconds(4));
        assertThatThrownBy(() -> ask("one")).isInstanceOf(IOException.class);
        assertThat(answers).containsExactly("");
        pass(Duration.ofSeconds(1));
        assertThat(ask("one")).isEqualTo("one");
    }

    @Test
    void so_is_one_that_fails() throws IOException {
        assertThat(ask("502")).startsWith("502");
        pass(Duration.ofSeconds(4));
        assertThat(ask("one")).startsWith("502");
        pass(Duration.ofSeconds(1));
        assertThat(ask("one")).isEqualTo("one");
    }

    @Test
    void what_it_says_once_it_answers_again_is_told_to_whoever_asked() throws IOException {
        ask("one");
        pass(Duration.ofHours(1));
        assertThat(ask("")).isEqualTo("one");
        pass(Duration.ofSeconds(10));
        assertThat(ask("two")).isEqualTo("two");
    }

    @Test
    void all_who_ask_meanwhile_share_one_question_and_its_failure() throws Exception {
        Crowd crowd = new Crowd();

        assertThat(crowd.askOf(new KeptKeys(now::get, Thread::startVirtualThread)))
                .containsOnly("silence");

        assertThat(crowd.questions).hasValue(1);
    }

    @Test
    void all_who_ask_an_issuer_that_has_fallen_silent_are_told_what_it_said_after_one_question() throws Exception {
        KeptKeys keys = new KeptKeys(now::get, Thread::startVirtualThread);
        intercept(keys, () -> answer("one"));
        pass(Duration.ofHours(1));
        Crowd crowd = new Crowd();

        assertThat(crowd.askOf(keys)).containsOnly("one");

        assertThat(crowd.questions).hasValue(1);
    }

    /** The first time it has to be found out; from then on nobody waits for it. */
    @Test
    void an_issuer_that_has_not_answered_is_not_waited_for_the_next_time() throws Exception {
        KeptKeys keys = new KeptKeys(now::get, Thread::startVirtualThread);
        intercept(keys, () -> answer("one"));
        pass(Duration.ofHours(1));
        intercept(keys, () -> {
            throw new IOException("silence");
        });
        pass(Duration.ofSeconds(10));
        CountDownLatch speaks = new CountDownLatch(1);

        Future<String> told = CompletableFuture.supplyAsync(
                () -> told(keys, () -> {
                    awaits(speaks);
                    return answer("two");
                }),
                Thread::startVirtualThread);

        assertThat(told).succeedsWithin(Duration.ofSeconds(4)).isEqualTo("one");
        speaks.countDown();
    }

    @Test
    void an_address_that_there_is_not_is_told_as_it_is_so_that_the_next_one_is_asked() throws IOException {
        assertThat(ask("404")).startsWith("404");
        assertThat(ask(URI.create("https://id.example/other/keys"), "one")).isEqualTo("one");
    }

    @Test
    void what_it_has_answered_is_told_whole_with_its_headers() throws IOException {
        MockClientHttpRequest request = new MockClientHttpRequest(HttpMethod.GET, KEYS);
        for (int time = 0; time < 2; time++) {
            try (ClientHttpResponse told = kept.intercept(request, new byte[0], (any, body) -> {
                MockClientHttpResponse answer = answer("one");
                answer.getHeaders().set("Content-Type", "application/jwk-set+json");
                return answer;
            })) {
                assertThat(told.getHeaders().getFirst("Content-Type")).isEqualTo("application/jwk-set+json");
                assertThat(told.getStatusText()).isEqualTo("OK");
            }
        }
    }

    private interface Question {
        ClientHttpResponse ask() throws IOException;
    }

    private static String intercept(KeptKeys keys, Question question) throws IOException {
        try (ClientHttpResponse answer = keys.intercept(
                new MockClientHttpRequest(HttpMethod.GET, KEYS), new byte[0], (any, body) -> question.ask())) {
            return new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String told(KeptKeys keys, Question question) {
        try {
            return intercept(keys, question);
        } catch (IOException silent) {
            return "silence";
        }
    }

    private static MockClientHttpResponse answer(String text) {
        return new MockClientHttpResponse(text.getBytes(StandardCharsets.UTF_8), HttpStatus.OK);
    }

    private static void awaits(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    /** Many who ask at once. No question ends before all of them wait, and then with silence. */
    private static final class Crowd {
        private static final int MANY = 50;

        private final AtomicInteger questions = new AtomicInteger();
        private final CountDownLatch ends = new CountDownLatch(1);

        List<String> askOf(KeptKeys keys) throws Exception {
            List<Thread> waiting = new CopyOnWriteArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<String>> all = IntStream.range(0, MANY)
                        .mapToObj(n -> threads.submit(() -> {
                            waiting.add(Thread.currentThread());
                            return told(keys, this::silence);
                        }))
                        .toList();
                await().until(() -> waiting.size() == MANY
                        && waiting.stream().allMatch(each -> each.getState() == Thread.State.TIMED_WAITING));
                ends.countDown();
                List<String> told = new ArrayList<>();
                for (Future<String> each : all) {
                    told.add(each.get());
                }
                return told;
            }
        }

        private ClientHttpResponse silence() throws IOException {
            questions.incrementAndGet();
            awaits(ends);
            throw new IOException("silence");
        }
    }
}
