package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Commit;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A million events are exported by a service with a heap of 256 MB, and verified by a process with no more. The events are those of two dozen
 * accounts over three years, copied in the database under other ids. {@code -Dcampaign.events} asks for another number.
 */
class LargeExport {
    private static final long EVENTS = Long.getLong("campaign.events", 1_000_000);
    private static final int ACCOUNTS = 24;
    private static final String COPY = """
            INSERT INTO event (aggregate_identifier, sequence_number, type, event_identifier, payload_type, payload_revision,
              time_stamp, payload, meta_data)
            SELECT REPLACE(aggregate_identifier, 'sample', ?), sequence_number, type,
              CONCAT(SUBSTRING(event_identifier, 1, 28), CAST(? AS VARCHAR)), payload_type, payload_revision, time_stamp,
              REPLACE(REPLACE(payload, 'sample', ?), 'SAMPLE', ?), meta_data
            FROM event WHERE aggregate_identifier LIKE 'sample%' ORDER BY position""";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void a_million_events_are_exported_and_verified_with_a_heap_of_256_megabytes(Vendor vendor) throws Exception {
        TestDatabase database = vendor == Vendor.H2 ? TestDatabases.h2In(directory) : TestDatabases.freshPostgres();
        try (ServiceProcess process = start(database)) {
            playThreeYears(new ServiceClient(process.awaitReady(), directory));
        }
        long stored = copied(database);
        Path export = directory.resolve("export.ndjson");
        Path checkpoint = directory.resolve("checkpoint.json");
        try (ServiceProcess process = start(database)) {
            ServiceClient service = new ServiceClient(process.awaitReady(), directory);
            long begun = System.nanoTime();
            download(service, "/v1/audit/events", export);
            tell("export", vendor, stored, begun, process);
            Files.writeString(
                    checkpoint,
                    service.get("auditor", "/v1/audit/checkpoint")
                            .is(200)
                            .response()
                            .body());
        }
        try (Stream<String> lines = Files.lines(export)) {
            assertThat(lines.count()).isEqualTo(stored).isGreaterThanOrEqualTo(EVENTS);
        }
        verify(vendor, export, checkpoint, stored);
    }

    private ServiceProcess start(TestDatabase database) {
        return ServiceProcess.start(
                directory,
                Map.of("BILLING_CLOCK", "sandbox", "BILLING_CLOCK_START", "2026-01-31T12:00:00Z"),
                RunningService.arguments(database, directory, Map.of()));
    }

    private static void playThreeYears(ServiceClient service) {
        for (int account = 0; account < ACCOUNTS; account++) {
            String id = "sample-" + account;
            service.post("service", "/v1/subscriptions", """
                    {"subscriptionId":"%s","accountName":"Acme","managedUsers":3,"billingProfile":{"contactName":"Ada",\
                    "email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield","postalCode":"12345",\
                    "country":"US"}}}""".formatted(id)).is(201);
            service.post("service", "/v1/subscriptions/" + id + "/change-plan", """
                    {"plan":"premium","interval":"monthly","paymentMethod":{"kind":"card","token":"tok_visa",\
                    "brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2040}}""")
                    .is(200);
        }
        service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"P3Y\"}")
                .is(200);
    }

    /** @return how many there are then */
    private static long copied(TestDatabase database) throws SQLException {
        String url = database.url() + (database.vendor() == Vendor.H2 ? ";WRITE_DELAY=0" : "");
        try (Connection connection = DriverManager.getConnection(url, database.user(), database.password())) {
            long count = count(connection);
            try (PreparedStatement copy = connection.prepareStatement(COPY)) {
                for (int number = 10_000_000; count < EVENTS; number++) {
                    copy.setString(1, "copy-" + number);
                    copy.setInt(2, number);
                    copy.setString(3, "copy-" + number);
                    copy.setString(4, "COPY-" + number);
                    count += copy.executeUpdate();
                }
            }
            assertThat(count(connection)).isEqualTo(count);
            return count;
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM event")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void download(ServiceClient service, String path, Path file)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Path> answer = client.send(
                    service.request(path)
                            .header("Authorization", "Bearer " + service.token("auditor"))
                            .build(),
                    HttpResponse.BodyHandlers.ofFile(file));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    private void verify(Vendor vendor, Path export, Path checkpoint, long stored) throws IOException {
        long begun = System.nanoTime();
        try (ServiceProcess verifier = ServiceProcess.start(
                directory, Map.of(), List.of("verify", export.toString(), "--checkpoint", checkpoint.toString()))) {
            String printed = verifier.outputUntil("checked ");
            tell("verify", vendor, stored, begun, verifier);
            printed += verifier.outputUntil("VERIFIED");

            assertThat(verifier.awaitEnd()).as(printed).isZero();
            if (stored > 100_000) {
                assertThat(printed).contains("100000 lines so far");
            }
            assertThat(printed).contains("%d leaves".formatted(stored));
            assertThat(printed).contains("VERIFIED      the first %d events are what was signed".formatted(stored));
        }
    }

    private static void tell(String what, Vendor vendor, long events, long begunNanos, ServiceProcess process)
            throws IOException {
        Duration took = Duration.ofNanos(System.nanoTime() - begunNanos);
        System.out.printf(
                Locale.ROOT,
                "large-export %s on=%s commit=%s events=%d seconds=%d events/s=%d peak-resident-mb=%d%n",
                what,
                vendor,
                Commit.SHORT,
                events,
                took.toSeconds(),
                events * 1000 / Math.max(1, took.toMillis()),
                process.peakResidentBytes() / 1_000_000);
    }
}
