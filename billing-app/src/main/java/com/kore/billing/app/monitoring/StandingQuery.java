package com.kore.billing.app.monitoring;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.app.eventstore.StoreUnavailable;
import com.kore.billing.app.eventstore.WaitingEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Asks the database how it stands, and remembers since when. Never by two at once: {@link Glance} puts a question only once the one before
 * is answered, and a lock held while the database is asked would keep a carrier from all other virtual threads.
 */
final class StandingQuery implements Supplier<Standing> {
    /** Beyond it a backlog is not counted on: of millions the count alone would take longer than anybody waits. */
    static final int COUNTED_MAX = 100_000;

    private final DataSource dataSource;
    private final EventReader events;
    private final ProcessedPosition processed;
    private final WaitingEvents waiting;
    private final String processor;
    private final LongSupplier nanos;
    private final Backlog backlog = new Backlog();
    private OptionalLong unhandledSince = OptionalLong.empty();

    StandingQuery(
            DataSource dataSource,
            EventReader events,
            ProcessedPosition processed,
            WaitingEvents waiting,
            String processor,
            LongSupplier nanos) {
        this.dataSource = dataSource;
        this.events = events;
        this.processed = processed;
        this.waiting = waiting;
        this.processor = processor;
        this.nanos = nanos;
    }

    /** Over one connection. */
    @Override
    public Standing get() {
        try (Connection connection = dataSource.getConnection()) {
            DataSource one = new SingleConnectionDataSource(connection, true);
            return standing(events.over(one), processed.over(one), waiting.over(one));
        } catch (SQLException away) {
            throw new StoreUnavailable("how the store stands cannot be read", away);
        }
    }

    private Standing standing(EventReader events, ProcessedPosition processed, WaitingEvents waiting) {
        // The head after the position, or events that came in between would look as if they had never waited.
        long handed = processed.of(processor);
        long head = events.head();
        long behind = head > handed ? events.countBehind(handed, COUNTED_MAX) : 0;
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
