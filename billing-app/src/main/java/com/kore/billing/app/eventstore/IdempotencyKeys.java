package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was answered to commands that carried an idempotency key. The writer stores them, in the transaction of their events. */
public final class IdempotencyKeys {
    /** How long a repeat is recognized, at least. */
    static final int DAYS_KEPT = 30;

    /** By age and not by a list of keys, so that the index on the age is all that it needs. */
    private static final String FORGET = """
            DELETE FROM idempotency_key WHERE stored_at <= (
              SELECT MAX(stored_at) FROM (
                SELECT stored_at FROM idempotency_key WHERE stored_at < CURRENT_TIMESTAMP - INTERVAL '%d' DAY
                ORDER BY stored_at FETCH FIRST ? ROWS ONLY) AS oldest)""".formatted(DAYS_KEPT);

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

    /**
     * Forgets keys that are old by the database's clock, which also says when they are stored; the oldest first.
     *
     * @param limit how many; those that were stored together with the last one go with it
     * @return how many there were
     */
    int forgetOld(int limit) {
        return jdbc.sql(FORGET).param(limit).update();
    }
}
