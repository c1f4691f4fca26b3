package com.kore.billing.app.analytics;

import com.kore.billing.app.analytics.ReconciliationReport.Status;
import com.kore.billing.app.rebuild.SlotTable;
import com.kore.billing.projections.analytics.ReconciledCheck;
import com.kore.billing.projections.json.DomainJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The table of reconciliations. */
final class ReconciliationTable {
    private static final JsonMapper JSON = DomainJson.mapperBuilder().build();

    private final JdbcClient jdbc;
    private final SlotTable slot;

    ReconciliationTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.slot = new SlotTable(jdbc, "reconciliation", "checks", "'[]'");
    }

    SlotTable slot() {
        return slot;
    }

    Optional<ReconciliationReport> find(long id) {
        return jdbc.sql("SELECT * FROM reconciliation WHERE id = ?")
                .param(id)
                .query(ReconciliationTable::report)
                .optional();
    }

    /** Writes down what has been checked; whether it may go on, because nobody has declared it failed. */
    boolean progress(long id, long position, List<ReconciledCheck> checks) {
        return slot.seen(id, ", as_of_position = ?, checks = ?", position, JSON.writeValueAsString(checks));
    }

    private static ReconciliationReport report(ResultSet row, int ignored) throws SQLException {
        Status status = Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
        List<ReconciledCheck> checks =
                JSON.readerForListOf(ReconciledCheck.class).readValue(row.getString("checks"));
        return new ReconciliationReport(
                row.getLong("id"),
                status,
                row.getString("requested_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getObject("as_of_position", Long.class)),
                status == Status.COMPLETED
                        ? Optional.of(checks.stream().allMatch(check -> check.differenceCount() == 0))
                        : Optional.empty(),
                checks);
    }
}
