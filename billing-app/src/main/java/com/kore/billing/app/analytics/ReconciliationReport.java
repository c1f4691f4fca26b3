package com.kore.billing.app.analytics;

import com.kore.billing.projections.analytics.ReconciledCheck;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a reconciliation stands. Its times are the database's, also in sandbox time.
 *
 * @param id counts up
 * @param requestedBy the caller who asked for it first
 * @param position of the last event whose effects the figures have; null until that is known
 * @param holds whether no check has found a difference; null unless it has completed
 * @param checks those that have been made so far
 */
public record ReconciliationReport(
        long id,
        Status status,
        String requestedBy,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<Long> position,
        Optional<Boolean> holds,
        List<ReconciledCheck> checks) {
    public ReconciliationReport {
        checks = List.copyOf(checks);
    }

    /** How it stands. */
    public enum Status {
        RUNNING,
        /** Every check was made; whether all is as it must be, {@code holds} tells. */
        COMPLETED,
        /** It could not go on, or its node stopped or died; the log of the node says more. */
        FAILED
    }
}
