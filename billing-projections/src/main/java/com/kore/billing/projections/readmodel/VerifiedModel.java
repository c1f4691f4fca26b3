package com.kore.billing.projections.readmodel;

import java.util.List;

/**
 * What comparing a read model with its events has shown so far.
 *
 * @param name of the read model
 * @param rows how many rows the events lead to, in all its tables
 * @param differences rows that are otherwise; left is what answers, right what the events lead to
 */
public record VerifiedModel(String name, long rows, List<RowDifference> differences) {
    public VerifiedModel {
        differences = List.copyOf(differences);
    }
}
