package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.eventstore.SubscriptionNotFound;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A subscription's events up to a point in its past. */
@Component
class PastOfSubscription {
    private final EventReader events;

    PastOfSubscription(EventReader events) {
        this.events = events;
    }

    /**
     * @param at the last instant that counts; the times of a subscription's events never go back
     * @param version how many events count; all of them without either
     * @throws RequestRefused if both are given, or there is no such version
     * @throws SubscriptionNotFound if there was none of this id then
     */
    List<StoredEvent> of(SubscriptionId id, Optional<Instant> at, Optional<Long> version) {
        if (at.isPresent() && version.isPresent()) {
            throw RequestRefused.invalid("version", "cannot be asked for together with at");
        }
        if (version.filter(asked -> asked < 1).isPresent()) {
            throw RequestRefused.invalid("version", "must be 1 or more");
        }
        List<StoredEvent> known = events.ofSubscription(id, 0, version.orElse(Long.MAX_VALUE) - 1);
        List<StoredEvent> past = at.map(instant -> known.stream()
                        .takeWhile(event -> !event.occurredAt().isAfter(instant))
                        .toList())
                .orElse(known);
        if (past.isEmpty()) {
            throw new SubscriptionNotFound(id);
        }
        if (version.filter(asked -> asked > past.size()).isPresent()) {
            throw RequestRefused.invalid("version", "must be at most %d, the present one".formatted(past.size()));
        }
        return past;
    }
}
