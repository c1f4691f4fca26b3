package com.kore.billing.app.eventstore;

import com.kore.billing.domain.subscription.SubscriptionEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.jspecify.annotations.Nullable;

/** Remembers what it handled, and fails at what it is told to. */
final class RecordingHandler implements EventMessageHandler {
    private final List<SubscriptionEvent> handled = new CopyOnWriteArrayList<>();
    private final List<SubscriptionEvent> replayed = new CopyOnWriteArrayList<>();
    private volatile Optional<SequencedDeadLetterQueue<EventMessage<?>>> ownLetters = Optional.empty();
    private volatile Predicate<SubscriptionEvent> poison = event -> false;

    void failAt(Predicate<SubscriptionEvent> events) {
        poison = events;
    }

    /** From now on it enqueues itself what it fails at, as one does that writes several events at once. */
    void enqueueIn(SequencedDeadLetterQueue<EventMessage<?>> deadLetters) {
        ownLetters = Optional.of(deadLetters);
    }

    @Override
    public @Nullable Object handle(EventMessage<?> message) {
        SubscriptionEvent event = (SubscriptionEvent) message.getPayload();
        if (poison.test(event) && ownLetters.isPresent()) {
            String sequence = event.subscriptionId().value();
            ownLetters.get().enqueue(sequence, new GenericDeadLetter<>(sequence, message));
            return null;
        }
        if (poison.test(event)) {
            throw new IllegalStateException("cannot handle " + event);
        }
        if (message instanceof TrackedEventMessage<?> tracked && ReplayToken.isReplay(tracked)) {
            replayed.add(event);
        }
        handled.add(event);
        return null;
    }

    List<SubscriptionEvent> handled() {
        return List.copyOf(handled);
    }

    List<SubscriptionEvent> replayed() {
        return List.copyOf(replayed);
    }

    List<String> handledOf(String id) {
        return handled.stream()
                .filter(event -> event.subscriptionId().value().equals(id))
                .map(StoredNames::of)
                .toList();
    }
}
