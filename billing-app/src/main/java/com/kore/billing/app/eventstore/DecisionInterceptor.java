package com.kore.billing.app.eventstore;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Around the handling of one command: gives its events their metadata, its sender the events, and marks refusals on a cached state.
 * The result is a list of {@link RecordedEvent}, filled by the commit that follows.
 */
final class DecisionInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        CommandMessage<?> command = unitOfWork.getMessage();
        Map<String, Object> metaData = CommandMetaData.ofEvents(
                command.getMetaData(),
                StoredNames.of((SubscriptionCommand) command.getPayload()),
                command.getIdentifier());
        unitOfWork.registerCorrelationDataProvider(ignored -> metaData);
        List<RecordedEvent> stored = new ArrayList<>();
        unitOfWork.onCommit(committed -> stored.addAll(WakingEventStore.stored()));
        try {
            chain.proceed();
        } catch (CommandRejected | VersionConflict refusal) {
            throw SubscriptionRepository.decidedFromCache(unitOfWork) ? new DecidedOnCache(refusal) : refusal;
        }
        return stored;
    }
}
