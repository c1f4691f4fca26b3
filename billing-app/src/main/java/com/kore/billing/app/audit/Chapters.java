package com.kore.billing.app.audit;

import com.kore.billing.app.audit.Chapter.Moment;
import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.eventstore.SubscriptionNotFound;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.SummaryRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an account's history a chapter at a time: {@value #EVENTS} events, always the same ones together. All events before are folded once, and
 * those of the chapter are kept; so a page costs as much as the history up to it is long, and memory as much as a chapter.
 */
@Component
public class Chapters {
    /** How many events a chapter has. */
    public static final int EVENTS = 20;

    private final PastOfSubscription past;
    private final EventReader events;
    private final PlanCatalog catalog;
    private final BillingClock clock;
    private final JsonMapper json;

    Chapters(PastOfSubscription past, EventReader events, PlanCatalog catalog, BillingClock clock, JsonMapper json) {
        this.past = past;
        this.events = events;
        this.catalog = catalog;
        this.clock = clock;
        this.json = json;
    }

    /**
     * The chapter of an instant or a version; of now with neither.
     *
     * @throws RequestRefused if both are given, if that time has not come, or if there is no such version
     * @throws SubscriptionNotFound if there was none of this id then
     */
    public Chapter read(SubscriptionId id, Optional<Instant> at, Optional<Long> version) {
        past.requirePast(at, version);
        long versions = events.versionOf(id);
        long chosen = version.orElseGet(
                () -> at.map(instant -> events.versionOf(id, instant)).orElse(versions));
        if (versions == 0 || chosen == 0) {
            throw new SubscriptionNotFound(id);
        }
        if (chosen > versions) {
            throw RequestRefused.invalid("version", "must be at most %d, the present one".formatted(versions));
        }
        long first = (chosen - 1) / EVENTS * EVENTS + 1;
        SummaryHistory history = new SummaryHistory();
        List<Moment> moments = new ArrayList<>();
        Optional<Facts> facts = Optional.empty();
        Iterator<StoredEvent> following =
                past.upTo(id, Math.min(versions, first + EVENTS - 1)).iterator();
        while (following.hasNext()) {
            StoredEvent stored = following.next();
            Optional<SummaryRow> before = history.facts().map(Facts::row);
            SubscriptionEvent event = history.add(stored);
            Facts after = history.facts().orElseThrow();
            if (stored.sequence() + 1 >= first) {
                moments.add(new Moment(stored, event, before, after.row()));
            }
            if (stored.sequence() + 1 == chosen) {
                facts = Optional.of(after);
            }
        }
        Facts known = facts.orElseThrow(() -> new SubscriptionNotFound(id));
        Instant then = at.orElseGet(() -> version.isPresent() ? known.row().asOf() : clock.now());
        return chapter(known, versions, then, moments);
    }

    private Chapter chapter(Facts facts, long versions, Instant at, List<Moment> moments) {
        AccountSummary summary = AccountSummary.of(facts.row(), catalog, at);
        return new Chapter(
                facts.row().version(),
                versions,
                at,
                summary,
                SummaryExplanation.of(facts, summary, facts.row().dayOf(at), past.erasedAfter(facts), json),
                moments);
    }
}
