package com.kore.billing.app.eventstore;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.subscription.SubscriptionCommand;

/** The one door for commands. Blocks until the decision is durable; virtual threads are welcome. */
public interface CommandDispatcher {

    /**
     * Decides a command on the newest state and stores what it leads to.
     *
     * @return once its events are durable, never before
     * @throws CommandRejected the rules say no; nothing was changed
     * @throws VersionConflict the subscription is not at the expected version; decided before any rule
     * @throws SubscriptionNotFound any command but an opening, on a subscription that does not exist
     * @throws IdempotencyKeyReused the key belongs to another request
     * @throws OutcomeUnknown the database went silent at the commit; repeat with the same key
     * @throws StoreUnavailable the database cannot be reached; nothing was changed
     */
    DecidedCommand dispatch(SubscriptionCommand command, CommandContext context);
}
