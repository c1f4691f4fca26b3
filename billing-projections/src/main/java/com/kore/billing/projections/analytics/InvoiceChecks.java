package com.kore.billing.projections.analytics;

import static com.kore.billing.projections.analytics.ReconciliationCheck.amounts;
import static com.kore.billing.projections.analytics.ReconciliationCheck.pairs;
import static com.kore.billing.projections.analytics.ReconciliationCheck.sums;

import java.util.List;

/** Whether invoices, their lines and the money for them add up, and are those that the invoice pages show. */
final class InvoiceChecks {
    private static final String INVOICES = "analytics.invoices";
    private static final String SHOWN =
            "invoice s WHERE s.generation = (SELECT generation FROM read_model WHERE name = 'invoice')";

    private InvoiceChecks() {}

    static final List<ReconciliationCheck> ALL = List.of(
            sums("invoice_lines", "An invoice's total is the sum of its lines.", INVOICES, """
                    SELECT invoice_id AS subject, currency, 0 AS expected, total_minor AS found FROM analytics.invoices
                    UNION ALL
                    SELECT invoice_id, currency, amount_minor, 0 FROM analytics.invoice_lines"""),
            pairs(
                    "invoice_line_numbers",
                    "An invoice has lines, which are numbered from 1 without a gap.",
                    INVOICES,
                    """
                    SELECT i.invoice_id AS subject, '1 to ' || CAST(COALESCE(l.lines, 1) AS VARCHAR) AS expected,
                           CAST(l.first_number AS VARCHAR) || ' to ' || CAST(l.last_number AS VARCHAR) AS found
                    FROM analytics.invoices i
                    LEFT JOIN (SELECT invoice_id, COUNT(*) AS lines, MIN(line_number) AS first_number, MAX(line_number) AS last_number
                               FROM analytics.invoice_lines GROUP BY invoice_id) l ON l.invoice_id = i.invoice_id"""),
            amounts(
                    "invoice_balance",
                    "An invoice's total is the credit applied, less what was credited, plus what is paid, open, void and uncollectible.",
                    INVOICES,
                    """
                    SELECT invoice_id AS subject, currency, total_minor AS expected,
                           credit_applied_minor - credited_minor + paid_minor + open_minor + void_minor + uncollectible_minor AS found
                    FROM analytics.invoices"""),
            amounts(
                    "invoice_status",
                    "All that was due of an invoice is paid, open, void or uncollectible, as its status says.",
                    INVOICES,
                    """
                    SELECT invoice_id AS subject, currency, amount_due_minor AS expected,
                           CASE status WHEN 'paid' THEN paid_minor WHEN 'void' THEN void_minor
                                       WHEN 'uncollectible' THEN uncollectible_minor ELSE open_minor END AS found
                    FROM analytics.invoices"""),
            sums(
                    "invoice_cash",
                    "The cash of an invoice's payments is what was paid, plus what was paid late, less what was refunded.",
                    INVOICES,
                    """
                    SELECT invoice_id AS subject, currency, 0 AS expected, paid_minor + late_paid_minor - refunded_minor AS found
                    FROM analytics.invoices
                    UNION ALL
                    SELECT invoice_id, currency, cash_minor, 0 FROM analytics.payments"""),
            amounts(
                    "invoice_refunds",
                    "At most what was paid for an invoice, in time or late, is refunded.",
                    INVOICES,
                    """
                    SELECT invoice_id AS subject, currency, LEAST(refunded_minor, paid_minor + late_paid_minor) AS expected,
                           refunded_minor AS found
                    FROM analytics.invoices"""),
            amounts(
                    "payment_cash",
                    "A payment's cash is its amount where money came, the negative of it where it went back, and else nothing.",
                    "analytics.payments",
                    """
                    SELECT payment_id AS subject, currency,
                           CASE WHEN kind IN ('succeeded', 'recorded') THEN amount_minor
                                WHEN kind = 'refunded' THEN -amount_minor ELSE 0 END AS expected,
                           cash_minor AS found
                    FROM analytics.payments"""),
            pairs(
                    "invoice_read_model",
                    "Invoices are those of the read model that the invoice pages show, which is folded apart.",
                    SHOWN,
                    """
                    SELECT s.row_key AS subject, %s AS expected, %s AS found
                    FROM (SELECT * FROM %s) s
                    LEFT JOIN analytics.invoices i ON i.invoice_id = s.row_key
                    UNION ALL
                    SELECT i.invoice_id, NULL, %s
                    FROM analytics.invoices i
                    LEFT JOIN (SELECT s.row_key FROM %s) s ON s.row_key = i.invoice_id
                    WHERE s.row_key IS NULL""".formatted(
                                    told("s", "s.amount_paid_minor", "s.amount_refunded_minor"),
                                    found(),
                                    SHOWN,
                                    found(),
                                    SHOWN)));

    private static String found() {
        return told("i", "i.paid_minor + i.late_paid_minor", "i.refunded_minor");
    }

    private static String told(String row, String paid, String refunded) {
        return """
                %1$s.subscription_id || ' ' || CAST(%1$s.issued_on AS VARCHAR) || ' ' || %1$s.origin || ' ' || %1$s.status
                || ' ' || %1$s.currency || ' total ' || CAST(%1$s.total_minor AS VARCHAR)
                || ' credit ' || CAST(%1$s.credit_applied_minor AS VARCHAR) || ' due ' || CAST(%1$s.amount_due_minor AS VARCHAR)
                || ' paid ' || CAST(%2$s AS VARCHAR) || ' refunded ' || CAST(%3$s AS VARCHAR)""".formatted(row, paid, refunded);
    }
}
