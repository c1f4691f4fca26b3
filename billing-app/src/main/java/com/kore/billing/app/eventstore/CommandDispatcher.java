package com.kore.billing.app.eventstore;

import com.kore.billing.domain.subscription.SubscriptionCommand;

/** Where commands go to be decided. */
public interface CommandDispatcher {

    /**
     * Decides a command and returns once its events are durable.
     *
     * @throws com.kore.billing.domain.CommandRejected if the rules say no
     * @throws SubscriptionNotFound if there is no such subscription
     * @throws VersionConflict if another version was expected than the present one
     * @throws IdempotencyKeyReused if the key stands for another request
     * @throws OutcomeUnknown if the database went silent at the commit
     * @throws StoreUnavailable if the database cannot be reached; nothing was done
     */
    DecidedCommand dispatch(SubscriptionCommand command, CommandContext context);
}
