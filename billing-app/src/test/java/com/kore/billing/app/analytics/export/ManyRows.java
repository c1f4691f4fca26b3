package com.kore.billing.app.analytics.export;

import com.kore.billing.app.testing.Vendor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that no event led to, laid by SQL; their keys have no order when they are laid. */
final class ManyRows {
    private static final String NUMBERED = "MOD(CAST(n AS BIGINT) * 7919, 1000003)";

    private ManyRows() {}

    static void payments(JdbcClient jdbc, Vendor vendor, int count) {
        insert(jdbc, vendor, "analytics_payment", count, """
                generation, subscription_id, row_key, event_id, event_position, invoice_id, happened_on, month_start, happened_at, kind,
                method, currency, amount_minor, cash_minor""", """
                1, 'many', CONCAT('many/', CAST(%s AS VARCHAR)), CONCAT('event-', CAST(n AS VARCHAR)), n, 'MANY-0001', DATE '2026-01-15',
                DATE '2026-01-01', TIMESTAMP WITH TIME ZONE '2026-01-15 12:00:00+00:00', 'payment', 'recorded', 'USD', n, n""".formatted(NUMBERED));
    }

    static void revenue(JdbcClient jdbc, Vendor vendor, int count) {
        insert(jdbc, vendor, "analytics_revenue", count, """
                generation, subscription_id, row_key, event_id, invoice_id, line_number, kind, month_start, starts_on, ends_on, days, currency,
                amount_minor""", """
                1, 'many', CONCAT('MANY-0001/', CAST(%s AS VARCHAR)), CONCAT('event-', CAST(n AS VARCHAR)), 'MANY-0001', 1, 'charge',
                DATE '2026-01-01', DATE '2026-01-01', DATE '2026-02-01', 31, 'USD', n""".formatted(NUMBERED));
    }

    private static void insert(JdbcClient jdbc, Vendor vendor, String table, int count, String columns, String values) {
        String from = vendor == Vendor.POSTGRESQL
                ? "generate_series(1, %d) AS numbers (n)".formatted(count)
                : "(SELECT x AS n FROM SYSTEM_RANGE(1, %d)) AS numbers".formatted(count);
        jdbc.sql("INSERT INTO %s (%s) SELECT %s FROM %s".formatted(table, columns, values, from))
                .update();
    }

    /** On H2, whose columns keep to their types: the view then has a number that its column cannot hold, in its last row. */
    static void makeOneUnreadable(JdbcClient jdbc) {
        String definition = jdbc.sql("""
                        SELECT view_definition FROM information_schema.views
                        WHERE table_schema = 'ANALYTICS' AND table_name = 'PAYMENTS'""").query(String.class).single();
        String last = jdbc.sql("SELECT MAX(row_key) FROM analytics_payment")
                .query(String.class)
                .single();
        jdbc.sql("CREATE OR REPLACE VIEW analytics.payments AS "
                        + definition.replaceFirst(
                                "\"ATTEMPT\"",
                                "CASE WHEN \"ROW_KEY\" = '%s' THEN 3000000000 ELSE \"ATTEMPT\" END AS \"ATTEMPT\""
                                        .formatted(last)))
                .update();
    }
}
