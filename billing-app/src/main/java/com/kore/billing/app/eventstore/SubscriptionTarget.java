package com.kore.billing.app.eventstore;

import com.kore.billing.domain.subscription.SubscriptionCommand;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;

/** Which subscription a command is for, without asking its class for annotations each time. */
final class SubscriptionTarget implements CommandTargetResolver {

    /** The expected version is not here: {@link SubscriptionRepository} takes it from the metadata, for openings too. */
    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
        return new VersionedAggregateIdentifier(((SubscriptionCommand) command.getPayload()).subscriptionId(), null);
    }
}
