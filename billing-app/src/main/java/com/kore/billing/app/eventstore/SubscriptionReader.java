package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.Subscription;
import com.kore.billing.domain.subscription.SubscriptionState;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;

/** Asks a subscription a question, and writes nothing. */
public final class SubscriptionReader implements SubscriptionStates {
    private final SubscriptionRepository repository;
    private final SubscriptionCache cache;

    SubscriptionReader(SubscriptionRepository repository, SubscriptionCache cache) {
        this.repository = repository;
        this.cache = cache;
    }

    /** Asks the state that this node knows, which another node may have overtaken; empty if there is no subscription of this id. */
    public <R> Optional<R> ask(SubscriptionId id, Function<Subscription, R> question) {
        return load(id, aggregate -> aggregate.invoke(question));
    }

    private <R> Optional<R> load(SubscriptionId id, Function<Aggregate<Subscription>, R> question) {
        ResultMessage<R> answer = DefaultUnitOfWork.startAndGet(null)
                .executeWithResult(() -> question.apply(repository.load(id.value())));
        if (!answer.isExceptional()) {
            return Optional.of(answer.getPayload());
        }
        return switch (answer.exceptionResult()) {
            case AggregateNotFoundException missing -> Optional.empty();
            case RuntimeException failure -> throw failure;
            default -> throw new IllegalStateException(answer.exceptionResult());
        };
    }

    /** Asks what this node knows if that is new enough, or else what is stored. */
    @Override
    public <R> Optional<R> askState(
            SubscriptionId id, long version, Function<SubscriptionState, Optional<R>> question) {
        record Answer<R>(long version, Optional<R> value) {}
        Optional<Answer<R>> known = load(
                id,
                aggregate -> new Answer<>(
                        versionOf(aggregate), aggregate.invoke(subscription -> subscription.ask(question))));
        return known.filter(answer -> answer.version() >= version)
                .map(Answer::value)
                .or(() -> askFresh(id, subscription -> subscription.ask(question)))
                .flatMap(answer -> answer);
    }

    private static long versionOf(Aggregate<Subscription> aggregate) {
        Long lastSequence = aggregate.version();
        return lastSequence == null ? 0 : lastSequence + 1;
    }

    /** Asks the stored state. */
    public <R> Optional<R> askFresh(SubscriptionId id, Function<Subscription, R> question) {
        cache.evict(id);
        return ask(id, question);
    }

    /**
     * Loads many subscriptions with two queries, so that the commands that are sent to them next find them in the cache; for batches of
     * some hundreds, well within the cache's size.
     */
    public void preload(Collection<SubscriptionId> ids) {
        repository.preload(ids);
    }
}
