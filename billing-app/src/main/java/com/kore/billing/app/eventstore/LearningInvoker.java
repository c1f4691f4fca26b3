package com.kore.billing.app.eventstore;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.deadletter.DeadLetteringEventHandlerInvoker;

/** Axon's invoker, which has the dead letters learnt anew whenever a segment becomes this node's. */
final class LearningInvoker extends DeadLetteringEventHandlerInvoker {
    private final Set<Segment> known = ConcurrentHashMap.newKeySet();
    private final DeadLetters deadLetters;

    LearningInvoker(Builder builder, DeadLetters deadLetters) {
        super(builder);
        this.deadLetters = deadLetters;
    }

    @Override
    public void handle(EventMessage<?> message, Segment segment) throws Exception {
        if (known.add(segment)) {
            deadLetters.learnAgain();
        }
        super.handle(message, segment);
    }

    @Override
    public void segmentReleased(Segment segment) {
        known.remove(segment);
        super.segmentReleased(segment);
    }
}
