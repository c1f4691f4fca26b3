package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.proof.Checkpoint;
import com.kore.billing.app.proof.VerifyCommand;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A little history of four accounts, and an auditor who keeps checkpoints and exports of it. */
abstract class AuditedHistory {
    static final int ACCOUNTS = 4;

    @TempDir
    Path directory;

    private final TestDatabase database;
    private RunningService service;

    AuditedHistory(Vendor vendor) {
        database = TestDatabases.fresh(vendor);
    }

    @BeforeEach
    void a_little_history() {
        start();
        for (int n = 0; n < ACCOUNTS; n++) {
            service.post("service", "/v1/subscriptions", """
                    {"subscriptionId":"audited-%d","accountName":"Acme","managedUsers":3}""".formatted(n)).is(201);
            for (int users = 5; users < 8; users++) {
                users(n, users);
            }
        }
    }

    private void start() {
        service = RunningService.on(database, directory, Map.of());
    }

    void restart() {
        service.close();
        start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    RunningService service() {
        return service;
    }

    void users(int account, int users) {
        service.post(
                        "service",
                        "/v1/subscriptions/audited-" + account + "/change-managed-users",
                        "{\"managedUsers\":" + users + "}")
                .is(200);
    }

    Checkpoint checkpoint() {
        return Checkpoint.parse(service.get("auditor", "/v1/audit/checkpoint")
                .is(200)
                .response()
                .body());
    }

    List<JsonNode> export(long after) {
        JsonMapper json = JsonMapper.builder().build();
        return service.get("auditor", "/v1/audit/events?after=" + after)
                .is(200)
                .response()
                .body()
                .lines()
                .map(json::readTree)
                .toList();
    }

    /** What the verifier prints about an export of now. */
    String verified(Checkpoint checkpoint) throws IOException {
        Path export = Files.writeString(
                directory.resolve("export.ndjson"),
                service.get("auditor", "/v1/audit/events").is(200).response().body());
        Path kept = Files.writeString(
                directory.resolve("kept.json"), JsonMapper.builder().build().writeValueAsString(checkpoint));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int exit = VerifyCommand.run(
                List.of(export.toString(), "--checkpoint", kept.toString(), "--key-id", checkpoint.keyId()),
                new PrintStream(output, true, StandardCharsets.UTF_8));
        String printed = output.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(printed).isEqualTo(printed.contains("NOT VERIFIED") ? 1 : 0);
        return printed;
    }

    JdbcClient sql() {
        return service.bean(JdbcClient.class);
    }

    int leafOf(String account, int sequence) {
        return export(0).stream()
                .filter(event -> event.get("subscriptionId").asString("").equals(account)
                        && event.get("sequence").asInt() == sequence)
                .map(event -> event.get("leafIndex").asInt())
                .findFirst()
                .orElseThrow();
    }
}
