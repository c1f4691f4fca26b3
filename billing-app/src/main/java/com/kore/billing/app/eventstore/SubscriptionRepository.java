package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.Subscription;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads subscriptions for commands: says whether one came from the cache, and checks the expected version before any rule. */
final class SubscriptionRepository extends CachingEventSourcingRepository<Subscription> {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRepository.class);

    private final EventStore eventStore;
    private final SnapshotTriggerDefinition snapshots;
    private final SubscriptionCache cache;
    private final BulkLoad bulkLoad;

    SubscriptionRepository(
            AggregateModel<Subscription> model,
            EventStore eventStore,
            SnapshotTriggerDefinition snapshots,
            SubscriptionCache cache,
            BulkLoad bulkLoad) {
        super(EventSourcingRepository.builder(Subscription.class)
                .aggregateModel(model)
                .eventStore(eventStore)
                .snapshotTriggerDefinition(snapshots)
                .cache(cache));
        this.eventStore = eventStore;
        this.snapshots = snapshots;
        this.cache = cache;
        this.bulkLoad = bulkLoad;
    }

    /** Loads many subscriptions at once into the cache, but for those that are there already. */
    void preload(Collection<SubscriptionId> ids) {
        List<SubscriptionId> missing =
                ids.stream().filter(id -> !cache.containsKey(id.value())).toList();
        if (!missing.isEmpty()) {
            long removals = cache.removals();
            bulkLoad.read(missing).forEach((id, history) -> put(removals, id, history));
        }
    }

    /** Not over what a command has put there meanwhile; if it is older all the same, that is found out as always. */
    private void put(long removals, String id, DomainEventStream history) {
        try {
            EventSourcedAggregate<Subscription> subscription = EventSourcedAggregate.initialize(
                    getAggregateFactory().createAggregateRoot(id, history.peek()),
                    aggregateModel(),
                    eventStore,
                    snapshots.prepareTrigger(Subscription.class));
            subscription.initializeState(history);
            cache.putIfCurrent(removals, id, new AggregateCacheEntry<>(subscription));
        } catch (RuntimeException unreadable) {
            LOG.warn("{} cannot be loaded with others; its next command loads it alone", id, unreadable);
        }
    }

    /** Whether what was decided in this unit of work was decided on a state that another node may have overtaken. */
    static boolean decidedFromCache(UnitOfWork<?> unitOfWork) {
        return SubscriptionCache.foundIn(unitOfWork);
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
