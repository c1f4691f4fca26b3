package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events that no read model could take and that operators have given up; they stay in the store as they are. */
public final class GivenUpEvents {
    private final JdbcClient jdbc;

    GivenUpEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public boolean contains(String eventId) {
        return jdbc.sql("SELECT COUNT(*) FROM given_up_event WHERE event_identifier = ?")
                        .param(eventId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The ids of all of them; there are few, as each was decided by a person. */
    public Set<String> ids() {
        return Set.copyOf(jdbc.sql("SELECT event_identifier FROM given_up_event")
                .query(String.class)
                .list());
    }

    /** Nothing if it was given up before. */
    void add(String eventId, SubscriptionId subscription, long sequence) {
        jdbc.sql("INSERT INTO given_up_event (event_identifier, subscription_id, sequence_number)"
                        + " SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM given_up_event WHERE event_identifier = ?)")
                .params(eventId, subscription.value(), sequence, eventId)
                .update();
    }
}
