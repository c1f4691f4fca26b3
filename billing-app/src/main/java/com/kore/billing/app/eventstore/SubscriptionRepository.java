package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.Subscription;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/** Loads subscriptions for commands: says whether one came from the cache, and checks the expected version before any rule. */
final class SubscriptionRepository extends CachingEventSourcingRepository<Subscription> {
    private static final String FROM_CACHE = SubscriptionRepository.class.getName() + ".fromCache";

    private final SubscriptionCache cache;

    SubscriptionRepository(EventSourcingRepository.Builder<Subscription> builder, SubscriptionCache cache) {
        super(builder.cache(cache));
        this.cache = cache;
    }

    /** Whether what was decided in this unit of work was decided on a state that another node may have overtaken. */
    static boolean decidedFromCache(UnitOfWork<?> unitOfWork) {
        return unitOfWork.getOrDefaultResource(FROM_CACHE, false);
    }

    @Override
    protected EventSourcedAggregate<Subscription> doLoadWithLock(String id, @Nullable Long ignored) {
        CurrentUnitOfWork.get().resources().put(FROM_CACHE, cache.containsKey(id));
        return super.doLoadWithLock(id, null);
    }

    @Override
    public Aggregate<Subscription> loadOrCreate(String id, Callable<Subscription> factory) {
        Aggregate<Subscription> aggregate = super.loadOrCreate(id, factory);
        requireExpectedVersion(aggregate, id);
        return aggregate;
    }

    @Override
    protected void validateOnLoad(Aggregate<Subscription> aggregate, @Nullable Long ignored) {
        super.validateOnLoad(aggregate, null);
        requireExpectedVersion(aggregate, aggregate.identifierAsString());
    }

    private static void requireExpectedVersion(Aggregate<Subscription> aggregate, String id) {
        Message<?> command = CurrentUnitOfWork.get().root().getMessage();
        Long lastSequence = aggregate.version();
        long present = lastSequence == null ? 0 : lastSequence + 1;
        Optional<Long> expected =
                Optional.ofNullable(command).map(Message::getMetaData).flatMap(CommandMetaData::expectedVersion);
        if (expected.isPresent() && expected.get() != present) {
            throw new VersionConflict(new SubscriptionId(id), present);
        }
    }
}
