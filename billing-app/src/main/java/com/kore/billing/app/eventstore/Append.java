package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.List;
import java.util.Optional;

/**
 * All that one accepted command writes; it is stored whole or not at all.
 *
 * @param rows at least one, in the order of their sequence
 * @param newKey the account's key, if these events are the first to need it
 * @param erasesKeys whether the keys that the account has had so far are erased with it
 */
record Append(
        SubscriptionId subscriptionId,
        List<EventRow> rows,
        Optional<IdempotencyKey> idempotencyKey,
        Optional<AccountKey.Row> newKey,
        boolean erasesKeys) {
    Append {
        rows = List.copyOf(rows);
    }

    EventRow first() {
        return rows.getFirst();
    }
}
