package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The stored events, for those who fold them all again. */
public interface EventHistory {

    /**
     * Every event, those of one subscription together and in the order of their sequence, so that nothing needs to be remembered of a
     * subscription once the next one comes. Read lazily; to be closed.
     *
     * @param after begins behind this subscription; with the first one if empty
     */
    Stream<? extends HistoryEvent> after(Optional<SubscriptionId> after);

    /** The events that were given up by now, with their subscriptions. */
    Map<String, SubscriptionId> givenUp();

    /** The events of one subscription from a sequence on, in order. */
    List<? extends HistoryEvent> of(SubscriptionId subscription, long fromSequence);

    /** The same for an id as a table has it; if it is one that no subscription can have, there are none. */
    default List<? extends HistoryEvent> of(String id, long fromSequence) {
        SubscriptionId subscription;
        try {
            subscription = new SubscriptionId(id);
        } catch (IllegalArgumentException madeUp) {
            return List.of();
        }
        return of(subscription, fromSequence);
    }
}
