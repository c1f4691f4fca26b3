package com.kore.billing.app.eventstore;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.callbacks.LoggingCallback;
import org.axonframework.common.Registration;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.modelling.command.AggregateNotFoundException;

/**
 * Retry, keys, answer: what a command meets before and after it is decided, whether it comes through {@link CommandDispatcher} or
 * through Axon's gateway.
 *
 * <p><b>Retry.</b> The cached state is never checked for freshness. Accepted on a stale one, a command is overtaken when it is stored,
 * and decided again; refused on a cached one, it is decided again from the store, because only stored state justifies a refusal. A
 * failed unit of work drops its subscription from the cache, so the second decision reads the store. <b>Keys.</b> Nothing is looked up
 * before a command with an idempotency key, because nearly all are new; after any failure it is looked up whether the command was
 * stored before, and the stored answer precedes every refusal and conflict.
 */
public final class BillingCommandBus implements CommandBus, CommandDispatcher {
    /** Every lost race is another command's success, so this many in a row is a flood. */
    private static final int RACES_MAX = 64;

    private final CommandBus local;
    private final IdempotencyKeys keys;
    private final CommandMeters meters;
    private final Spans spans;
    private final KeysUnderWay underWay = new KeysUnderWay();

    /** @param local decides in a unit of work on the thread that sends; opens no transaction */
    BillingCommandBus(CommandBus local, IdempotencyKeys keys, CommandMeters meters, Spans spans) {
        this.local = local;
        this.keys = keys;
        this.meters = meters;
        this.spans = spans;
        local.registerHandlerInterceptor(new DecisionInterceptor());
    }

    @Override
    public DecidedCommand dispatch(SubscriptionCommand command, CommandContext context) {
        return decide(new GenericCommandMessage<>(command, CommandMetaData.of(context)));
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        dispatch(command, LoggingCallback.INSTANCE);
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        callback.onResult(command, result(command));
    }

    @SuppressWarnings("unchecked")
    private <R> CommandResultMessage<R> result(CommandMessage<?> command) {
        try {
            return (CommandResultMessage<R>) GenericCommandResultMessage.asCommandResultMessage(decide(command));
        } catch (RuntimeException failure) {
            return GenericCommandResultMessage.asCommandResultMessage(failure);
        }
    }

    private DecidedCommand decide(CommandMessage<?> command) {
        SubscriptionCommand payload = subscriptionCommand(command);
        LogContext lines =
                LogContext.of(command.getMetaData(), payload.subscriptionId().value());
        try {
            return spans.during(
                    StoredNames.of(payload),
                    payload.subscriptionId().value(),
                    CommandMetaData.traceParent(command.getMetaData()),
                    () -> meters.measured(payload, () -> decideWithKey(command)));
        } finally {
            lines.end();
        }
    }

    private DecidedCommand decideWithKey(CommandMessage<?> command) {
        Optional<IdempotencyKey> key = CommandMetaData.idempotencyKey(command.getMetaData());
        if (key.isEmpty()) {
            return decideOnNewestState(command);
        }
        return underWay.inTurn(
                key.get(),
                () -> decideOnce(command, key.get()),
                () -> keys.find(key.get()).orElseGet(() -> decideOnce(command, key.get())));
    }

    private DecidedCommand decideOnce(CommandMessage<?> command, IdempotencyKey key) {
        try {
            return decideOnNewestState(command);
        } catch (RuntimeException failure) {
            return stored(key, failure).orElseThrow(() -> failure);
        }
    }

    private Optional<DecidedCommand> stored(IdempotencyKey key, RuntimeException failure) {
        try {
            return keys.find(key);
        } catch (IdempotencyKeyReused reused) {
            throw reused;
        } catch (RuntimeException unreadable) {
            failure.addSuppressed(unreadable);
            return Optional.empty();
        }
    }

    private DecidedCommand decideOnNewestState(CommandMessage<?> command) {
        boolean refusedOnCache = false;
        for (int race = 0; race < RACES_MAX; race++) {
            try {
                return decideOnPresentState(command);
            } catch (DecidedOnCache refused) {
                if (refusedOnCache) {
                    // Put into the cache by a command that has read the store since this one came.
                    throw refused.refusal();
                }
                refusedOnCache = true;
            } catch (Overtaken lostRace) {
                refusedOnCache = false;
            }
        }
        throw new StoreUnavailable(
                "too many commands at once for " + subscriptionId(command), new IllegalStateException("races lost"));
    }

    private DecidedCommand decideOnPresentState(CommandMessage<?> command) {
        Answer answer = new Answer();
        local.dispatch(command, answer);
        return DecidedCommand.of(subscriptionId(command), answer.events(), false);
    }

    private static SubscriptionId subscriptionId(CommandMessage<?> command) {
        return subscriptionCommand(command).subscriptionId();
    }

    private static SubscriptionCommand subscriptionCommand(CommandMessage<?> command) {
        if (command.getPayload() instanceof SubscriptionCommand subscriptionCommand) {
            return subscriptionCommand;
        }
        throw new IllegalArgumentException(
                "only commands of subscriptions are decided here, not " + command.getPayloadType());
    }

    /** What the local bus answered, in this package's terms. */
    private static final class Answer implements CommandCallback<Object, Object> {
        private Optional<CommandResultMessage<?>> result = Optional.empty();

        @Override
        public void onResult(CommandMessage<?> command, CommandResultMessage<?> answer) {
            result = Optional.of(answer);
        }

        @SuppressWarnings("unchecked")
        List<RecordedEvent> events() {
            CommandResultMessage<?> answer = result.orElseThrow();
            if (answer.isExceptional()) {
                throw meaning(answer.exceptionResult());
            }
            return (List<RecordedEvent>) answer.getPayload();
        }

        private static RuntimeException meaning(Throwable failure) {
            return switch (failure) {
                case CommandRejected rejected -> rejected;
                case AggregateNotFoundException missing ->
                    new SubscriptionNotFound(
                            new SubscriptionId(missing.getAggregateIdentifier().toString()));
                case LockAcquisitionFailedException waiting ->
                    new StoreUnavailable("too many commands wait for this subscription", waiting);
                case Throwable away
                when SqlFailure.isUnavailable(away) && !(away instanceof OutcomeUnknown) ->
                    away instanceof StoreUnavailable unavailable
                            ? unavailable
                            : new StoreUnavailable("the event store cannot be read", away);
                case RuntimeException other -> other;
                default -> new IllegalStateException(failure);
            };
        }
    }

    @Override
    public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        return local.subscribe(commandName, handler);
    }

    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        return local.registerDispatchInterceptor(interceptor);
    }

    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        return local.registerHandlerInterceptor(interceptor);
    }
}
