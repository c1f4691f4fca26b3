package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.SummaryRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of an account's history, and how the account stood after one of its events.
 *
 * @param version how many events had happened
 * @param versions how many there are by now
 * @param at as of when it is told
 * @param fields where each field of the summary comes from
 * @param moments the events of the stretch, the oldest first
 */
public record Chapter(
        long version,
        long versions,
        Instant at,
        AccountSummary summary,
        SummaryExplanation fields,
        List<Moment> moments) {

    /**
     * One event, and what it has changed.
     *
     * @param event read; {@code stored} is how it stands in the store
     * @param before empty for the opening
     */
    public record Moment(StoredEvent stored, SubscriptionEvent event, Optional<SummaryRow> before, SummaryRow after) {

        public long version() {
            return stored.sequence() + 1;
        }
    }

    public Chapter {
        moments = List.copyOf(moments);
    }

    /** The event that led to it. */
    public Moment present() {
        return moments.stream()
                .filter(moment -> moment.version() == version)
                .findFirst()
                .orElseThrow();
    }
}
