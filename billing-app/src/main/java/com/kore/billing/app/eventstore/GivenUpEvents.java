package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Events that no read model could take and that operators have given up; they stay in the store as they are. */
public final class GivenUpEvents {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    GivenUpEvents(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    public boolean contains(String eventId) {
        return jdbc.sql("SELECT COUNT(*) FROM given_up_event WHERE event_identifier = ?")
                        .param(eventId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The subscription of each, by its id; there are few, as each was decided by a person. */
    public Map<String, SubscriptionId> all() {
        Map<String, SubscriptionId> all = new HashMap<>();
        jdbc.sql("SELECT event_identifier, subscription_id FROM given_up_event")
                .query((RowCallbackHandler) row -> all.put(row.getString(1), new SubscriptionId(row.getString(2))));
        return all;
    }

    /** Gives up a dead letter's event, unless the letter has gone meanwhile; whether it was still there. */
    boolean add(String processor, String eventId) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            // Whoever retries it holds the letter until he is done.
            boolean waits = !jdbc.sql(
                            "SELECT event_identifier FROM dead_letter WHERE processing_group = ? AND event_identifier = ?"
                                    + " FOR UPDATE")
                    .params(processor, eventId)
                    .query(String.class)
                    .list()
                    .isEmpty();
            if (waits && !contains(eventId)) {
                jdbc.sql(
                                "INSERT INTO given_up_event (event_identifier, subscription_id, sequence_number) SELECT event_identifier,"
                                        + " aggregate_identifier, sequence_number FROM dead_letter WHERE processing_group = ?"
                                        + " AND event_identifier = ?")
                        .params(processor, eventId)
                        .update();
            }
            return waits;
        }));
    }
}
