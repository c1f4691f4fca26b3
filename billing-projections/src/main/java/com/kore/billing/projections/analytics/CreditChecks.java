package com.kore.billing.projections.analytics;

import static com.kore.billing.projections.analytics.ReconciliationCheck.amounts;
import static com.kore.billing.projections.analytics.ReconciliationCheck.sums;

import java.util.List;

/** Whether credit balances are what came less what went, as invoices and account summaries say. */
final class CreditChecks {
    private CreditChecks() {}

    static final List<ReconciliationCheck> ALL = List.of(
            sums(
                    "credit_balance",
                    "An account's credits add up to the credit balance of its account summary, which is folded apart.",
                    PeriodChecks.ACCOUNTS,
                    """
                    SELECT s.subscription_id AS subject, s.currency, s.credit_balance_minor AS expected, 0 AS found FROM %s
                    UNION ALL
                    SELECT subscription_id, currency, 0, change_minor FROM analytics.credits""".formatted(PeriodChecks.ACCOUNTS)),
            amounts(
                    "credit_running_balance",
                    "The balance after a credit is the sum of all changes until then.",
                    "analytics.credits",
                    """
                    SELECT credit_id AS subject, currency,
                           SUM(change_minor) OVER (PARTITION BY subscription_id ORDER BY event_position) AS expected,
                           balance_minor AS found
                    FROM analytics.credits"""),
            sums(
                    "credit_invoices",
                    "What invoices applied, credited and, being void, gave back is what they say.",
                    "analytics.invoices",
                    """
                    SELECT invoice_id || ' applied' AS subject, currency, -credit_applied_minor AS expected, 0 AS found
                    FROM analytics.invoices WHERE credit_applied_minor <> 0
                    UNION ALL
                    SELECT invoice_id || ' credited', currency, credited_minor, 0
                    FROM analytics.invoices WHERE credited_minor <> 0
                    UNION ALL
                    SELECT invoice_id || ' returned', currency, credit_applied_minor, 0
                    FROM analytics.invoices WHERE credit_applied_minor <> 0 AND status = 'void'
                    UNION ALL
                    SELECT COALESCE(invoice_id, credit_id) || ' ' || kind, currency, 0, change_minor
                    FROM analytics.credits WHERE kind <> 'granted'"""));
}
