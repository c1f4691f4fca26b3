package com.kore.billing.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores that are not empty: the service starts on them, says what it found, and adds nothing. */
@ExtendWith(OutputCaptureExtension.class)
class UntouchedStoreTest {
    private static final Map<String, String> DEMO = Map.of("billing.demo", "true");

    @TempDir
    private Path dataDir;

    @Test
    void one_with_accounts_of_its_own_is_left_alone_and_its_time_does_not_go_back(CapturedOutput output) {
        try (RunningService service = RunningService.on(TestDatabases.h2In(dataDir), dataDir, Map.of())) {
            service.post("service", "/v1/subscriptions", "{\"subscriptionId\":\"acme\",\"accountName\":\"Acme Inc.\"}")
                    .is(201);
        }
        Instant before = Instant.now().minusSeconds(60);

        try (RunningService service = RunningService.on(TestDatabases.h2In(dataDir), dataDir, DEMO)) {
            assertThat(service.bean(EventReader.class).count()).isEqualTo(1);
            assertThat(Instant.parse(
                            service.get("operator", "/v1/sandbox/clock").at("/now")))
                    .isAfter(before);
            assertThat(output).contains("This store holds other accounts: no sample accounts are added.");
        }
    }

    @Test
    void one_with_a_part_of_the_year_says_so_and_how_to_begin_anew(CapturedOutput output) {
        TestDatabase database = TestDatabases.h2In(dataDir);
        try (HikariDataSource dataSource = database.open()) {
            new YearRecord(JdbcClient.create(dataSource)).claim(Instant.parse("2026-03-01T00:00:00Z"));
        }

        try (RunningService service = RunningService.on(database, dataDir, DEMO)) {
            assertThat(service.bean(EventReader.class).count()).isZero();
            assertThat(output)
                    .contains("The year of sample accounts is not complete", "To begin anew, stop the service");
        }
    }
}
