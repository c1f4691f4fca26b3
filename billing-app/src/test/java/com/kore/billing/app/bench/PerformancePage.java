package com.kore.billing.app.bench;

import com.kore.billing.app.testing.Commit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;

/** The sections of docs/performance.md that benchmarks write: a heading, what they found between two lines that say so, and words that people wrote. */
final class PerformancePage {
    private static final Path PAGE = Path.of("..", "docs", "performance.md");
    private static final String END = "<!-- until here -->";

    private PerformancePage() {}

    /** Puts what a benchmark found in the place of what it found before. */
    static void replace(String benchmark, List<String> found) throws IOException {
        List<String> page = new ArrayList<>(Files.readAllLines(PAGE));
        int begin = page.indexOf("<!-- written by %s -->".formatted(benchmark));
        int end = begin + page.subList(Math.max(begin, 0), page.size()).indexOf(END);
        if (begin < 0 || end <= begin) {
            throw new IllegalStateException(PAGE + " has no place for what " + benchmark + " found");
        }
        page.subList(begin + 1, end).clear();
        page.addAll(begin + 1, found);
        Files.write(PAGE, page);
    }

    /** When, on what, and of which commit. */
    static String circumstances(JdbcTemplate jdbc) throws IOException {
        return String.format(
                Locale.ROOT,
                "%s, %d processors (%s), JDK %s, PostgreSQL %s, shared_buffers %s, work_mem %s, commit `%s`; load average %.1f.",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                Runtime.version().feature(),
                shown(jdbc, "server_version"),
                shown(jdbc, "shared_buffers"),
                shown(jdbc, "work_mem"),
                Commit.SHORT,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** How many rows tables have, and how much room they take with their indexes. */
    static String sizes(JdbcTemplate jdbc, List<String> tables) {
        long rows = 0;
        long bytes = 0;
        for (String table : tables) {
            rows += number(jdbc, "SELECT reltuples::bigint FROM pg_class WHERE relname = ?", table);
            bytes += number(jdbc, "SELECT pg_total_relation_size(CAST(? AS regclass))", table);
        }
        return String.format(Locale.ROOT, "%.1f million rows, %.1f GB with their indexes", rows / 1e6, bytes / 1e9);
    }

    private static long number(JdbcTemplate jdbc, String sql, String table) {
        Long number = jdbc.queryForObject(sql, Long.class, table);
        return number == null ? 0 : number;
    }

    private static String shown(JdbcTemplate jdbc, String setting) {
        return String.valueOf(jdbc.queryForObject("SHOW " + setting, String.class));
    }

    private static String processor() throws IOException {
        Path told = Path.of("/proc/cpuinfo");
        return !Files.isReadable(told)
                ? System.getProperty("os.arch")
                : Files.readAllLines(told).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
    }
}
