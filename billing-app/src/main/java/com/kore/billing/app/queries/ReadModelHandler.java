package com.kore.billing.app.queries;

import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.projections.readmodel.ReadModelWriter;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands the events of a processor's batch to the read models together, before the batch commits.
 *
 * <p>If one of them cannot be folded or its rows are refused, only that event and the later ones of its subscription become dead letters:
 * the batch is taken back and written event by event. A database that cannot be reached is nobody's fault: the processor tries again.
 */
final class ReadModelHandler implements EventMessageHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReadModelHandler.class);
    private static final String BATCH = ReadModelHandler.class.getName();

    private final ReadModelWriter writer;
    private final TransactionTemplate nested;
    private final SequencedDeadLetterQueue<EventMessage<?>> deadLetters;

    /** @param nested a transaction within the processor's, which can be taken back alone */
    ReadModelHandler(
            ReadModelWriter writer, TransactionTemplate nested, SequencedDeadLetterQueue<EventMessage<?>> deadLetters) {
        this.writer = writer;
        this.nested = nested;
        this.deadLetters = deadLetters;
    }

    private record Handled(EventMessage<?> message, StoredEvent stored) {}

    @Override
    public Object handle(EventMessage<?> message) {
        List<Handled> batch = CurrentUnitOfWork.get().root().getOrComputeResource(BATCH, key -> {
            List<Handled> handled = new ArrayList<>();
            CurrentUnitOfWork.get().root().onPrepareCommit(unit -> write(handled));
            return handled;
        });
        batch.add(new Handled(message, stored(message)));
        return List.of();
    }

    private static StoredEvent stored(EventMessage<?> message) {
        DomainEventMessage<?> event = (DomainEventMessage<?>) message;
        OptionalLong position = message instanceof TrackedEventMessage<?> tracked
                ? tracked.trackingToken().position()
                : OptionalLong.empty();
        return new StoredEvent(position.orElse(0), event.getSequenceNumber(), event.getIdentifier(), (SubscriptionEvent)
                event.getPayload());
    }

    private void write(List<Handled> batch) {
        try {
            nested.executeWithoutResult(
                    status -> writer.apply(batch.stream().map(Handled::stored).toList()));
        } catch (RuntimeException refused) {
            if (!isOfAnEvent(refused)) {
                throw refused;
            }
            writeEach(batch);
        }
    }

    private void writeEach(List<Handled> batch) {
        Set<String> stuck = new HashSet<>();
        for (Handled handled : batch) {
            String sequence = handled.stored().subscriptionId().value();
            if (stuck.contains(sequence)) {
                deadLetters.enqueueIfPresent(sequence, () -> new GenericDeadLetter<>(sequence, handled.message()));
                continue;
            }
            try {
                nested.executeWithoutResult(status -> writer.apply(List.of(handled.stored())));
            } catch (RuntimeException refused) {
                if (!isOfAnEvent(refused)) {
                    throw refused;
                }
                LOG.error(
                        "{} of {} cannot be projected; it and what follows wait as dead letters",
                        handled.stored().eventId(),
                        sequence,
                        refused);
                deadLetters.enqueue(sequence, new GenericDeadLetter<>(sequence, handled.message(), refused));
                stuck.add(sequence);
            }
        }
    }

    private static boolean isOfAnEvent(RuntimeException failure) {
        return failure instanceof DataIntegrityViolationException || !(failure instanceof DataAccessException);
    }
}
