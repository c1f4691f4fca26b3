package com.kore.billing.projections.readmodel;

import java.util.Optional;

/**
 * A row that two generations of a table do not have alike.
 *
 * @param key of the row; empty for a head
 * @param left the whole row as JSON, its columns and the document within; empty if the first generation does not have it
 * @param right likewise for the second one
 */
public record RowDifference(
        String table, String subscriptionId, String key, Optional<String> left, Optional<String> right) {}
