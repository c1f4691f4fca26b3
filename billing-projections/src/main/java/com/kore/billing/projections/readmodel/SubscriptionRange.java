package com.kore.billing.projections.readmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The subscriptions from one id to another, in the database's order.
 *
 * @param after the first one is behind this id; from the very first on if empty
 * @param upTo the last one; all that follow if empty
 */
public record SubscriptionRange(Optional<String> after, Optional<String> upTo) {
    public static final SubscriptionRange ALL = new SubscriptionRange(Optional.empty(), Optional.empty());

    /** What follows a condition in SQL, such as {@code " AND a.subscription_id > ?"}; nothing for all. */
    public String sql(String column) {
        return after.map(id -> " AND " + column + " > ?").orElse("")
                + upTo.map(id -> " AND " + column + " <= ?").orElse("");
    }

    /** What stands for the question marks. */
    public List<Object> parameters() {
        List<Object> parameters = new ArrayList<>();
        after.ifPresent(parameters::add);
        upTo.ifPresent(parameters::add);
        return parameters;
    }
}
