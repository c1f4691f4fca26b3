package com.kore.billing.app.analytics.export;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The views of the schema {@code analytics}, with their columns as SQL gives them. They are said here once more because a view does not say which
 * of its columns are never null, and so that a file's form changes only where somebody decided it; a test holds them against the schema.
 */
enum ExportedView {
    SUBSCRIPTIONS("subscription_id", """
            subscription_id text, version bigint, opened_on date, time_zone text, account_kind text, status text, currency text, plan text,
            billing_interval text?, managed_users int, price_per_user_minor bigint?, mrr_minor bigint, in_force_since date,
            renews_on date?, credit_balance_minor bigint, cohort_month date?, first_paid_on date?, left_on date?"""),
    PERIODS("period_id", """
            period_id text, subscription_id text, account_kind text, currency text, plan text, billing_interval text?, managed_users int,
            price_per_user_minor bigint?, mrr_minor bigint, starts_on date, ends_on date?, event_id text"""),
    MRR_MOVEMENTS("movement_id", """
            movement_id text, subscription_id text, event_id text, event_position bigint, happened_on date, month_start date,
            happened_at instant, kind text, cause text, currency text, change_minor bigint, mrr_before_minor bigint,
            mrr_after_minor bigint, plan_before text, plan_after text, cohort_month date, customers_change int"""),
    INVOICES("invoice_id", """
            invoice_id text, subscription_id text, event_id text, event_position bigint, issued_on date, month_start date,
            issued_at instant, account_kind text, origin text, occasion text, status text, currency text, total_minor bigint,
            credit_applied_minor bigint, credited_minor bigint, amount_due_minor bigint, paid_minor bigint, open_minor bigint,
            void_minor bigint, uncollectible_minor bigint, late_paid_minor bigint, refunded_minor bigint, declines int, dunned boolean,
            settled_on date?"""),
    INVOICE_LINES("line_id", """
            line_id text, subscription_id text, invoice_id text, line_number int, issued_on date, kind text, plan text,
            billing_interval text, users int, unit_price_minor bigint, days int, period_days int, starts_on date, ends_on date,
            currency text, amount_minor bigint, catalog_version date?"""),
    PAYMENTS("payment_id", """
            payment_id text, subscription_id text, event_id text, event_position bigint, invoice_id text, credit_note_id text?,
            happened_on date, month_start date, happened_at instant, kind text, method text, attempt int?, code text?, currency text,
            amount_minor bigint, cash_minor bigint"""),
    CREDITS("credit_id", """
            credit_id text, subscription_id text, event_id text, event_position bigint, invoice_id text?, happened_on date,
            month_start date, happened_at instant, kind text, grant_kind text?, currency text, change_minor bigint,
            balance_minor bigint"""),
    REVENUE_SCHEDULE("entry_id", """
            entry_id text, subscription_id text, event_id text, invoice_id text, line_number int?, credit_note_id text?, kind text,
            month_start date, starts_on date, ends_on date, days int, currency text, amount_minor bigint"""),
    COHORTS("currency, cohort_month, month_start", """
            currency text, cohort_month date, month_start date, months_since int, customers bigint, mrr_minor bigint""");

    private final String key;
    private final String columns;

    ExportedView(String key, String columns) {
        this.key = key;
        this.columns = columns;
    }

    private static Column column(String text) {
        String[] nameAndType = text.split(" ", -1);
        boolean nullable = nameAndType[1].endsWith("?");
        String type = nameAndType[1].replace("?", "").toUpperCase(Locale.ROOT);
        return new Column(nameAndType[0], ColumnType.valueOf(type), nullable);
    }

    /** The name in SQL. */
    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In the order of SQL. */
    List<Column> columns() {
        return Arrays.stream(columns.split(",\\s+", -1))
                .map(ExportedView::column)
                .toList();
    }

    /** All rows in the order of their key, so that two files can be compared line by line. */
    String select() {
        return columns().stream()
                .map(Column::name)
                .collect(Collectors.joining(", ", "SELECT ", " FROM analytics." + sqlName() + " ORDER BY " + key));
    }

    static Optional<ExportedView> of(String sqlName) {
        return Arrays.stream(values())
                .filter(view -> view.sqlName().equals(sqlName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(ExportedView::sqlName).collect(Collectors.joining(", "));
    }
}
