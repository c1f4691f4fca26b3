package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.List;

/**
 * What became of a command.
 *
 * @param version of the subscription after it
 * @param replayed whether this is the stored answer of an earlier, equal request
 */
public record DecidedCommand(
        SubscriptionId subscriptionId, long version, List<RecordedEvent> events, boolean replayed) {
    public DecidedCommand {
        events = List.copyOf(events);
    }
}
