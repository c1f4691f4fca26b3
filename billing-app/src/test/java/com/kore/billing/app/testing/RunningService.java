package com.kore.billing.app.testing;

import com.kore.billing.app.BillingApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a port of its own, and a client that speaks to it as others do. */
public final class RunningService implements AutoCloseable {
    /** Base64 of 32 bytes. */
    private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final ConfigurableApplicationContext context;
    private final JsonNode tokens;
    private final URI base;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningService(ConfigurableApplicationContext context, Path dataDir) throws IOException {
        this.context = context;
        this.tokens = JsonMapper.builder().build().readTree(Files.readString(dataDir.resolve("tokens.json")));
        this.base = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    /** Starts on a fresh database, in sandbox time that begins at an instant. */
    public static RunningService inSandboxTime(Vendor database, Path dataDir, String start) {
        return start(database, dataDir, Map.of("billing.clock", "sandbox", "billing.clock-start", start));
    }

    /**
     * Starts on a fresh database; with H2, on what stands in the folder.
     *
     * @param more configuration besides the service's own
     */
    public static RunningService start(Vendor database, Path dataDir, Map<String, String> settings, Class<?>... more) {
        return on(
                database == Vendor.POSTGRESQL ? TestDatabases.freshPostgres() : TestDatabases.h2In(dataDir),
                dataDir,
                settings,
                more);
    }

    /**
     * Starts on a database that outlives it, as it is found after a restart, or by another node.
     *
     * @param more configuration besides the service's own
     */
    public static RunningService on(
            TestDatabase database, Path dataDir, Map<String, String> settings, Class<?>... more) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(BillingApplication.class).sources(more);
        String[] arguments = arguments(database, dataDir, settings).toArray(String[]::new);
        try {
            return new RunningService(application.run(arguments), dataDir);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What the service is started with; also for a process of its own. */
    public static List<String> arguments(TestDatabase database, Path dataDir, Map<String, String> settings) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--server.port=0");
        arguments.add("--billing.data-dir=" + dataDir);
        settings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        if (database.vendor() == Vendor.POSTGRESQL) {
            arguments.add("--spring.profiles.active=postgresql");
            arguments.add("--spring.datasource.url=" + database.url());
            arguments.add("--spring.datasource.username=" + database.user());
            arguments.add("--spring.datasource.password=" + database.password());
            arguments.add("--billing.encryption.master-key=" + MASTER_KEY);
        } else {
            arguments.add("--spring.datasource.url=" + database.url() + ";WRITE_DELAY=0");
        }
        return arguments;
    }

    /** A bean of the running service, for what has no HTTP. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String token(String role) {
        return tokens.get(role).asString();
    }

    public URI base() {
        return base;
    }

    /** A request to a path, by nobody yet. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path));
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

    /** A request as it is. */
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

    @Override
    public void close() {
        context.close();
    }
}
