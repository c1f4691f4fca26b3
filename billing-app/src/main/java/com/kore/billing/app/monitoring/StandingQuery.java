package com.kore.billing.app.monitoring;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.app.eventstore.WaitingEvents;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Asks the database how it stands, and remembers since when. Never by two at once: {@link Glance} puts a question only once the one before
 * is answered, and a lock held while the database is asked would keep a carrier from all other virtual threads.
 */
final class StandingQuery implements Supplier<Standing> {
    private final EventReader events;
    private final ProcessedPosition processed;
    private final WaitingEvents waiting;
    private final String processor;
    private final LongSupplier nanos;
    private final Backlog backlog = new Backlog();
    private OptionalLong unhandledSince = OptionalLong.empty();

    StandingQuery(
            EventReader events,
            ProcessedPosition processed,
            WaitingEvents waiting,
            String processor,
            LongSupplier nanos) {
        this.events = events;
        this.processed = processed;
        this.waiting = waiting;
        this.processor = processor;
        this.nanos = nanos;
    }

    @Override
    public Standing get() {
        // The head after the position, or events that came in between would look as if they had never waited.
        long handed = processed.of(processor);
        long head = events.head();
        long behind = head > handed ? events.countBehind(handed) : 0;
        boolean handled = processed.isHandled(processor);
        long deadLetters = waiting.count(Optional.empty());
        long now = nanos.getAsLong();
        if (handled) {
            unhandledSince = OptionalLong.empty();
        } else if (unhandledSince.isEmpty()) {
            unhandledSince = OptionalLong.of(now);
        }
        return new Standing(
                Duration.ofNanos(now - unhandledSince.orElse(now)),
                behind,
                backlog.age(handed, head, now),
                deadLetters);
    }
}
