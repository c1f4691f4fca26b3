package com.kore.billing.app.analytics.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Downloads;
import com.kore.billing.app.testing.DuckDb;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A service with a heap of 256 MB gives a large view; {@code -Dexports.rows} asks for another number of rows. H2, which sorts a large result in a
 * file before its first row, gets a fifth of them.
 */
class LargeViewTest {
    private static final int ROWS = Integer.getInteger("exports.rows", 300_000);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void a_large_view_comes_whole_in_every_form(Vendor vendor) throws IOException {
        int rows = vendor == Vendor.H2 ? ROWS / 5 : ROWS;
        TestDatabase database = TestDatabases.fresh(vendor);
        try (HikariDataSource dataSource = database.open()) {
            ManyRows.revenue(JdbcClient.create(dataSource), vendor, rows);
        }
        try (ServiceProcess process =
                        ServiceProcess.start(folder, Map.of(), RunningService.arguments(database, folder, Map.of()));
                DuckDb duck = new DuckDb()) {
            Downloads downloads = new Downloads(new ServiceClient(process.awaitReady(), folder), folder);
            for (String form : List.of("csv", "ndjson", "parquet")) {
                long begun = System.nanoTime();
                Path file = downloads.export("revenue_schedule." + form).path();
                tell(vendor, rows, form, begun, file, process);

                assertThat(duck.rows("SELECT COUNT(*), SUM(amount_minor), COUNT(DISTINCT entry_id) FROM '%s'"
                                .formatted(file)))
                        .containsExactly("%1$d|%2$d|%1$d".formatted(rows, (long) rows * (rows + 1L) / 2));
                if (form.equals("parquet")) {
                    assertThat(duck.value("SELECT COUNT(DISTINCT row_group_id) >= %d FROM parquet_metadata('%s')"
                                    .formatted(rows / 100_000, file)))
                            .isEqualTo("true");
                }
            }
        }
    }

    private static void tell(Vendor vendor, int rows, String form, long begunNanos, Path file, ServiceProcess process)
            throws IOException {
        Duration took = Duration.ofNanos(System.nanoTime() - begunNanos);
        System.out.printf(
                Locale.ROOT,
                "large-view %s on=%s rows=%d ms=%d bytes=%d peak-resident-mb=%d%n",
                form,
                vendor,
                rows,
                took.toMillis(),
                Files.size(file),
                process.peakResidentBytes() / 1_000_000);
    }
}
