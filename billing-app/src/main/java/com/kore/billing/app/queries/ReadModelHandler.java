package com.kore.billing.app.queries;

import com.kore.billing.app.eventstore.CommandMetaData;
import com.kore.billing.app.eventstore.EventFailure;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.GivenUpEvents;
import com.kore.billing.app.eventstore.LogContext;
import com.kore.billing.app.eventstore.Spans;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.projections.readmodel.HistoryEvent;
import com.kore.billing.projections.readmodel.ReadModelWriter;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands the events of a processor's batch to the read models together, before the batch commits.
 *
 * <p>If one of them cannot be read or folded, or its rows are refused, only that event and the later ones of its subscription become dead
 * letters: the batch is taken back and written in halves, in order, until they are found. A database that cannot be reached is nobody's fault: the
 * processor tries again.
 *
 * <p>A dead letter that is tried again is written at once and by itself. If that fails it says so, and keeps its place before those that
 * wait behind it. It is read from the store: the letter is a copy, and what was wrong with the event may have been mended since. If it was
 * given up since, it is passed over.
 */
final class ReadModelHandler implements EventMessageHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReadModelHandler.class);
    private static final String BATCH = ReadModelHandler.class.getName();
    private static final String RETRIED = DeadLetter.class.getName();

    private final ReadModelWriter writer;
    private final TransactionTemplate nested;
    private final SequencedDeadLetterQueue<EventMessage<?>> deadLetters;
    private final EventReader events;
    private final GivenUpEvents givenUp;
    private final Spans spans;

    /** @param nested a transaction within the processor's, which can be taken back alone */
    ReadModelHandler(
            ReadModelWriter writer,
            TransactionTemplate nested,
            SequencedDeadLetterQueue<EventMessage<?>> deadLetters,
            EventReader events,
            GivenUpEvents givenUp,
            Spans spans) {
        this.writer = writer;
        this.nested = nested;
        this.deadLetters = deadLetters;
        this.events = events;
        this.givenUp = givenUp;
        this.spans = spans;
    }

    @Override
    public Object handle(EventMessage<?> message) {
        DomainEventMessage<?> event = (DomainEventMessage<?>) message;
        UnitOfWork<?> unit = CurrentUnitOfWork.get();
        if (unit.resources().containsKey(RETRIED)) {
            nested.executeWithoutResult(status -> writer.apply(List.of(asItIsNow(event))));
        } else {
            batch(unit.root()).add(event);
        }
        return List.of();
    }

    private List<DomainEventMessage<?>> batch(UnitOfWork<?> root) {
        return root.getOrComputeResource(BATCH, key -> {
            List<DomainEventMessage<?>> batch = new ArrayList<>();
            root.onPrepareCommit(committing -> spans.forAll("read models", parents(batch), () -> write(batch)));
            return batch;
        });
    }

    private static Stream<String> parents(List<DomainEventMessage<?>> batch) {
        return batch.stream()
                .map(event -> event.getMetaData()
                        .getOrDefault(CommandMetaData.TRACE_PARENT, "")
                        .toString());
    }

    private HistoryEvent asItIsNow(DomainEventMessage<?> event) {
        SubscriptionId id = new SubscriptionId(event.getAggregateIdentifier());
        if (givenUp.contains(event.getIdentifier())) {
            return new HistoryEvent.GivenUp(id, event.getSequenceNumber(), event.getIdentifier());
        }
        return events.ofSubscription(id, event.getSequenceNumber(), event.getSequenceNumber()).stream()
                .map(com.kore.billing.app.eventstore.StoredEvent::toFold)
                .findFirst()
                .orElseThrow();
    }

    private static StoredEvent read(DomainEventMessage<?> event) {
        OptionalLong position = event instanceof TrackedEventMessage<?> tracked
                ? tracked.trackingToken().position()
                : OptionalLong.empty();
        return new StoredEvent(position.orElse(0), event.getSequenceNumber(), event.getIdentifier(), (SubscriptionEvent)
                event.getPayload());
    }

    /**
     * Those that cannot be read are set aside, with the later ones of their subscriptions, so that the others need no second try. They come
     * last, because one before them may be refused and must wait before them.
     */
    private void write(List<DomainEventMessage<?>> batch) {
        Set<String> unreadable = new HashSet<>();
        List<DomainEventMessage<?>> readable = new ArrayList<>();
        List<DomainEventMessage<?>> aside = new ArrayList<>();
        for (DomainEventMessage<?> event : batch) {
            if (unreadable.contains(event.getAggregateIdentifier()) || !canBeRead(event)) {
                unreadable.add(event.getAggregateIdentifier());
                aside.add(event);
            } else {
                readable.add(event);
            }
        }
        Set<String> stuck = new HashSet<>();
        writeOrHalve(readable, stuck);
        aside.forEach(event -> writeOrHalve(List.of(event), stuck));
    }

    /** Why not is found out, and told, when it is written alone. */
    private static boolean canBeRead(DomainEventMessage<?> event) {
        try {
            event.getPayload();
            return true;
        } catch (RuntimeException unreadable) {
            LOG.debug("{} cannot be read", event.getIdentifier(), unreadable);
            return false;
        }
    }

    /**
     * Halves, because others wait for all of them: one among a hundred is found in a dozen tries.
     *
     * @param stuck subscriptions with an event that waits
     * @return whether all went well at once
     */
    private boolean writeOrHalve(List<DomainEventMessage<?>> events, Set<String> stuck) {
        List<DomainEventMessage<?>> free = withoutThoseBehind(stuck, events);
        if (free.isEmpty()) {
            return true;
        }
        try {
            nested.executeWithoutResult(status ->
                    writer.apply(free.stream().map(ReadModelHandler::read).toList()));
            return true;
        } catch (RuntimeException refused) {
            if (!EventFailure.isOfTheEvent(refused)) {
                throw refused;
            }
            if (free.size() == 1) {
                setAside(free.getFirst(), refused, stuck);
            } else {
                LOG.warn(
                        "{} events cannot be projected together, and are in halves: {}",
                        free.size(),
                        refused.getClass().getName());
                LOG.debug("what they cannot be projected for", refused);
                halve(free, stuck);
            }
            return false;
        }
    }

    /** If the first half went well it is the second that did not: to try that as a whole would be in vain. */
    private void halve(List<DomainEventMessage<?>> events, Set<String> stuck) {
        int half = events.size() / 2;
        List<DomainEventMessage<?>> second = events.subList(half, events.size());
        if (writeOrHalve(events.subList(0, half), stuck) && second.size() > 1) {
            halve(second, stuck);
        } else {
            writeOrHalve(second, stuck);
        }
    }

    private List<DomainEventMessage<?>> withoutThoseBehind(Set<String> stuck, List<DomainEventMessage<?>> events) {
        List<DomainEventMessage<?>> free = new ArrayList<>();
        for (DomainEventMessage<?> event : events) {
            String sequence = event.getAggregateIdentifier();
            if (stuck.contains(sequence)) {
                deadLetters.enqueueIfPresent(sequence, () -> new GenericDeadLetter<>(sequence, event));
            } else {
                free.add(event);
            }
        }
        return free;
    }

    private void setAside(DomainEventMessage<?> event, RuntimeException refused, Set<String> stuck) {
        String sequence = event.getAggregateIdentifier();
        LogContext lines = LogContext.of(event.getMetaData(), sequence);
        try {
            LOG.error(
                    "{} of {} cannot be projected; it and what follows wait as dead letters",
                    event.getIdentifier(),
                    sequence,
                    refused);
        } finally {
            lines.end();
        }
        deadLetters.enqueue(sequence, new GenericDeadLetter<>(sequence, event, refused));
        stuck.add(sequence);
    }
}
