package com.kore.billing.app.eventstore;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far processors have come, as their tokens in the database say, on whichever node they run. A token is stored with what its events led
 * to, and passes over what became a dead letter.
 */
public final class ProcessedPosition {
    /** Axon extends claims every five seconds, and takes those over that are ten seconds old; clocks of nodes may differ a little. */
    private static final Duration CLAIM_MAX = Duration.ofSeconds(20);

    private final JdbcClient jdbc;
    private final StoredSerializer serializer;

    ProcessedPosition(JdbcClient jdbc, StoredSerializer serializer) {
        this.jdbc = jdbc;
        this.serializer = serializer;
    }

    /** The same over other connections. */
    public ProcessedPosition over(DataSource connections) {
        return new ProcessedPosition(JdbcClient.create(connections), serializer);
    }

    /** The position up to which a processor has handled every event; 0 if it has handled none. */
    public long of(String processor) {
        return jdbc
                .sql("SELECT token, token_type FROM token_entry WHERE processor_name = ?")
                .param(processor)
                .query((row, n) -> row.getString(1) == null ? 0 : position(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .mapToLong(position -> position)
                .min()
                .orElse(0);
    }

    /**
     * Whether some node is handling the events of a processor: all its segments are claimed, and their claims were extended lately. A node
     * that has died is noticed when its claims have run out.
     */
    public boolean isHandled(String processor) {
        List<Boolean> claimed = jdbc.sql(
                        "SELECT owner, time_stamp, CURRENT_TIMESTAMP AS present FROM token_entry WHERE processor_name = ?")
                .param(processor)
                .query((row, n) -> row.getString("owner") != null
                        && Instant.parse(row.getString("time_stamp"))
                                .plus(CLAIM_MAX)
                                .isAfter(row.getObject("present", OffsetDateTime.class)
                                        .toInstant()))
                .list();
        return !claimed.isEmpty() && claimed.stream().allMatch(each -> each);
    }

    private long position(String token, String type) {
        TrackingToken read = serializer.deserialize(
                new SimpleSerializedObject<>(token, String.class, new SimpleSerializedType(type, null)));
        return read.position().orElse(0);
    }
}
