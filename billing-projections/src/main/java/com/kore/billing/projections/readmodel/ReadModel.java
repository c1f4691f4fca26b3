package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import java.util.List;
import java.util.Optional;

/**
 * A pure fold over the events of one subscription, and the tables that its results are kept in. Live projection, rebuild, time travel,
 * verification and what-if are this one fold; it reads nothing but what it is given, and never fails on a history that the aggregate
 * wrote.
 *
 * @param <H> the head: one per subscription, of bounded size, always at hand; for a read model with one row per subscription it is
 *     that row
 * @param <R> the rows: any number per subscription; {@link Void} for none. Keys are unique among the rows of one subscription, in
 *     whichever table they are
 */
public interface ReadModel<H, R> {

    /** Its name in the table {@code read_model}. */
    String name();

    /** Where heads are kept. */
    Table<H> heads();

    /** Where rows are kept, if it has any: each in the table whose type it is. */
    List<Table<? extends R>> rows();

    /**
     * The keys of all rows with documents that the fold of this event looks up, replaces or removes, so that a batch's can be loaded at
     * once. Rows that come of the batch itself are at hand in any case.
     *
     * @param head before the batch, of which the event need not be the first; empty if the batch begins with the opening
     */
    default List<String> earlierRows(Optional<H> head, SubscriptionEvent event) {
        return List.of();
    }

    /** The head of a subscription after its first event. */
    H open(StoredEvent stored, SubscriptionOpened opened);

    /** The head after an event that is not the first; rows are changed in place. */
    H fold(H head, StoredEvent stored, Rows<R> rows);
}
