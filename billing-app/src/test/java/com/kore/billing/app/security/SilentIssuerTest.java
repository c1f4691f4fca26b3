package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.HttpTest;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An issuer that takes every question and answers none, until it does. */
class SilentIssuerTest extends HttpTest {
    private static final int CALLERS = 50;

    /** Of one attempt each in turn, it would take longer by far. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final CountDownLatch SPEAKS = new CountDownLatch(1);
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final HttpServer ISSUER = issuer();
    private static final String URI = "http://127.0.0.1:" + ISSUER.getAddress().getPort();

    @TempDir
    private static Path directory;

    private static HttpServer issuer() {
        try {
            HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            issuer.setExecutor(THREADS);
            issuer.createContext(
                    "/.well-known/openid-configuration",
                    exchange -> says(exchange, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(URI, URI)));
            RSAKey key = new RSAKey.Builder((RSAPublicKey) JwtTest.ISSUER.getPublic()).build();
            issuer.createContext("/keys", exchange -> says(exchange, new JWKSet(key).toString()));
            issuer.start();
            return issuer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void says(HttpExchange exchange, String json) throws IOException {
        ASKED.incrementAndGet();
        try (exchange) {
            SPEAKS.await();
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @DynamicPropertySource
    static void trustTheIssuer(DynamicPropertyRegistry settings) {
        settings.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", () -> URI);
        settings.add("billing.data-dir", () -> directory.resolve("data").toString());
    }

    @AfterAll
    static void stop() {
        ISSUER.stop(0);
        THREADS.shutdownNow();
    }

    @Test
    void all_who_come_are_told_so_after_one_question_and_let_in_once_it_answers() throws Exception {
        String token = JwtTest.jwt(JwtTest.claims("billing:read").issuer(URI), JwtTest.ISSUER);
        List<Future<Answer>> answers = IntStream.range(0, CALLERS)
                .mapToObj(n -> THREADS.submit(
                        () -> send(withToken(token, "/v1/catalog").timeout(PATIENCE))))
                .toList();

        for (Future<Answer> answer : answers) {
            assertThat(answer.get().isProblem(503, "unavailable").header("Retry-After"))
                    .isNotEmpty();
        }
        // A second one, if they were slow to come.
        assertThat(ASKED.get()).isBetween(1, 5);

        SPEAKS.countDown();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> send(withToken(token, "/v1/catalog")).status() == 200);
    }
}
