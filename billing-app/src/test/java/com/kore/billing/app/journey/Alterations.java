package com.kore.billing.app.journey;

import java.util.List;

/** At least one alteration for each check, of the accounts of {@link ReconciliationJourney}. */
final class Alterations {
    static final List<Alteration> ALL = List.of(
            Alteration.of(
                    "invoice_lines",
                    "UPDATE analytics_invoice_line SET amount_minor = 3001 WHERE row_key = 'ACME-0001/1'",
                    "ACME-0001: 3001 USD, 3000 USD",
                    "revenue_lines"),
            Alteration.of(
                    "invoice_line_numbers",
                    "UPDATE analytics_invoice_line SET line_number = 2 WHERE row_key = 'ACME-0001/1'",
                    "ACME-0001: 1 to 1, 2 to 2"),
            Alteration.of(
                    "invoice_balance",
                    "UPDATE analytics_invoice SET open_minor = 1 WHERE row_key = 'ACME-0001'",
                    "ACME-0001: 3000 USD, 3001 USD"),
            Alteration.of(
                    "invoice_status",
                    "UPDATE analytics_invoice SET status = 'past_due' WHERE row_key = 'ACME-0001'",
                    "ACME-0001: 3000 USD, 0 USD",
                    "invoice_read_model"),
            Alteration.of(
                    "invoice_cash",
                    "UPDATE analytics_payment SET amount_minor = 3001, cash_minor = 3001 WHERE invoice_id = 'ACME-0001'"
                            + " AND kind = 'succeeded'",
                    "ACME-0001: 2001 USD, 2000 USD"),
            Alteration.of(
                    "invoice_refunds",
                    "UPDATE analytics_invoice SET refunded_minor = 3001 WHERE row_key = 'ACME-0001'",
                    "ACME-0001: 3000 USD, 3001 USD",
                    "invoice_cash",
                    "revenue_reversals",
                    "invoice_read_model"),
            Alteration.of(
                    "payment_cash",
                    "UPDATE analytics_payment SET cash_minor = 1 WHERE invoice_id = 'VOID-0001'",
                    "void/6: 0 USD, 1 USD",
                    "invoice_cash"),
            Alteration.of(
                    "invoice_read_model",
                    "UPDATE invoice SET amount_refunded_minor = 0 WHERE row_key = 'ACME-0001'",
                    "ACME-0001: acme 2026-01-15 change paid USD total 3000 credit 0 due 3000 paid 3000 refunded 0, acme"
                            + " 2026-01-15 change paid USD total 3000 credit 0 due 3000 paid 3000 refunded 1000"),
            Alteration.of(
                    "invoice_read_model",
                    "DELETE FROM invoice WHERE row_key = 'LATE-0003'",
                    "LATE-0003: none, late 2026-03-15 renewal uncollectible USD total 3000 credit 0 due 3000 paid 3000 refunded 3000"),
            Alteration.of(
                    "credit_balance",
                    "UPDATE account_summary SET credit_balance_minor = 701 WHERE subscription_id = 'void'",
                    "void: 701 USD, 700 USD"),
            Alteration.of(
                    "credit_running_balance",
                    "UPDATE analytics_credit SET balance_minor = 701 WHERE subscription_id = 'void' AND kind = 'returned'",
                    "void/8: 700 USD, 701 USD"),
            Alteration.of(
                    "credit_invoices",
                    "UPDATE analytics_credit SET kind = 'credited' WHERE subscription_id = 'void' AND kind = 'returned'",
                    "VOID-0001 returned: 700 USD, 0 USD"),
            Alteration.of(
                    "revenue_lines",
                    "UPDATE analytics_revenue SET amount_minor = amount_minor + 1 WHERE invoice_id = 'LATE-0001'"
                            + " AND month_start = DATE '2026-02-01'",
                    "LATE-0001/1 charge: 3000 USD, 3001 USD"),
            Alteration.of(
                    "revenue_reversals",
                    "DELETE FROM analytics_revenue WHERE invoice_id = 'LATE-0002' AND kind = 'write_off'",
                    "LATE-0002 write_off: -3000 USD, 0 USD"),
            Alteration.of(
                    "months",
                    "UPDATE analytics_invoice SET month_start = DATE '2026-02-01' WHERE row_key = 'ACME-0001'",
                    "invoices ACME-0001: 2026-01-01, 2026-02-01"),
            Alteration.of(
                    "movement_chain",
                    "UPDATE analytics_mrr_movement SET mrr_before_minor = mrr_before_minor + 1, mrr_after_minor = mrr_after_minor + 1"
                            + " WHERE subscription_id = 'slow'",
                    "slow/3: 0 USD, 1 USD",
                    "movement_kinds"),
            Alteration.of(
                    "movement_change",
                    "UPDATE analytics_mrr_movement SET change_minor = 2501 WHERE subscription_id = 'slow'",
                    "slow/3: 2500 USD, 2501 USD",
                    "account_mrr",
                    "account_days",
                    "month_mrr"),
            Alteration.of(
                    "movement_kinds",
                    "UPDATE analytics_mrr_movement SET kind = 'reactivation' WHERE subscription_id = 'slow'",
                    "slow/3: new 1, reactivation 1"),
            Alteration.of(
                    "movement_cohorts",
                    "UPDATE analytics_mrr_movement SET cohort_month = DATE '2026-01-01' WHERE subscription_id = 'slow'",
                    "slow/3: 2026-02-01, 2026-01-01"),
            Alteration.of(
                    "account_mrr",
                    "UPDATE analytics_subscription SET mrr_minor = 2501 WHERE subscription_id = 'slow'",
                    "slow: 2501 USD, 2500 USD",
                    "account_days",
                    "month_mrr",
                    "period_mrr"),
            Alteration.of(
                    "account_customers",
                    "UPDATE analytics_mrr_movement SET customers_change = 0 WHERE subscription_id = 'slow'",
                    "slow: 1 customers, 0 customers",
                    "movement_kinds",
                    "month_customers"),
            Alteration.of(
                    "account_days",
                    "UPDATE analytics_mrr_movement SET happened_on = DATE '2026-02-02' WHERE subscription_id = 'slow'",
                    "slow 2026-02-01: 2500 USD, 0 USD"),
            Alteration.of(
                    "month_mrr",
                    "UPDATE analytics_mrr_movement SET happened_on = DATE '2026-02-15', month_start = DATE '2026-02-01'"
                            + " WHERE subscription_id = 'acme' AND change_minor = 2000",
                    "2026-01 USD: 31000 USD, 29000 USD",
                    "account_days"),
            Alteration.of(
                    "month_customers",
                    "DELETE FROM analytics_mrr_movement WHERE subscription_id = 'back' AND kind = 'churn'",
                    "2026-02 USD: 4, 5",
                    "movement_chain",
                    "account_mrr",
                    "account_customers",
                    "account_days",
                    "month_mrr"),
            Alteration.of(
                    "period_chain",
                    "UPDATE analytics_period SET ends_on = DATE '2026-02-02' WHERE subscription_id = 'slow'",
                    "slow/terms/1: 2026-02-01, 2026-02-02"),
            Alteration.of(
                    "period_beginnings",
                    "UPDATE analytics_period SET starts_on = DATE '2026-01-16' WHERE subscription_id = 'slow'",
                    "slow: 2026-01-15, 2026-01-16"),
            Alteration.of(
                    "period_mrr",
                    "UPDATE analytics_period SET mrr_minor = 1 WHERE subscription_id = 'slow'",
                    "slow/terms/1: 0 USD, 1 USD",
                    "account_days",
                    "month_mrr",
                    "month_customers"),
            Alteration.of(
                    "period_in_force",
                    "UPDATE account_summary SET managed_users = 4 WHERE subscription_id = 'slow'",
                    "slow: online premium annual 4 x 10000 USD, online premium annual 3 x 10000 USD"),
            Alteration.of(
                    "accounts",
                    "UPDATE account_summary SET version = 99 WHERE subscription_id = 'slow'",
                    "slow: 99, 7"),
            Alteration.of("accounts", "DELETE FROM account_summary WHERE subscription_id = 'slow'", "slow: none, 1"));

    private Alterations() {}
}
