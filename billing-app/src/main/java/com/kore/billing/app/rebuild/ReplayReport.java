package com.kore.billing.app.rebuild;

import java.time.Instant;
import java.util.Optional;

/**
 * How the replay of a read model stands. Its times are the database's, also in sandbox time.
 *
 * @param id counts up
 * @param projection the read model
 * @param requestedBy the caller who asked for it first, or {@code the service}, which asks for that of a read model that is new
 * @param done how many events have been folded into the new rows
 * @param total how many there are; grows with what happens meanwhile
 * @param eventsPerSecond the pace since it began, or was last taken up
 * @param remainingSeconds how long it will take at this pace; null unless it is running and its pace is known
 * @param failure why it has failed; null unless it has
 */
public record ReplayReport(
        long id,
        String projection,
        Status status,
        String requestedBy,
        Instant startedAt,
        Optional<Instant> finishedAt,
        long done,
        long total,
        long eventsPerSecond,
        Optional<Long> remainingSeconds,
        Optional<String> failure) {

    /** How it stands. */
    public enum Status {
        /** The old rows answer; of a read model that is new, none. */
        RUNNING,
        /** The new rows answer. */
        COMPLETED,
        /** What answered before goes on answering, and the new rows are removed. */
        FAILED
    }
}
