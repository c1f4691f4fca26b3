package com.kore.billing.app.rebuild;

import com.kore.billing.app.rebuild.ReplayReport.Status;
import com.kore.billing.domain.account.SubscriptionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * The table of replays, which any node answers from; the newest 100 of a read model are kept. Whoever works on one has a name of its own in
 * it, another one each time, and writes nothing once another name stands there. Its times are the database's.
 */
final class ReplayTable {
    /** How long a node may not be heard of before another one goes on: longer than any statement may take. */
    private static final Duration SILENT_MAX = Duration.ofSeconds(30);

    private static final int KEPT = 100;
    private static final String UNFINISHED = "(slot IS NOT NULL OR abandoned IS NOT NULL)";
    private static final String FREE =
            "(worker = '' OR seen_at < CURRENT_TIMESTAMP - INTERVAL '" + SILENT_MAX.toSeconds() + "' SECOND)";

    private final JdbcClient jdbc;

    ReplayTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A replay that is being worked on.
     *
     * @param worker the name of who does
     * @param generation that is being filled, or was
     * @param after the subscription up to which it has been filled
     * @param abandoned the generation whose rows are to be removed, once there is one
     */
    record Work(
            long id,
            String worker,
            String projection,
            long generation,
            Optional<SubscriptionId> after,
            Optional<Long> abandoned) {}

