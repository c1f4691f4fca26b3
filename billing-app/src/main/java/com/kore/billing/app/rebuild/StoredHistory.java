package com.kore.billing.app.rebuild;

import com.kore.billing.app.eventstore.EventFailure;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.GivenUpEvents;
import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.readmodel.HistoryEvent;
import com.kore.billing.projections.readmodel.ProcessedHistory;
import com.kore.billing.projections.readmodel.SubscriptionRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The history as the event table has it, read a page at a time. */
final class StoredHistory implements ProcessedHistory {
    private static final int PAGE = 1_000;

    private final EventReader events;
    private final ProcessedPosition processed;
    private final GivenUpEvents givenUp;
    private final String readModels;

    /** @param readModels the name of their processor */
    StoredHistory(EventReader events, ProcessedPosition processed, GivenUpEvents givenUp, String readModels) {
        this.events = events;
        this.givenUp = givenUp;
        this.processed = processed;
        this.readModels = readModels;
    }

    @Override
    public Stream<HistoryEvent> after(Optional<SubscriptionId> after) {
        Set<String> passedOver = givenUp.all().keySet();
        return Stream.iterate(
                        after.map(id -> events.behind(id, PAGE))
                                .orElseGet(() -> events.bySubscription(Optional.empty(), PAGE)),
                        page -> !page.isEmpty(),
                        page -> events.bySubscription(Optional.of(page.getLast()), PAGE))
                .flatMap(List::stream)
                .map(stored -> read(stored, passedOver));
    }

    @Override
    public List<HistoryEvent> of(SubscriptionId subscription, long fromSequence) {
        Set<String> passedOver = givenUp.all().keySet();
        return events.ofSubscription(subscription, fromSequence, Long.MAX_VALUE).stream()
                .map(stored -> read(stored, passedOver))
                .toList();
    }

    @Override
    public Map<String, SubscriptionId> givenUp() {
        return givenUp.all();
    }

    @Override
    public Map<String, Long> processedVersions(SubscriptionRange range) {
        return events.versionsUpTo(processed.of(readModels), range);
    }

    long count() {
        return events.count();
    }

    private static HistoryEvent read(com.kore.billing.app.eventstore.StoredEvent stored, Set<String> passedOver) {
        if (passedOver.contains(stored.eventId())) {
            return new HistoryEvent.GivenUp(stored.subscriptionId(), stored.sequence(), stored.eventId());
        }
        try {
            return stored.toFold();
        } catch (RuntimeException unreadable) {
            if (!EventFailure.isOfTheEvent(unreadable)) {
                throw unreadable;
            }
            return new HistoryEvent.Unreadable(
                    stored.subscriptionId(), stored.sequence(), stored.eventId(), unreadable);
        }
    }
}
