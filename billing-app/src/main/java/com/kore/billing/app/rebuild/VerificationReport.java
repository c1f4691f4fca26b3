package com.kore.billing.app.rebuild;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How a verification stands. Its times are the database's, also in sandbox time.
 *
 * @param id counts up
 * @param requestedBy the caller who asked for it first
 * @param done how many events have been folded and their rows compared
 * @param total how many there are; grows with what happens meanwhile
 * @param eventsPerSecond the pace so far
 * @param remainingSeconds how long it will take at this pace; null unless it is running and its pace is known
 * @param eventsGivenUp how many events operators have given up by now: read models go on as if they had changed nothing, and nothing
 *     that they would have changed is a difference
 * @param projections what has been compared so far
 */
public record VerificationReport(
        long id,
        Status status,
        String requestedBy,
        Instant startedAt,
        Optional<Instant> finishedAt,
        long done,
        long total,
        long eventsPerSecond,
        Optional<Long> remainingSeconds,
        long eventsGivenUp,
        List<VerifiedProjection> projections) {
    public VerificationReport {
        projections = List.copyOf(projections);
    }

    /** How it stands. */
    public enum Status {
        RUNNING,
        /** Everything was compared; whether it is as it should be, the differences tell. */
        COMPLETED,
        /** It could not go on, or its node stopped or died; the log of the node says more. */
        FAILED
    }

    /**
     * One read model.
     *
     * @param rows how many rows its events lead to
     * @param differences rows that are otherwise, 100 at most
     */
    public record VerifiedProjection(String name, long rows, List<DifferentRow> differences) {
        public VerifiedProjection {
            differences = List.copyOf(differences);
        }
    }

    /**
     * A row that is not what the events lead to.
     *
     * @param key of the row; empty in a table with one row per subscription
     * @param live what of the row that answers is otherwise; null if there is no such row
     * @param rebuilt what the events lead to instead; null if they lead to no such row
     */
    public record DifferentRow(
            String table, String subscriptionId, String key, Optional<JsonNode> live, Optional<JsonNode> rebuilt) {}
}
