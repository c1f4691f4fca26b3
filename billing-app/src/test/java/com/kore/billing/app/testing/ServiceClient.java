package com.kore.billing.app.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a service as others do, with the tokens that it generated at its start. */
public class ServiceClient {
    private final JsonNode tokens;
    private final URI base;
    private final Optional<Duration> patience;
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param dataDir of the service, where its tokens are */
    public ServiceClient(URI base, Path dataDir) {
        this(base, dataDir, Optional.empty());
    }

    /** @param patience how long an answer may take, if there is an end to it */
    public ServiceClient(URI base, Path dataDir, Optional<Duration> patience) {
        try {
            this.tokens = JsonMapper.builder().build().readTree(Files.readString(dataDir.resolve("tokens.json")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        this.base = base;
        this.patience = patience;
    }

    public String token(String role) {
        return tokens.get(role).asString();
    }

    public URI base() {
        return base;
    }

    /** A request to a path, by nobody yet. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        patience.ifPresent(request::timeout);
        return request;
    }

    public Answer get(String role, String path, String... headers) {
        HttpRequest.Builder request = request(path).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(role, request);
    }

    public Answer post(String role, String path, String body, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(role, request);
    }

    /** The summary once the read models show what this answer's command did. */
    public Answer summaryAfter(Answer command) {
        return get(
                        "service",
                        "/v1/subscriptions/%s/account-summary?minVersion=%s"
                                .formatted(command.at("/subscriptionId"), command.at("/version")))
                .is(200);
    }

    /** A request with the token of a role. */
    public Answer send(String role, HttpRequest.Builder request) {
        return send(request.header("Authorization", "Bearer " + token(role)));
    }

    /**
     * A request as it is.
     *
     * @throws UncheckedIOException if no whole answer came
     */
    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
