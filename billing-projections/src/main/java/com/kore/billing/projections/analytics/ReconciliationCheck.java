package com.kore.billing.projections.analytics;

/**
 * Something that two reckonings must agree on.
 *
 * @param name in lower snake case; stable
 * @param statement what must be so
 * @param counted a FROM clause of what is compared, to be counted
 * @param differences a query for {@code subject, expected, found}, all of them text, of whatever is otherwise
 */
record ReconciliationCheck(String name, String statement, String counted, String differences) {

    /** @param rows a query for {@code subject, expected, found}, one row for each thing that is compared */
    static ReconciliationCheck pairs(String name, String statement, String counted, String rows) {
        return new ReconciliationCheck(name, statement, counted, """
                SELECT subject, COALESCE(CAST(expected AS VARCHAR), 'none') AS expected,
                       COALESCE(CAST(found AS VARCHAR), 'none') AS found
                FROM (%s) compared
                WHERE expected IS DISTINCT FROM found""".formatted(rows));
    }

    /** @param rows a query for {@code subject, currency, expected, found}, one row for each thing; amounts are in minor units */
    static ReconciliationCheck amounts(String name, String statement, String counted, String rows) {
        return new ReconciliationCheck(name, statement, counted, """
                SELECT subject, CAST(expected AS VARCHAR) || ' ' || currency AS expected,
                       CAST(found AS VARCHAR) || ' ' || currency AS found
                FROM (%s) compared
                WHERE expected <> found""".formatted(rows));
    }

    /** @param rows likewise, but any number of rows for each thing, whose sums are compared by currency */
    static ReconciliationCheck sums(String name, String statement, String counted, String rows) {
        return amounts(name, statement, counted, """
                SELECT subject, currency, SUM(expected) AS expected, SUM(found) AS found
                FROM (%s) parts
                GROUP BY subject, currency""".formatted(rows));
    }
}
