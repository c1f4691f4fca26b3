package com.kore.billing.projections.analytics;

import java.util.List;

/**
 * What a check of a {@link Reconciliation} has found.
 *
 * @param name in lower snake case
 * @param statement what must be so
 * @param compared how many accounts, rows or months
 * @param differenceCount how many of them are otherwise
 * @param differences the first of those by subject, 20 at most
 */
public record ReconciledCheck(
        String name, String statement, long compared, long differenceCount, List<DifferentFigure> differences) {
    public ReconciledCheck {
        differences = List.copyOf(differences);
    }

    /**
     * Something that is not as it must be; amounts are in minor units.
     *
     * @param subject the account, invoice, row or month
     * @param expected {@code none} where there must be nothing
     * @param found {@code none} where there is nothing
     */
    public record DifferentFigure(String subject, String expected, String found) {}
}
