package com.kore.billing.app.rebuild;

import com.kore.billing.app.rebuild.VerificationReport.Status;
import com.kore.billing.app.rebuild.VerificationReport.VerifiedProjection;
import com.kore.billing.projections.json.DomainJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The table of verifications. */
final class VerificationTable {
    private static final JsonMapper JSON = DomainJson.mapperBuilder().build();
    private static final String FIND =
            "SELECT v.*, (SELECT COUNT(*) FROM given_up_event) AS given_up FROM verification v ";

    private final JdbcClient jdbc;
    private final SlotTable slot;

    VerificationTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.slot = new SlotTable(jdbc, "verification", "done, total, projections", "0, 0, '[]'");
    }

    Optional<VerificationReport> find(long id) {
        return jdbc.sql(FIND + "WHERE id = ?")
                .param(id)
                .query(VerificationTable::report)
                .optional();
    }

    /** The newest first. */
    List<VerificationReport> latest(int limit) {
        return jdbc.sql(FIND + "ORDER BY id DESC LIMIT ?")
                .param(limit)
                .query(VerificationTable::report)
                .list();
    }

    Optional<VerificationReport> latestCompleted() {
        return jdbc.sql(FIND + "WHERE status = 'completed' ORDER BY id DESC LIMIT 1")
                .query(VerificationTable::report)
                .optional();
    }

    SlotTable slot() {
        return slot;
    }

    /** Writes down how far it has come; whether it may go on, because nobody has declared it failed. */
    boolean progress(long id, long done, long total, List<VerifiedProjection> projections) {
        return slot.seen(
                id, ", done = ?, total = ?, projections = ?", done, total, JSON.writeValueAsString(projections));
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