    /** Begins one of a read model, to be worked on; empty if one is running. */
    Optional<Work> begin(String projection, long generation, String requestedBy) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        String worker = newWorker();
        try {
            jdbc.sql(
                            "INSERT INTO replay (projection, slot, generation, worker, requested_by, started_at, resumed_at, seen_at,"
                                    + " status, done, resumed_done, total) VALUES (?, ?, ?, ?, ?, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP,"
                                    + " CURRENT_TIMESTAMP, 'running', 0, 0, 0)")
                    .params(projection, projection, generation, worker, requestedBy)
                    .update(key, "id");
        } catch (DuplicateKeyException running) {
            return Optional.empty();
        }
        jdbc.sql("DELETE FROM replay WHERE projection = ? AND NOT " + UNFINISHED
                        + " AND id < (SELECT MIN(id) FROM (SELECT id"
                        + " FROM replay WHERE projection = ? ORDER BY id DESC LIMIT ?) kept)")
                .params(projection, projection, KEPT)
                .update();
        return Optional.of(new Work(
                Objects.requireNonNull(key.getKeyAs(Number.class)).longValue(),
                worker,
                projection,
                generation,
                Optional.empty(),
                Optional.empty()));
    }

    Optional<ReplayReport> find(String projection, long id) {
        return jdbc.sql("SELECT * FROM replay WHERE projection = ? AND id = ?")
                .params(projection, id)
                .query(ReplayTable::report)
                .optional();
    }

    Optional<ReplayReport> running(String projection) {
        return jdbc.sql("SELECT * FROM replay WHERE slot = ?")
                .param(projection)
                .query(ReplayTable::report)
                .optional();
    }

    /** The newest first. */
    List<ReplayReport> newest(String projection, long before, int limit) {
        return jdbc.sql("SELECT * FROM replay WHERE projection = ? AND id < ? ORDER BY id DESC LIMIT ?")
                .params(projection, before, limit)
                .query(ReplayTable::report)
                .list();
    }

    /** Frees whatever is being worked on: for a store that nobody else uses. */
    void freeAll() {
        jdbc.sql("UPDATE replay SET worker = '' WHERE " + UNFINISHED).update();
    }

    /** Lets another node, or this one later, go on. */
    void free(Work work) {
        mine(work, "worker = ''");
    }

    /** The replays of some read models that nobody works on, for the caller to do so from now on. */
    List<Work> takeFree(Set<String> projections) {
        return jdbc
                .sql("SELECT id FROM replay WHERE projection IN (:projections) AND " + UNFINISHED + " AND " + FREE
                        + " ORDER BY id")
                .param("projections", projections)
                .query((row, n) -> row.getLong("id"))
                .list()
                .stream()
                .flatMap(id -> take(id).stream())
                .toList();
    }

    private Optional<Work> take(long id) {
        String worker = newWorker();
        int taken = jdbc.sql("UPDATE replay SET worker = ?, seen_at = CURRENT_TIMESTAMP,"
                        + " resumed_at = CASE WHEN slot IS NULL THEN resumed_at ELSE CURRENT_TIMESTAMP END,"
                        + " resumed_done = CASE WHEN slot IS NULL THEN resumed_done ELSE done END WHERE id = ? AND "
                        + UNFINISHED + " AND " + FREE)
                .params(worker, id)
                .update();
        return taken == 0
                ? Optional.empty()
                : jdbc.sql("SELECT * FROM replay WHERE id = ?")
                        .param(id)
                        .query((row, n) -> new Work(
                                id,
                                worker,
                                row.getString("projection"),
                                row.getLong("generation"),
                                Optional.ofNullable(row.getString("after_subscription"))
                                        .map(SubscriptionId::new),
                                Optional.ofNullable(row.getObject("abandoned", Long.class))))
                        .optional();
    }

    private static String newWorker() {
        return UUID.randomUUID().toString();
    }

    /** Writes down how many events there are. */
    void counted(Work work, long total) {
        mine(work, "total = ?", total);
    }

    /** Whether it is still this worker's, and no other one's until the transaction ends. */
    boolean isHeldBy(Work work) {
        return mine(work, "seen_at = CURRENT_TIMESTAMP");
    }

    /** Writes down how far one has come. */
    void progress(Work work, long events, Optional<SubscriptionId> upTo) {
        mine(
                work,
                "done = done + ?, after_subscription = COALESCE(CAST(? AS VARCHAR), after_subscription)",
                events,
                upTo.map(SubscriptionId::value).orElse(null));
    }

    /** The new rows answer; those of the old generation, if there was one, are to be removed. Whether it is still this worker's. */
    boolean completed(Work work, Optional<Long> oldGeneration) {
        return mine(
                work,
                "finished_at = CURRENT_TIMESTAMP, status = 'completed', slot = NULL, total = done, abandoned = CAST(? AS BIGINT)",
                oldGeneration.orElse(null));
    }

    /** What answered before goes on answering, and the new rows are to be removed. */
    boolean failed(Work work, String failure) {
        return mine(
                work,
                "finished_at = CURRENT_TIMESTAMP, status = 'failed', slot = NULL, failure = ?, abandoned = generation",
                failure);
    }

    /** No rows are left to be removed. */
    boolean cleaned(Work work) {
        return mine(work, "abandoned = NULL");
    }

    private boolean mine(Work work, String assignments, @Nullable Object... values) {
        return jdbc.sql("UPDATE replay SET " + assignments + " WHERE id = ? AND worker = ?")
                        .params(Arrays.<@Nullable Object>asList(values))
                        .params(work.id(), work.worker())
                        .update()
                == 1;
    }

    private static ReplayReport report(ResultSet row, int ignored) throws SQLException {
        Status status = Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
        long done = row.getLong("done");
        long total = Math.max(done, row.getLong("total"));
        Optional<Instant> finishedAt = Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
        Pace pace = Pace.of(
                done - row.getLong("resumed_done"),
                total - done,
                instant(row, "resumed_at"),
                finishedAt.orElse(instant(row, "seen_at")));
        return new ReplayReport(
                row.getLong("id"),
                row.getString("projection"),
                status,
                row.getString("requested_by"),
                instant(row, "started_at"),
                finishedAt,
                done,
                total,
                pace.eventsPerSecond(),
                status == Status.RUNNING ? pace.remainingSeconds() : Optional.empty(),
                Optional.ofNullable(row.getString("failure")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
