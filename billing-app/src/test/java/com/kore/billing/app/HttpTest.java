package com.kore.billing.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.security.TokensFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service behind a real socket, with a scripted event store: one shared context for all tests that need no database. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "billing.data-dir=target/http-test",
            "spring.datasource.url=jdbc:h2:mem:http-test;DB_CLOSE_DELAY=-1",
            "billing.encryption.master-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        })
@Import({ScriptedDispatcher.class, Doorstep.class})
public abstract class HttpTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    protected ScriptedDispatcher dispatcher;

    @Autowired
    private BillingSettings settings;

    @LocalServerPort
    protected int port;

    @BeforeEach
    void forget() {
        dispatcher.reset();
    }

    /** What came back. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        /** Checks that it is a problem of this status and code, with all that a problem has. */
        public Answer isProblem(int status, String code) {
            assertThat(response.statusCode()).as(text()).isEqualTo(status);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(json().path("code").stringValue("")).isEqualTo(code);
            assertThat(json().path("status").intValue(0)).isEqualTo(status);
            assertThat(json().path("type").stringValue("")).isEqualTo("urn:kore-billing:problem:" + code);
            assertThat(json().path("title").stringValue("")).isNotBlank();
            assertThat(json().path("detail").stringValue("")).isNotBlank();
            assertThat(json().path("traceId").stringValue("")).matches("[0-9a-f]{32}");
            assertThat(header("X-Request-Id")).isNotBlank();
            return this;
        }

        /** The violations as {@code field message}. */
        public List<String> violations() {
            return json().path("violations")
                    .valueStream()
                    .map(violation -> violation.path("field").stringValue() + " "
                            + violation.path("message").stringValue())
                    .toList();
        }
    }

    protected String token(String caller) {
        try {
            return JSON.readTree(Files.readString(TokensFile.in(settings.dataDirectory())))
                    .path(caller)
                    .stringValue("");
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    /** A request by one of the five callers, with JSON as the type of its body. */
    protected HttpRequest.Builder as(String caller, String path) {
        return withToken(token(caller), path);
    }

    protected HttpRequest.Builder withToken(String token, String path) {
        return anonymously(path).header("Authorization", "Bearer " + token);
    }

    protected HttpRequest.Builder anonymously(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    protected Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    protected Answer post(String caller, String path, String body) {
        return send(as(caller, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    protected Answer get(String caller, String path) {
        return send(as(caller, path));
    }
}
