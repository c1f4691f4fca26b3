package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.List;

/**
 * A command that was accepted.
 *
 * @param version the number of events of the subscription after this command
 * @param events what it led to, at least one
 * @param replayed whether this is the stored answer to an earlier sending of the same idempotency key
 */
public record DecidedCommand(
        SubscriptionId subscriptionId, long version, List<RecordedEvent> events, boolean replayed) {
    public DecidedCommand {
        events = List.copyOf(events);
    }

    static DecidedCommand of(SubscriptionId id, List<RecordedEvent> events, boolean replayed) {
        return new DecidedCommand(id, events.getLast().sequence() + 1, events, replayed);
    }
}
