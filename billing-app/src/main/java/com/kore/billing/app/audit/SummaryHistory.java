package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One account's summary, event by event, by the same fold as the live one, and which events it comes from. It keeps nothing of the events but
 * what they lead to.
 */
final class SummaryHistory {
    private final SubscriptionFold<SummaryRow, Void> fold = SubscriptionFold.fromNothing(new AccountSummaryModel());
    private @Nullable Facts facts;

    /**
     * The next event.
     *
     * @return what happened
     * @throws IllegalStateException if an event before it is missing
     */
    SubscriptionEvent add(StoredEvent stored) {
        com.kore.billing.projections.readmodel.StoredEvent read = stored.toFold();
        fold.fold(read);
        SummaryRow row = fold.head().orElseThrow();
        EventReference reference = EventReference.of(stored);
        facts = facts == null ? Facts.opened(reference, row) : facts.after(read.event(), reference, row);
        return read.event();
    }

    /** What is so after the events so far; empty before the first. */
    Optional<Facts> facts() {
        return Optional.ofNullable(facts);
    }
}
