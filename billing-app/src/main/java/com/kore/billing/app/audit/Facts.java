package com.kore.billing.app.audit;

import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import com.kore.billing.projections.accountsummary.SummaryRow;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is so of an account after some of its events, by the fold that keeps the live summary, and which events each fact comes from. Of
 * bounded size, however many events there were.
 *
 * @param row what the fold has made of them
 */
record Facts(SummaryRow row, Map<Fact, Source> sources) {
    /** Where a scheduled part is kept until a renewal makes it the part itself. */
    private static final Map<Fact, Fact> SCHEDULED = Map.of(
            Fact.PLAN, Fact.SCHEDULED_PLAN,
            Fact.INTERVAL, Fact.SCHEDULED_INTERVAL,
            Fact.USERS, Fact.SCHEDULED_USERS);

    /**
     * Where a fact comes from.
     *
     * @param setBy the last event that states it, be it the same as before
     * @param since the event since which it has been so; before it, if it was scheduled, the one that scheduled it
     */
    record Source(EventReference setBy, List<EventReference> since) {}

    Facts {
        sources = Map.copyOf(sources);
    }

    /** @param row what the fold has made of the first event */
    static Facts opened(EventReference opening, SummaryRow row) {
        Map<Fact, Source> sources = new EnumMap<>(Fact.class);
        for (Fact fact : Fact.values()) {
            sources.put(fact, new Source(opening, List.of(opening)));
        }
        return new Facts(row, sources);
    }

    /**
     * With the next event.
     *
     * @param next what the fold has made of it
     */
    Facts after(SubscriptionEvent event, EventReference reference, SummaryRow next) {
        Set<Fact> stated = Fact.statedBy(event);
        Map<Fact, Source> following = new EnumMap<>(sources);
        for (Fact fact : Fact.values()) {
            // Read without the key, an erased value has been so from the beginning.
            boolean erased = event instanceof PersonalDataErased && stated.contains(fact);
            if (erased || !Objects.equals(fact.in(row), fact.in(next))) {
                following.put(fact, new Source(reference, since(fact, event, reference)));
            } else if (stated.contains(fact)) {
                following.put(fact, new Source(reference, source(fact).since()));
            }
        }
        return new Facts(next, following);
    }

    private List<EventReference> since(Fact fact, SubscriptionEvent event, EventReference reference) {
        return event instanceof SubscriptionRenewed
                ? Stream.concat(scheduledBy(fact).stream(), Stream.of(reference))
                        .toList()
                : List.of(reference);
    }

    private List<EventReference> scheduledBy(Fact fact) {
        Fact scheduled = SCHEDULED.get(fact);
        return scheduled == null || scheduled.in(row).equals(Optional.empty())
                ? List.of()
                : source(scheduled).since();
    }

    Source source(Fact fact) {
        return Objects.requireNonNull(sources.get(fact), () -> "no event states " + fact);
    }

    /** The last event that states any of these facts. */
    EventReference setBy(Set<Fact> facts) {
        return latest(facts.stream().map(fact -> source(fact).setBy()));
    }

    /** The event since which all of these facts have been so. */
    EventReference since(Set<Fact> facts) {
        return latest(facts.stream().map(fact -> source(fact).since().getLast()));
    }

    private static EventReference latest(Stream<EventReference> events) {
        return events.max(Comparator.comparingLong(EventReference::version)).orElseThrow();
    }
}
