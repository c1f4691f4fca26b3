package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One subscription in one read model, in memory: what it is after the events folded so far. Live batches and rebuilds start it from
 * stored rows; time travel and what-if start it from nothing.
 */
public final class SubscriptionFold<H, R> {
    private final ReadModel<H, R> model;
    private final Rows<R> rows = new Rows<>();
    private final @Nullable H loadedHead;
    private final long loadedVersion;
    private @Nullable H head;
    private long version;

    private SubscriptionFold(ReadModel<H, R> model, @Nullable H head, long version) {
        this.model = model;
        this.loadedHead = head;
        this.head = head;
        this.version = version;
        this.loadedVersion = version;
    }

    /** Before the first event. */
    public static <H, R> SubscriptionFold<H, R> fromNothing(ReadModel<H, R> model) {
        return new SubscriptionFold<>(model, null, 0);
    }

    static <H, R> SubscriptionFold<H, R> from(ReadModel<H, R> model, H head, long version) {
        return new SubscriptionFold<>(model, head, version);
    }

    /** Everything of some events. */
    public static <H, R> SubscriptionFold<H, R> of(ReadModel<H, R> model, Iterable<? extends HistoryEvent> events) {
        SubscriptionFold<H, R> fold = fromNothing(model);
        events.forEach(fold::fold);
        return fold;
    }

    /**
     * Folds the next event; one that was folded already is passed over, because events are delivered at least once.
     *
     * @throws IllegalStateException if an event before it is missing
     * @throws RuntimeException what reading it has thrown, if it cannot be read
     */
    public void fold(HistoryEvent event) {
        if (event.sequence() < version) {
            return;
        }
        if (event.sequence() > version) {
            throw new IllegalStateException("%s of %s comes at sequence %d, but %d is next"
                    .formatted(event.eventId(), event.subscriptionId(), event.sequence(), version));
        }
        switch (event) {
            case StoredEvent stored -> head = next(stored);
            case HistoryEvent.Unreadable unreadable -> throw unreadable.cause();
            case HistoryEvent.GivenUp givenUp -> requireOpened(givenUp);
        }
        version = event.version();
    }

    private H next(StoredEvent stored) {
        return stored.event() instanceof SubscriptionOpened opened
                ? model.open(stored, opened)
                : model.fold(requireOpened(stored), stored, rows);
    }

    private H requireOpened(HistoryEvent event) {
        if (head == null) {
            throw new IllegalStateException(
                    "the history of %s does not begin with its opening".formatted(event.subscriptionId()));
        }
        return head;
    }

    /** Empty before the first event. */
    public Optional<H> head() {
        return Optional.ofNullable(head);
    }

    /** The rows at hand, by key: all of them if it started from nothing. */
    public Map<String, R> rows() {
        return rows.all();
    }

    /** How many events have been folded. */
    public long version() {
        return version;
    }

    long loadedVersion() {
        return loadedVersion;
    }

    boolean hasSameHeadAsLoaded() {
        return Objects.equals(head, loadedHead);
    }

    Rows<R> mutableRows() {
        return rows;
    }
}
