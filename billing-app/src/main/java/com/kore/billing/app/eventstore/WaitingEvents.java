package com.kore.billing.app.eventstore;

import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The dead letters of a processor: what waits, trying it again in its order, and giving it up. */
public final class WaitingEvents {
    private static final String WAITING =
            "SELECT sequence_identifier, sequence_index, sequence_number, event_identifier, payload_type, cause_type,"
                    + " enqueued_at, last_touched FROM dead_letter WHERE processing_group = ? ";

    private final String processor;
    private final EventProcessors processors;
    private final GivenUpEvents givenUp;
    private final JdbcClient jdbc;

    public WaitingEvents(String processor, EventProcessors processors, GivenUpEvents givenUp, JdbcClient jdbc) {
        this.processor = processor;
        this.processors = processors;
        this.givenUp = givenUp;
        this.jdbc = jdbc;
    }

    /** The same over other connections. */
    public WaitingEvents over(DataSource connections) {
        return new WaitingEvents(processor, processors, givenUp, JdbcClient.create(connections));
    }

    /**
     * By subscription, those of one in the order in which they are tried.
     *
     * @param of the letters of one subscription alone
     * @param afterSubscription where it goes on: behind the letter of this subscription ...
     * @param afterIndex ... with this index
     */
    public List<WaitingEvent> list(Optional<String> of, String afterSubscription, long afterIndex, int limit) {
        return jdbc.sql(WAITING
                        + "AND (sequence_identifier > ? OR sequence_identifier = ? AND sequence_index > ?)"
                        + (of.isPresent() ? " AND sequence_identifier = ?" : "")
                        + " ORDER BY sequence_identifier, sequence_index LIMIT ?")
                .params(processor, afterSubscription, afterSubscription, afterIndex)
                .params(of.stream().toList())
                .param(limit)
                .query(WaitingEvents::event)
                .list();
    }

    /** One by its event. */
    public Optional<WaitingEvent> find(String eventId) {
        return jdbc.sql(WAITING + "AND event_identifier = ?")
                .params(processor, eventId)
                .query(WaitingEvents::event)
                .optional();
    }

    /** The one of a subscription that all others of it wait for. */
    public Optional<WaitingEvent> first(String subscriptionId) {
        return list(Optional.of(subscriptionId), "", -1, 1).stream().findFirst();
    }

    /** Those that would remove from rows what is personal. */
    public List<WaitingEvent> erasures() {
        return jdbc.sql(WAITING + "AND payload_type = ? ORDER BY sequence_identifier, sequence_index")
                .params(processor, StoredNames.of(PersonalDataErased.class).orElseThrow())
                .query(WaitingEvents::event)
                .list();
    }

    /** How many there are, of one subscription or of all. */
    public long count(Optional<String> of) {
        return jdbc.sql("SELECT COUNT(*) FROM dead_letter WHERE processing_group = ?"
                        + (of.isPresent() ? " AND sequence_identifier = ?" : ""))
                .param(processor)
                .params(of.stream().toList())
                .query(Long.class)
                .single();
    }

    /** Whether it is one that removes from rows what is personal. */
    public static boolean erases(WaitingEvent waiting) {
        return StoredNames.of(PersonalDataErased.class).equals(Optional.of(waiting.type()));
    }

    private static WaitingEvent event(ResultSet row, int ignored) throws SQLException {
        return new WaitingEvent(
                row.getString("sequence_identifier"),
                row.getLong("sequence_index"),
                row.getLong("sequence_number"),
                row.getString("event_identifier"),
                row.getString("payload_type"),
                Optional.ofNullable(row.getString("cause_type")),
                Instant.parse(row.getString("enqueued_at")),
                Instant.parse(row.getString("last_touched")));
    }

    /** Tries those of one subscription again, from the first until one fails again. */
    public void retry(String subscriptionId) {
        processors.retryDeadLetters(
                processor,
                letter -> ((DomainEventMessage<?>) letter.message())
                        .getAggregateIdentifier()
                        .equals(subscriptionId));
    }

    /** Tries each subscription's again, those first that have waited longest since they were tried, for as long as there is time. */
    public void retryAll(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        long subscriptions = jdbc.sql(
                        "SELECT COUNT(DISTINCT sequence_identifier) FROM dead_letter WHERE processing_group = ?")
                .param(processor)
                .query(Long.class)
                .single();
        for (long tried = 0; tried < subscriptions && System.nanoTime() - deadline < 0; tried++) {
            processors.retryDeadLetters(processor);
        }
    }

    /**
     * Gives up an event, for every read model and every time that they are made anew, and tries those that waited for it.
     *
     * @param first an event that no other of its subscription waits before
     * @return whether it was still waiting
     */
    public boolean giveUp(WaitingEvent first) {
        boolean givenUpNow = givenUp.add(processor, first.eventId());
        if (givenUpNow) {
            retry(first.subscriptionId());
        }
        return givenUpNow;
    }

    /**
     * Tries those that have not failed themselves and wait for nobody: they came while the last one before them was being written. Whoever does
     * so now and then lets no account stand still without a cause.
     */
    public void retryStranded() {
        jdbc.sql(
                        "SELECT sequence_identifier FROM dead_letter d WHERE processing_group = ? AND cause_type IS NULL AND NOT EXISTS"
                                + " (SELECT 1 FROM dead_letter b WHERE b.processing_group = d.processing_group AND b.sequence_identifier ="
                                + " d.sequence_identifier AND b.sequence_index < d.sequence_index)")
                .param(processor)
                .query(String.class)
                .list()
                .forEach(this::retry);
    }
}
