package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was answered to commands that carried an idempotency key. The writer stores them, in the transaction of their events. */
public final class IdempotencyKeys {
    /** How long a repeat is recognised. */
    public static final Duration KEPT_FOR = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final EventReader events;

    IdempotencyKeys(DataSource dataSource, EventReader events) {
        this.jdbc = JdbcClient.create(dataSource);
        this.events = events;
    }

    private record Stored(String requestHash, SubscriptionId subscriptionId, long first, long last) {}

    /**
     * The answer to an earlier sending of the same command, derived from its events.
     *
     * @throws IdempotencyKeyReused if the key belongs to another request
     */
    Optional<DecidedCommand> find(IdempotencyKey key) {
        Optional<Stored> stored = jdbc.sql("SELECT request_hash, subscription_id, first_sequence, last_sequence"
                        + " FROM idempotency_key WHERE caller = ? AND idempotency_key = ?")
                .params(key.caller(), key.key())
                .query((row, number) -> new Stored(
                        row.getString(1), new SubscriptionId(row.getString(2)), row.getLong(3), row.getLong(4)))
                .optional();
        if (stored.isPresent() && !stored.get().requestHash().equals(key.requestHash())) {
            throw new IdempotencyKeyReused(key);
        }
        return stored.map(this::answer);
    }

    private DecidedCommand answer(Stored stored) {
        return DecidedCommand.of(
                stored.subscriptionId(),
                events.ofSubscription(stored.subscriptionId(), stored.first(), stored.last()).stream()
                        .map(event -> new RecordedEvent(event.eventId(), event.sequence(), event.event()))
                        .toList(),
                true);
    }

    /** Forgets the keys that were stored before an instant of the database's clock; how many there were. */
    public int purge(Instant before) {
        return jdbc.sql("DELETE FROM idempotency_key WHERE stored_at < ?")
                .param(before.atOffset(ZoneOffset.UTC))
                .update();
    }
}
