package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.StoreUnavailable;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's summary, event by event, by the same fold as the live one, and which events it comes from. It keeps nothing of the events but
 * what they lead to.
 */
final class SummaryHistory {
    private static final Logger LOG = LoggerFactory.getLogger(SummaryHistory.class);

    private final SubscriptionFold<SummaryRow, Void> fold = SubscriptionFold.fromNothing(new AccountSummaryModel());
    private @Nullable Facts facts;

    /**
     * The next event.
     *
     * @return what happened
     * @throws RequestRefused if an event before it is missing, or it cannot be read: the past is not guessed
     */
    SubscriptionEvent add(StoredEvent stored) {
        com.kore.billing.projections.readmodel.StoredEvent read;
        try {
            read = stored.toFold();
            fold.fold(read);
        } catch (StoreUnavailable silent) {
            throw silent;
        } catch (RuntimeException altered) {
            LOG.error("the history of an account was altered", altered);
            throw new RequestRefused(
                    ProblemCode.UNAVAILABLE,
                    ("The history of %s was altered in the database: version %d is known, and %s %s, event %d, does not follow. An"
                                    + " export and the verifier tell what was done.")
                            .formatted(
                                    stored.account(),
                                    fold.version(),
                                    stored.type(),
                                    stored.eventId(),
                                    stored.sequence()));
        }
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
