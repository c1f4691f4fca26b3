package com.kore.billing.app.rebuild;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.readmodel.ProcessedHistory;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.SubscriptionRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The history as the event table has it, read a page at a time. */
final class StoredHistory implements ProcessedHistory {
    private static final int PAGE = 1_000;

    private final EventReader events;
    private final ProcessedPosition processed;
    private final String readModels;

    /** @param readModels the name of their processor */
    StoredHistory(EventReader events, ProcessedPosition processed, String readModels) {
        this.events = events;
        this.processed = processed;
        this.readModels = readModels;
    }

    @Override
    public Stream<StoredEvent> all() {
        return Stream.iterate(
                        events.bySubscription(Optional.empty(), PAGE),
                        page -> !page.isEmpty(),
                        page -> events.bySubscription(Optional.of(page.getLast()), PAGE))
                .flatMap(List::stream)
                .map(StoredHistory::read);
    }

    @Override
    public List<StoredEvent> of(SubscriptionId subscription, long fromSequence) {
        return events.ofSubscription(subscription, fromSequence, Long.MAX_VALUE).stream()
                .map(StoredHistory::read)
                .toList();
    }

    @Override
    public Map<String, Long> processedVersions(SubscriptionRange range) {
        return events.versionsUpTo(processed.of(readModels), range);
    }

    long count() {
        return events.count();
    }

    private static StoredEvent read(com.kore.billing.app.eventstore.StoredEvent stored) {
        return new StoredEvent(stored.position(), stored.sequence(), stored.eventId(), stored.event());
    }
}
