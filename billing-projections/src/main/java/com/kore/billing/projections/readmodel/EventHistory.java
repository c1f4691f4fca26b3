package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.List;
import java.util.stream.Stream;

/** The stored events, for those who fold them all again. */
public interface EventHistory {

    /**
     * Every event, those of one subscription together and in the order of their sequence, so that nothing needs to be remembered of a
     * subscription once the next one comes. Read lazily; to be closed.
     */
    Stream<StoredEvent> all();

    /** The events of one subscription from a sequence on, in order. */
    List<StoredEvent> of(SubscriptionId subscription, long fromSequence);
}
