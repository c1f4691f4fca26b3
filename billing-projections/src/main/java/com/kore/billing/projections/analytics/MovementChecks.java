package com.kore.billing.projections.analytics;

import static com.kore.billing.projections.analytics.ReconciliationCheck.amounts;
import static com.kore.billing.projections.analytics.ReconciliationCheck.pairs;
import static com.kore.billing.projections.analytics.ReconciliationCheck.sums;

import java.util.List;

/** Whether movements lead from each figure to the next, by account and by month. */
final class MovementChecks {
    private static final String MOVEMENTS = "analytics.mrr_movements";

    private MovementChecks() {}

    static final List<ReconciliationCheck> ALL = List.of(
            amounts(
                    "movement_chain",
                    "A movement begins at what the account's last one came to; the first one at nothing.",
                    MOVEMENTS,
                    """
                    SELECT movement_id AS subject, currency,
                           LAG(mrr_after_minor, 1, CAST(0 AS BIGINT)) OVER (PARTITION BY subscription_id ORDER BY event_position) AS expected,
                           mrr_before_minor AS found
                    FROM analytics.mrr_movements"""),
            amounts("movement_change", "A movement is what comes after less what was before.", MOVEMENTS, """
                    SELECT movement_id AS subject, currency, mrr_after_minor - mrr_before_minor AS expected,
                           change_minor AS found
                    FROM analytics.mrr_movements"""),
            pairs(
                    "movement_kinds",
                    "New is an account's first movement, reactivation a later one from nothing, churn one to nothing, expansion"
                            + " more and contraction less; a customer comes with the first two and goes with the third.",
                    MOVEMENTS,
                    """
                    SELECT movement_id AS subject,
                           CASE WHEN mrr_after_minor = mrr_before_minor THEN 'none'
                                WHEN mrr_before_minor = 0 AND number = 1 THEN 'new 1'
                                WHEN mrr_before_minor = 0 THEN 'reactivation 1'
                                WHEN mrr_after_minor = 0 THEN 'churn -1'
                                WHEN mrr_after_minor > mrr_before_minor THEN 'expansion 0'
                                ELSE 'contraction 0' END AS expected,
                           kind || ' ' || CAST(customers_change AS VARCHAR) AS found
                    FROM (SELECT m.*, ROW_NUMBER() OVER (PARTITION BY subscription_id ORDER BY event_position) AS number
                          FROM analytics.mrr_movements m) numbered"""),
            pairs("movement_cohorts", "An account's cohort is the month of its first movement.", MOVEMENTS, """
                    SELECT movement_id AS subject,
                           FIRST_VALUE(month_start) OVER (PARTITION BY subscription_id ORDER BY event_position) AS expected,
                           cohort_month AS found
                    FROM analytics.mrr_movements"""),
            sums("account_mrr", "An account's movements add up to the MRR of what it is on.", PeriodChecks.OPEN, """
                    SELECT subscription_id AS subject, currency, mrr_minor AS expected, 0 AS found
                    FROM analytics.periods WHERE ends_on IS NULL
                    UNION ALL
                    SELECT subscription_id, currency, 0, change_minor FROM analytics.mrr_movements"""),
            sums(
                    "account_customers",
                    "An account's movements add up to one customer while it has MRR, and to none else.",
                    PeriodChecks.OPEN,
                    """
                    SELECT subscription_id AS subject, 'customers' AS currency, 1 AS expected, 0 AS found
                    FROM analytics.periods WHERE ends_on IS NULL AND mrr_minor <> 0
                    UNION ALL
                    SELECT subscription_id, 'customers', 0, customers_change FROM analytics.mrr_movements"""),
            sums(
                    "account_days",
                    "On every day, an account's movements are what the MRR of the terms in force changes by.",
                    "analytics.periods",
                    """
                    SELECT subscription_id || ' ' || CAST(starts_on AS VARCHAR) AS subject, currency, mrr_minor AS expected, 0 AS found
                    FROM analytics.periods WHERE mrr_minor <> 0
                    UNION ALL
                    SELECT subscription_id || ' ' || CAST(ends_on AS VARCHAR), currency, -mrr_minor, 0
                    FROM analytics.periods WHERE mrr_minor <> 0 AND ends_on IS NOT NULL
                    UNION ALL
                    SELECT subscription_id || ' ' || CAST(happened_on AS VARCHAR), currency, 0, change_minor
                    FROM analytics.mrr_movements"""),
            amounts(
                    "month_mrr",
                    "At a month's end, the MRR of the terms in force is all movements until then: a month ends as the next starts.",
                    months(),
                    cumulated("mrr_minor", "change_minor")),
            pairs(
                    "month_customers",
                    "At a month's end, the accounts with MRR are all customers that came less those that went.",
                    months(),
                    cumulated("1", "customers_change")));

    /** The first day of a day's month. */
    static String monthOf(String day) {
        return "CAST(DATE_TRUNC('month', CAST(%s AS TIMESTAMP)) AS DATE)".formatted(day);
    }

    private static String months() {
        return "(SELECT DISTINCT currency, month_start FROM (%s) parts) months"
                .formatted(parts("mrr_minor", "change_minor"));
    }

    /** What recurring revenue, or customers, each period and movement adds to a month. */
    private static String parts(String ofPeriod, String ofMovement) {
        return """
            SELECT currency, %1$s AS month_start, %2$s AS expected, 0 AS found FROM analytics.periods WHERE mrr_minor <> 0
            UNION ALL
            SELECT currency, %3$s, -(%2$s), 0 FROM analytics.periods WHERE mrr_minor <> 0 AND ends_on IS NOT NULL
            UNION ALL
            SELECT currency, month_start, 0, %4$s FROM analytics.mrr_movements""".formatted(monthOf("starts_on"), ofPeriod, monthOf("ends_on"), ofMovement);
    }

    private static String cumulated(String ofPeriod, String ofMovement) {
        return """
                SELECT SUBSTRING(CAST(month_start AS VARCHAR), 1, 7) || ' ' || currency AS subject, currency,
                       SUM(expected) OVER (PARTITION BY currency ORDER BY month_start) AS expected,
                       SUM(found) OVER (PARTITION BY currency ORDER BY month_start) AS found
                FROM (SELECT currency, month_start, SUM(expected) AS expected, SUM(found) AS found
                      FROM (%s) parts GROUP BY currency, month_start) months""".formatted(parts(ofPeriod, ofMovement));
    }
}
