package com.kore.billing.projections.analytics;

import static com.kore.billing.projections.analytics.ReconciliationCheck.amounts;
import static com.kore.billing.projections.analytics.ReconciliationCheck.pairs;

import java.util.List;

/** Whether terms follow each other day by day, and are in the end those that account summaries show. */
final class PeriodChecks {
    static final String ACCOUNTS =
            "(SELECT * FROM account_summary WHERE generation = (SELECT generation FROM read_model WHERE name = 'account_summary')) s";
    static final String OPEN = "analytics.periods WHERE ends_on IS NULL";

    private static final String TERMS = """
            %1$s.account_kind || ' ' || %1$s.plan || ' ' || COALESCE(%1$s.billing_interval, 'free') || ' '
            || CAST(%1$s.managed_users AS VARCHAR) || ' x ' || COALESCE(CAST(%1$s.price_per_user_minor AS VARCHAR), '0')
            || ' ' || %1$s.currency""";

    private PeriodChecks() {}

    static final List<ReconciliationCheck> ALL = List.of(
            pairs(
                    "period_chain",
                    "A period ends as the account's next one starts, and the last one has no end.",
                    "analytics.periods",
                    """
                    SELECT period_id AS subject,
                           LEAD(starts_on) OVER (PARTITION BY subscription_id ORDER BY starts_on, COALESCE(ends_on, DATE '9999-12-31')) AS expected,
                           ends_on AS found
                    FROM analytics.periods"""),
            pairs(
                    "period_beginnings",
                    "An account's first period starts as it was opened, or before that under a contract that had started.",
                    ACCOUNTS,
                    """
                    SELECT p.subscription_id AS subject,
                           CASE WHEN p.contract_starts_on = p.starts_on THEN LEAST(p.starts_on, s.opened_on) ELSE s.opened_on END AS expected,
                           p.starts_on AS found
                    FROM analytics.subscriptions s
                    JOIN (SELECT subscription_id, MIN(starts_on) AS starts_on,
                                 MIN(CASE account_kind WHEN 'contract' THEN starts_on END) AS contract_starts_on
                          FROM analytics.periods GROUP BY subscription_id) p
                      ON p.subscription_id = s.subscription_id"""),
            amounts(
                    "period_mrr",
                    "A period's MRR is its price times its users, a year's divided by twelve and rounded half up; the free plan's"
                            + " is nothing.",
                    "analytics.periods",
                    """
                    SELECT period_id AS subject, currency,
                           CASE billing_interval WHEN 'monthly' THEN price_per_user_minor * managed_users
                                                 WHEN 'annual' THEN (price_per_user_minor * managed_users + 6) / 12
                                                 ELSE 0 END AS expected,
                           mrr_minor AS found
                    FROM analytics.periods"""),
            pairs(
                    "period_in_force",
                    "The period without an end is on the terms that the account summary shows, which is folded apart.",
                    ACCOUNTS,
                    """
                    SELECT s.subscription_id AS subject, %s AS expected, %s AS found
                    FROM %s
                    LEFT JOIN (SELECT * FROM %s) p ON p.subscription_id = s.subscription_id""".formatted(TERMS.formatted("s"), TERMS.formatted("p"), ACCOUNTS, OPEN)),
            pairs(
                    "accounts",
                    "The accounts are those with an account summary, at the same version.",
                    ACCOUNTS,
                    """
                    SELECT s.subscription_id AS subject, s.version AS expected, a.version AS found
                    FROM %1$s
                    LEFT JOIN analytics.subscriptions a ON a.subscription_id = s.subscription_id
                    UNION ALL
                    SELECT p.subscription_id, NULL, 1
                    FROM analytics.periods p
                    LEFT JOIN %1$s ON s.subscription_id = p.subscription_id
                    WHERE p.ends_on IS NULL AND s.subscription_id IS NULL""".formatted(ACCOUNTS)));
}
