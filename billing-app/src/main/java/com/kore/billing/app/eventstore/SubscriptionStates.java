package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionState;
import java.util.Optional;
import java.util.function.Function;

/** What subscriptions are, wherever they are kept: in the store, or in memory only. */
public interface SubscriptionStates {

    /**
     * Asks a subscription's state a question; empty if it has no answer, or if there is no subscription of this id.
     *
     * @param version how many events the state has seen at least
     */
    <R> Optional<R> askState(SubscriptionId id, long version, Function<SubscriptionState, Optional<R>> question);
}
