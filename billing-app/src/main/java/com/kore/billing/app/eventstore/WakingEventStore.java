package com.kore.billing.app.eventstore;

import com.kore.billing.domain.subscription.SubscriptionEvent;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/** Axon's embedded store, whose streams call back when there are new events, so that no processor has to poll for them. */
final class WakingEventStore extends EmbeddedEventStore {
    private static final String STORED = WakingEventStore.class.getName() + ".stored";

    private final StorageEngine engine;
    private final AppendSignal signal;

    WakingEventStore(StorageEngine engine, AppendSignal signal) {
        super(EmbeddedEventStore.builder().storageEngine(engine));
        this.engine = engine;
        this.signal = signal;
    }

    /** What the present unit of work has stored; empty before its commit. */
    static List<RecordedEvent> stored() {
        return CurrentUnitOfWork.get().root().getOrDefaultResource(STORED, List.of());
    }

    @Override
    protected void prepareCommit(List<? extends EventMessage<?>> events) {
        super.prepareCommit(events);
        List<RecordedEvent> stored =
                events.stream().map(WakingEventStore::recorded).toList();
        CurrentUnitOfWork.get().root().resources().put(STORED, stored);
    }

    private static RecordedEvent recorded(EventMessage<?> message) {
        DomainEventMessage<?> event = (DomainEventMessage<?>) message;
        return new RecordedEvent(
                event.getIdentifier(), event.getSequenceNumber(), (SubscriptionEvent) event.getPayload());
    }

    /** The writer has raised the signal already, once for all that it has committed together. */
    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {}

    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken token) {
        return new StoredEventStream(engine, signal, token);
    }
}
