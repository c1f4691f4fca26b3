package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.Optional;

/** Keeps what a rebuild has done, so that it can be told, and that another process can go on with it. */
public interface RebuildJournal {
    /** Called at the beginning of every transaction of the rebuild. What it throws ends the rebuild. */
    default void writing() {}

    /**
     * Called in a transaction that has folded events; what it writes is committed with the rows. What it throws takes the transaction back and
     * ends the rebuild.
     *
     * @param upTo everything up to this subscription has been folded or left then; empty if that stays as it was
     */
    void folded(long events, Optional<SubscriptionId> upTo);

    /** A subscription could not be folded to its end. */
    default void left(SubscriptionId subscription, RuntimeException failure) {}
}
