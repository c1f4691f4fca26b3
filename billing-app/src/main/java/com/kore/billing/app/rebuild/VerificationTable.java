package com.kore.billing.app.rebuild;

import com.kore.billing.app.rebuild.VerificationReport.Status;
import com.kore.billing.app.rebuild.VerificationReport.VerifiedProjection;
import com.kore.billing.projections.json.DomainJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import tools.jackson.databind.json.JsonMapper;

/** The table of verifications, which any node answers from; the newest 100 are kept. Its times are the database's. */
final class VerificationTable {
    /** How long one may not be heard of before it counts as dead: longer than any statement may take. */
    private static final Duration SILENT_MAX = Duration.ofSeconds(60);

    private static final int KEPT = 100;
    private static final JsonMapper JSON = DomainJson.mapperBuilder().build();
    private static final String FIND =
            "SELECT v.*, (SELECT COUNT(*) FROM given_up_event) AS given_up FROM verification v ";
    private static final String FAIL =
            "UPDATE verification SET status = 'failed', slot = NULL, finished_at = seen_at WHERE slot = 1";

    private final JdbcClient jdbc;

    VerificationTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes the slot for a new one; empty if one is running. */
    Optional<Long> begin(String requestedBy) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        try {
            jdbc.sql(
                            "INSERT INTO verification (slot, requested_by, started_at, seen_at, status, done, total, projections)"
                                    + " VALUES (1, ?, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 'running', 0, 0, '[]')")
                    .param(requestedBy)
                    .update(key, "id");
        } catch (DuplicateKeyException running) {
            return Optional.empty();
        }
        long id = Objects.requireNonNull(key.getKeyAs(Number.class)).longValue();
        jdbc.sql(
                        "DELETE FROM verification WHERE id < (SELECT MIN(id) FROM (SELECT id FROM verification ORDER BY id DESC"
                                + " LIMIT ?) kept)")
                .param(KEPT)
                .update();
        return Optional.of(id);
    }

    Optional<VerificationReport> find(long id) {
        return jdbc.sql(FIND + "WHERE id = ?")
                .param(id)
                .query(VerificationTable::report)
                .optional();
    }

    Optional<VerificationReport> running() {
        return jdbc.sql(FIND + "WHERE slot = 1")
                .query(VerificationTable::report)
                .optional();
    }

    /** Declares what has not been heard of to have failed. */
    void failSilent() {
        jdbc.sql(FAIL + " AND seen_at < CURRENT_TIMESTAMP - INTERVAL '" + SILENT_MAX.toSeconds() + "' SECOND")
                .update();
    }

    /** Declares whatever runs to have failed: for a store that nobody else uses. */
    void failAll() {
        jdbc.sql(FAIL).update();
    }

    /** Writes down how far it has come; whether it may go on, because nobody has declared it failed. */
    boolean progress(long id, long done, long total, List<VerifiedProjection> projections) {
        return jdbc.sql("UPDATE verification SET seen_at = CURRENT_TIMESTAMP, done = ?, total = ?, projections = ?"
                                + " WHERE id = ? AND slot = 1")
                        .params(done, total, JSON.writeValueAsString(projections), id)
                        .update()
                == 1;
    }

    /** Writes down how it ended; nothing if somebody has declared it failed. */
    void end(long id, Status status) {
        jdbc.sql("UPDATE verification SET seen_at = CURRENT_TIMESTAMP, finished_at = CURRENT_TIMESTAMP, status = ?,"
                        + " slot = NULL WHERE id = ? AND slot = 1")
                .params(status.name().toLowerCase(Locale.ROOT), id)
                .update();
    }

    private static VerificationReport report(ResultSet row, int ignored) throws SQLException {
        Instant startedAt = row.getObject("started_at", OffsetDateTime.class).toInstant();
        Instant seenAt = row.getObject("seen_at", OffsetDateTime.class).toInstant();
        Status status = Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
        long done = row.getLong("done");
        long total = row.getLong("total");
        Pace pace = Pace.of(done, total - done, startedAt, seenAt);
        return new VerificationReport(
                row.getLong("id"),
                status,
                row.getString("requested_by"),
                startedAt,
                Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                done,
                total,
                pace.eventsPerSecond(),
                status == Status.RUNNING ? pace.remainingSeconds() : Optional.empty(),
                row.getLong("given_up"),
                JSON.readerForListOf(VerifiedProjection.class).readValue(row.getString("projections")));
    }
}
