package com.kore.billing.projections.analytics;

import static com.kore.billing.projections.analytics.ReconciliationCheck.pairs;
import static com.kore.billing.projections.analytics.ReconciliationCheck.sums;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether all that was invoiced counts as revenue, and nothing else, each part in its month. */
final class RevenueChecks {
    private RevenueChecks() {}

    static final List<ReconciliationCheck> ALL = List.of(
            sums(
                    "revenue_lines",
                    "Over all months, the revenue of an invoice's line is its amount; a void invoice has none.",
                    "analytics.invoice_lines",
                    """
                    SELECT l.line_id || ' ' || l.kind AS subject, l.currency, l.amount_minor AS expected, 0 AS found
                    FROM analytics.invoice_lines l
                    JOIN analytics.invoices i ON i.invoice_id = l.invoice_id
                    WHERE i.status <> 'void'
                    UNION ALL
                    SELECT invoice_id || '/' || CAST(line_number AS VARCHAR) || ' ' || kind, currency, 0, amount_minor
                    FROM analytics.revenue_schedule
                    WHERE line_number IS NOT NULL"""),
            sums(
                    "revenue_reversals",
                    "Over all months, what is refunded of an invoice, or is uncollectible, is taken back; what came after it was"
                            + " written off has not counted.",
                    "analytics.invoices",
                    """
                    SELECT invoice_id || ' refund' AS subject, currency, -refunded_minor AS expected, 0 AS found
                    FROM analytics.invoices WHERE refunded_minor <> 0 AND status <> 'uncollectible'
                    UNION ALL
                    SELECT invoice_id || ' write_off', currency, -uncollectible_minor, 0
                    FROM analytics.invoices WHERE uncollectible_minor <> 0
                    UNION ALL
                    SELECT invoice_id || ' ' || kind, currency, 0, amount_minor
                    FROM analytics.revenue_schedule WHERE line_number IS NULL"""),
            pairs(
                    "months",
                    "A movement, an invoice, a payment, a credit and a part of revenue count for the month of their day.",
                    "(" + months() + ") months",
                    months()));

    private static String months() {
        return Stream.of(
                        month("mrr_movements", "movement_id", "happened_on"),
                        month("invoices", "invoice_id", "issued_on"),
                        month("payments", "payment_id", "happened_on"),
                        month("credits", "credit_id", "happened_on"),
                        month("revenue_schedule", "entry_id", "starts_on"))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static String month(String view, String key, String day) {
        return "SELECT '%1$s ' || %2$s AS subject, %3$s AS expected, month_start AS found FROM analytics.%1$s"
                .formatted(view, key, MovementChecks.monthOf(day));
    }
}
