package com.kore.billing.app.audit;

import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.eventstore.SubscriptionNotFound;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.Personal;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.projections.accountsummary.SummaryRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A subscription up to a point in its past. However long its history is, a page of it is held at a time. */
@Component
class PastOfSubscription {
    private static final int PAGE = 500;

    private final EventReader events;
    private final BillingClock clock;

    PastOfSubscription(EventReader events, BillingClock clock) {
        this.events = events;
        this.clock = clock;
    }

    /**
     * What was so then; now with neither.
     *
     * @param at the last instant that counts; the times of a subscription's events never go back
     * @param version how many events count
     * @throws RequestRefused if both are given, if that time has not come, or if there is no such version
     * @throws SubscriptionNotFound if there was none of this id then
     */
    Facts of(SubscriptionId id, Optional<Instant> at, Optional<Long> version) {
        requirePast(at, version);
        SummaryHistory history = new SummaryHistory();
        all(id, 0, version.orElse(Long.MAX_VALUE) - 1)
                .takeWhile(event -> at.filter(instant -> event.occurredAt().isAfter(instant))
                        .isEmpty())
                .forEach(history::add);
        Facts facts = history.facts().orElseThrow(() -> new SubscriptionNotFound(id));
        long known = facts.row().version();
        if (version.filter(asked -> asked > known).isPresent()) {
            throw RequestRefused.invalid(
                    "version",
                    "must be at most %d, the present one; leave it out to see what is so now".formatted(known));
        }
        return facts;
    }

    void requirePast(Optional<Instant> at, Optional<Long> version) {
        if (at.isPresent() && version.isPresent()) {
            throw RequestRefused.invalid("version", "cannot be asked for together with at; leave one of them out");
        }
        if (version.filter(asked -> asked < 1).isPresent()) {
            throw RequestRefused.invalid("version", "must be 1 or more");
        }
        Instant now = clock.now();
        if (at.filter(instant -> instant.isAfter(now)).isPresent()) {
            throw RequestRefused.invalid(
                    "at",
                    ("must not be later than the service's present, %s; what is to come is told by"
                                    + " POST /v1/subscriptions/{id}/simulations")
                            .formatted(now));
        }
    }

    /** All its events, the oldest first. */
    Stream<StoredEvent> all(SubscriptionId id) {
        return upTo(id, Long.MAX_VALUE);
    }

    /** Its events up to a version, the oldest first. */
    Stream<StoredEvent> upTo(SubscriptionId id, long version) {
        return all(id, 0, version - 1);
    }

    /** The event that erased what was personal about it, if that came after these facts. */
    Optional<EventReference> erasedAfter(Facts facts) {
        SummaryRow row = facts.row();
        if (!row.opening().accountName().equals(Personal.ERASED)) {
            return Optional.empty();
        }
        return all(row.subscriptionId(), row.version(), Long.MAX_VALUE - 1)
                .filter(event -> event.event() instanceof PersonalDataErased)
                .map(EventReference::of)
                .findFirst();
    }

    private Stream<StoredEvent> all(SubscriptionId id, long first, long last) {
        return Stream.iterate(
                        page(id, first, last),
                        page -> !page.isEmpty(),
                        page -> page(id, page.getLast().sequence() + 1, last))
                .flatMap(List::stream);
    }

    private List<StoredEvent> page(SubscriptionId id, long first, long last) {
        return events.ofSubscription(id, first, Math.min(first + PAGE - 1, last));
    }
}
