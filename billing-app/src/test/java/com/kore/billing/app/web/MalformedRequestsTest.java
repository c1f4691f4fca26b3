package com.kore.billing.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, the answer is below 500 and, from 400 on, a problem. */
class MalformedRequestsTest extends HttpTest {
    private static final String[] COMMANDS = {
        "",
        "/acme/change-plan",
        "/acme/change-billing-interval",
        "/acme/change-managed-users",
        "/acme/change-payment-method",
        "/acme/update-billing-profile",
        "/acme/cancel",
        "/acme/withdraw-cancellation",
        "/acme/withdraw-scheduled-change",
        "/acme/grant-credit"
    };
    private static final String SEED_BODY = """
            {"subscriptionId":"acme","accountName":"Acme","plan":"premium","interval":"monthly","managedUsers":3,"kind":"card",
             "token":"tok_visa","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2030,"amount":{"amount":5,"currency":"USD"},
             "address":{"line1":"a","country":"US"},"reason":"ä€😀","x":[1,2.5e3,-0,true,null,{}]}""";

    @Test
    void mangled_bodies_never_break_the_service() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] whole = SEED_BODY.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 400; round++) {
            byte[] body = mangled(whole, random);
            String path = "/v1/subscriptions" + COMMANDS[random.nextInt(COMMANDS.length)];
            Answer answer = send(as("admin", path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
            assertThat(answer.status())
                    .as("seed %d, round %d: %s", seed, round, answer.text())
                    .isLessThan(500);
            if (answer.status() >= 400) {
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(answer.json().path("code").stringValue("")).isNotEmpty();
            }
        }
    }

    private static byte[] mangled(byte[] whole, Random random) {
        byte[] body = whole.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(4)) {
                case 0 -> body[at] = (byte) random.nextInt(256);
                case 1 -> body = Arrays.copyOf(body, Math.max(1, at));
                case 2 -> body[at] = (byte) "{}[]\",:0\\u".charAt(random.nextInt(10));
                default -> System.arraycopy(body.clone(), 0, body, at, body.length - at);
            }
        }
        return body;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/subscriptions/a%2Fb HTTP/1.1",
                "GET /v1/subscriptions/a%5Cb HTTP/1.1",
                "GET /v1/subscriptions/%zz HTTP/1.1",
                "GET /v1/subscriptions/% HTTP/1.1",
                "GET /v1/subscriptions/%c3%28 HTTP/1.1",
                "GET /v1/subscriptions/%00 HTTP/1.1",
                "GET /v1/subscriptions/%0d%0aX:y HTTP/1.1",
                "GET /v1/subscriptions/a;b=c HTTP/1.1",
                "GET /v1/subscriptions/../../etc/passwd HTTP/1.1",
                "GET /v1/subscriptions/%2e%2e/%2e%2e/etc HTTP/1.1",
                "GET //v1//subscriptions HTTP/1.1",
                "GET /v1/subscriptions/a|b HTTP/1.1",
                "GET /v1/subscriptions/a\"b HTTP/1.1",
                "GET /v1/subscriptions/a{b} HTTP/1.1",
                "GET /v1/subscriptions/ä HTTP/1.1",
                "GET /v1/invoices?limit=%zz HTTP/1.1",
                "GET /v1/invoices?limit=%ff HTTP/1.1",
                "GET /v1/invoices?%=% HTTP/1.1",
                "GET /v1/invoices?a&&=&b= HTTP/1.1",
                "GET /v1/invoices?a[]=1|2 HTTP/1.1",
                "GET v1 HTTP/1.1",
                "GET http://elsewhere.example/v1/subscriptions HTTP/1.1",
                "GET * HTTP/1.1",
                "TRACE /v1/subscriptions HTTP/1.1",
                "CONNECT elsewhere.example:443 HTTP/1.1",
                "G<T /v1 HTTP/1.1",
                "get /v1/subscriptions HTTP/1.1",
                "GET /v1/subscriptions HTTP/9.9",
                "GET /v1/subscriptions HTTX",
            })
    void request_lines_that_make_no_sense_are_answered_with_a_problem(String line) throws IOException {
        isProblem(line + "\r\nHost: localhost\r\nAuthorization: Bearer " + token("admin")
                + "\r\nConnection: close\r\n\r\n");
    }

    /** Before HTTP/1.0 an answer had neither status nor headers. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /v1/subscriptions", "GET", "\u0001\u0002\u0003", "{\"json\":true}"})
    void lines_without_a_version_are_answered_with_the_body_of_a_problem(String line) throws IOException {
        assertThat(raw(line + "\r\n\r\n")).contains("\"code\":\"", "\"traceId\":\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: 1x",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: nonsense",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Content-Length: 2\r\nTransfer-Encoding: gzip",
                "no colon here",
                ": no name",
                "X Y: z",
                "X: a\u0000b",
                "X-Request-Id: \u0001",
                "Expect: the unexpected",
                "Host: another",
                "Content-Type: ;;;",
                "Accept: ;;;",
                "If-Match: \u00ff",
                "Idempotency-Key: \u00ff\u00fe",
                "Idempotency-Key: ",
                "traceparent: \u0007",
                "Authorization: Basic YTpi",
                "Range: bytes=a-b",
                "If-None-Match: W/\"",
                "Origin: null",
                "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: !!!",
                "X-HTTP-Method-Override: DELETE",
                "Cookie: =;=;\"",
            })
    void headers_that_make_no_sense_never_break_the_service(String header) throws IOException {
        String answer = raw("POST /v1/subscriptions/acme/cancel HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token("service")
                + "\r\nConnection: close\r\n"
                + (header.contains("Content-Type") ? "" : "Content-Type: application/json\r\n")
                + header
                + "\r\n"
                + (header.contains("Content-Length") || header.contains("Transfer") ? "" : "Content-Length: 2\r\n")
                + "\r\n{}");
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            checkProblem(answer);
        }
    }

    @Test
    void a_header_block_that_is_too_large_is_answered_with_a_problem() throws IOException {
        isProblem("GET /v1/invoices HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000)
                + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void a_request_line_that_is_too_long_is_answered_with_a_problem() throws IOException {
        isProblem("GET /v1/invoices?q=" + "y".repeat(20_000)
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    @Test
    void more_parameters_than_anybody_needs_are_refused() {
        get("service", "/v1/invoices?" + "a=1&".repeat(1000)).isProblem(400, "malformed");
    }

    @Test
    void chunks_that_are_broken_are_malformed() throws IOException {
        for (String chunks : new String[] {"zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}", "-1\r\n\r\n", "5\r\n{}\r\n0\r\n\r\n"}) {
            isProblem("POST /v1/subscriptions/acme/cancel HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + token("service")
                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                    + chunks);
        }
    }

    private void isProblem(String request) throws IOException {
        checkProblem(raw(request));
    }

    private static void checkProblem(String answer) {
        String status = answer.lines().findFirst().orElse("");
        assertThat(status).as(answer).matches("HTTP/1.1 4\\d\\d.*");
        assertThat(answer).containsIgnoringCase("Content-Type: application/problem+json");
        assertThat(answer).containsIgnoringCase("X-Request-Id: ");
        assertThat(answer).contains("\"code\":\"", "\"traceId\":\"");
    }

    /** Sends bytes as they are and reads until the service closes. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
