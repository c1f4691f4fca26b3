package com.kore.billing.app.automation;

import com.kore.billing.app.automation.RunReport.Failures;
import com.kore.billing.app.automation.RunReport.Status;
import com.kore.billing.projections.json.DomainJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import tools.jackson.databind.json.JsonMapper;

/** The table of billing runs that did something; the newest 10,000 are kept. */
public final class BillingRuns {
    private static final int KEPT = 10_000;
    private static final JsonMapper JSON = DomainJson.mapperBuilder().build();

    private final JdbcClient jdbc;

    BillingRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How a run stands, to be written down.
     *
     * @param at the computer's time
     */
    record Progress(
            Instant at,
            long due,
            long done,
            long renewals,
            long collections,
            Failures failures,
            Optional<Long> remainingSeconds) {

        boolean didSomething() {
            return done > 0 || failures.count() > 0;
        }
    }

    /** The newest first. */
    public List<RunReport> newest(Optional<Long> before, int limit) {
        return jdbc.sql("SELECT id, node, started_at, finished_at, seen_at, status, due, done, renewals, collections,"
                        + " failures, remaining_seconds FROM billing_run WHERE id < ? ORDER BY id DESC LIMIT ?")
                .params(before.orElse(Long.MAX_VALUE), limit)
                .query(BillingRuns::report)
                .list();
    }

    private static RunReport report(ResultSet row, int ignored) throws SQLException {
        Instant startedAt = row.getObject("started_at", OffsetDateTime.class).toInstant();
        Instant seenAt = row.getObject("seen_at", OffsetDateTime.class).toInstant();
        long done = row.getLong("done");
        return new RunReport(
                row.getLong("id"),
                row.getString("node"),
                startedAt,
                Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getLong("due"),
                done,
                row.getLong("renewals"),
                row.getLong("collections"),
                JSON.readValue(row.getString("failures"), Failures.class),
                perSecond(done, Duration.between(startedAt, seenAt)),
                Optional.ofNullable(row.getObject("remaining_seconds", Long.class)));
    }

    static long perSecond(long done, Duration taken) {
        return done * 1000 / Math.max(1, taken.toMillis());
    }

    /** Writes down that a run has begun, and that those which had not ended by now never will: one runs at a time. */
    long begin(String node, Instant startedAt, Progress progress) {
        jdbc.sql("UPDATE billing_run SET status = ?, finished_at = seen_at, remaining_seconds = NULL WHERE status = ?")
                .params(name(Status.ABANDONED), name(Status.RUNNING))
                .update();
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO billing_run (node, started_at, seen_at, status, due, done, renewals, collections,"
                        + " failures, remaining_seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(node, utc(startedAt), utc(progress.at()), name(Status.RUNNING))
                .params(figures(progress))
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKeyAs(Number.class)).longValue();
        jdbc.sql("DELETE FROM billing_run WHERE id <= ?").param(id - KEPT).update();
        return id;
    }

    /** Writes down how far a run has come; nothing if another node has declared it abandoned. */
    void progress(long id, Progress progress) {
        update(id, progress, Status.RUNNING, null);
    }

    void end(long id, Progress progress, Status status) {
        update(id, progress, status, utc(progress.at()));
    }

    private void update(long id, Progress progress, Status status, @Nullable OffsetDateTime finishedAt) {
        jdbc.sql("UPDATE billing_run SET due = ?, done = ?, renewals = ?, collections = ?, failures = ?,"
                        + " remaining_seconds = ?, seen_at = ?, status = ?, finished_at = ? WHERE id = ? AND"
                        + " status = ?")
                .params(figures(progress))
                .params(Arrays.<@Nullable Object>asList(
                        utc(progress.at()), name(status), finishedAt, id, name(Status.RUNNING)))
                .update();
    }

    private static List<@Nullable Object> figures(Progress progress) {
        return Arrays.asList(
                progress.due(),
                progress.done(),
                progress.renewals(),
                progress.collections(),
                JSON.writeValueAsString(progress.failures()),
                progress.remainingSeconds().orElse(null));
    }

    private static String name(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
