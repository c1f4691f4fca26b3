package com.kore.billing.projections.analytics;

import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Figures over all accounts of a currency, asked of the views that analysts have too, or of the tables behind them. */
public final class Analytics {
    private final JdbcClient jdbc;

    public Analytics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether there is anything to ask: not before a new version has folded what happened before it. */
    public boolean isFilled() {
        return jdbc.sql("SELECT generation FROM read_model WHERE name = 'analytics'")
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Those that accounts have, in the order of their codes. */
    public List<CurrencyUnit> currencies() {
        List<CurrencyUnit> currencies = new ArrayList<>();
        String last = "";
        while (true) {
            // One step in an index for each of the few there are, where DISTINCT would read them all.
            Optional<String> next = jdbc.sql("""
                    SELECT MIN(currency) FROM analytics_subscription
                    WHERE generation = (SELECT generation FROM read_model WHERE name = 'analytics') AND currency > ?""")
                    .param(last)
                    .query((row, n) -> Optional.ofNullable(row.getString(1)))
                    .single();
            if (next.isEmpty()) {
                return currencies;
            }
            last = next.get();
            currencies.add(CurrencyUnit.of(last));
        }
    }

    public MrrReport mrr(CurrencyUnit currency, MonthRange range) {
        return MrrReport.of(currency, range, movements(currency, range));
    }

    public RetentionReport retention(CurrencyUnit currency, MonthRange range) {
        return RetentionReport.of(currency, range, movements(currency, range));
    }

    /** Everything up to the last month of the range. */
    private List<MovementSum> movements(CurrencyUnit currency, MonthRange range) {
        return jdbc.sql("""
                SELECT cohort_month, month_start, kind, SUM(change_minor) AS change_minor, SUM(customers_change) AS customers
                FROM analytics.mrr_movements WHERE currency = ? AND month_start <= ?
                GROUP BY cohort_month, month_start, kind""")
                .param(currency.getCode())
                .param(range.lastMonth())
                .query((row, n) -> new MovementSum(
                        month(row, "cohort_month"),
                        month(row, "month_start"),
                        constant(MrrMovement.Kind.class, row.getString("kind")),
                        total(row, "change_minor", currency),
                        row.getLong("customers")))
                .list();
    }

    /** At the end of a month. Each table is summed up by itself: only so does PostgreSQL see how few groups there are, and sorts nothing. */
    public PlansReport plans(CurrencyUnit currency, YearMonth month) {
        return PlansReport.of(
                currency,
                month,
                jdbc.sql("""
                        SELECT plan, billing_interval, account_kind, SUM(subscriptions) AS subscriptions, SUM(users) AS users,
                               SUM(mrr_minor) AS mrr_minor
                        FROM (
                            SELECT plan, billing_interval, account_kind, COUNT(*) AS subscriptions, SUM(managed_users) AS users,
                                   SUM(mrr_minor) AS mrr_minor
                            FROM analytics_period
                            WHERE generation = (SELECT generation FROM read_model WHERE name = 'analytics')
                              AND currency = :currency AND starts_on <= :day AND ends_on > :day
                            GROUP BY plan, billing_interval, account_kind
                            UNION ALL
                            SELECT plan, billing_interval, account_kind, COUNT(*), SUM(managed_users), SUM(mrr_minor)
                            FROM analytics_subscription
                            WHERE generation = (SELECT generation FROM read_model WHERE name = 'analytics')
                              AND currency = :currency AND in_force_since <= :day
                            GROUP BY plan, billing_interval, account_kind) parts
                        GROUP BY plan, billing_interval, account_kind
                        ORDER BY plan, billing_interval, account_kind""")
                        .param("currency", currency.getCode())
                        .param("day", month.atEndOfMonth())
                        .query((row, n) -> new PlansReport.PlanFigures(
                                new PlanId(row.getString("plan")),
                                Optional.ofNullable(row.getString("billing_interval"))
                                        .map(interval -> constant(BillingInterval.class, interval)),
                                constant(AccountKind.class, row.getString("account_kind")),
                                row.getLong("subscriptions"),
                                row.getLong("users"),
                                total(row, "mrr_minor", currency)))
                        .list());
    }

    public CollectionsReport collections(CurrencyUnit currency, MonthRange range) {
        Map<YearMonth, CollectionsReport.CollectionsMonth> found = new HashMap<>();
        jdbc.sql("""
                SELECT month_start, SUM(CASE WHEN status = 'void' THEN 0 ELSE 1 END) AS invoices, SUM(amount_due_minor - void_minor) AS due,
                       SUM(CASE WHEN status = 'void' THEN 0 ELSE credit_applied_minor END) AS credit_applied,
                       SUM(paid_minor) AS paid, SUM(open_minor) AS open_amount,
                       SUM(uncollectible_minor) AS uncollectible, SUM(void_minor) AS voided, SUM(refunded_minor) AS refunded,
                       SUM(CASE WHEN dunned THEN amount_due_minor ELSE 0 END) AS dunned,
                       SUM(CASE WHEN dunned THEN paid_minor ELSE 0 END) AS recovered,
                       SUM(CASE WHEN dunned THEN uncollectible_minor ELSE 0 END) AS lost
                FROM analytics.invoices WHERE currency = ? AND %s
                GROUP BY month_start""".formatted(within(range))).param(currency.getCode()).query(row -> {
            found.put(month(row, "month_start"), collected(row, currency));
        });
        return new CollectionsReport(
                currency,
                range.months().stream()
                        .map(month ->
                                found.getOrDefault(month, CollectionsReport.CollectionsMonth.none(month, currency)))
                        .toList());
    }

    private static CollectionsReport.CollectionsMonth collected(ResultSet row, CurrencyUnit currency)
            throws SQLException {
        Total due = total(row, "due", currency);
        Total paid = total(row, "paid", currency);
        Total recovered = total(row, "recovered", currency);
        return new CollectionsReport.CollectionsMonth(
                month(row, "month_start"),
                row.getLong("invoices"),
                due,
                total(row, "credit_applied", currency),
                paid,
                total(row, "open_amount", currency),
                total(row, "uncollectible", currency),
                total(row, "voided", currency),
                total(row, "refunded", currency),
                paid.of(due),
                total(row, "dunned", currency),
                recovered,
                recovered.of(recovered.plus(total(row, "lost", currency))));
    }

    public RevenueReport revenue(CurrencyUnit currency, MonthRange range) {
        Map<YearMonth, Map<RevenueEntry.Kind, Total>> found = new HashMap<>();
        jdbc.sql("""
                SELECT month_start, kind, SUM(amount_minor) AS amount_minor
                FROM analytics.revenue_schedule WHERE currency = ? AND %s
                GROUP BY month_start, kind""".formatted(within(range))).param(currency.getCode()).query(row -> {
            found.computeIfAbsent(month(row, "month_start"), any -> new HashMap<>())
                    .put(
                            constant(RevenueEntry.Kind.class, row.getString("kind")),
                            total(row, "amount_minor", currency));
        });
        Total zero = Total.zero(currency);
        return new RevenueReport(
                currency,
                range.months().stream()
                        .map(month -> {
                            Map<RevenueEntry.Kind, Total> kinds = found.getOrDefault(month, Map.of());
                            return RevenueReport.RevenueMonth.of(
                                    month,
                                    kinds.getOrDefault(RevenueEntry.Kind.CHARGE, zero),
                                    kinds.getOrDefault(RevenueEntry.Kind.CREDIT, zero),
                                    kinds.getOrDefault(RevenueEntry.Kind.REFUND, zero),
                                    kinds.getOrDefault(RevenueEntry.Kind.WRITE_OFF, zero));
                        })
                        .toList());
    }

    /** Not as parameters: of a range that it does not know, PostgreSQL expects few rows, and has one process sum up millions. */
    private static String within(MonthRange range) {
        return "month_start BETWEEN DATE '%s' AND DATE '%s'".formatted(range.firstDay(), range.lastMonth());
    }

    private static YearMonth month(ResultSet row, String column) throws SQLException {
        return YearMonth.from(row.getObject(column, LocalDate.class));
    }

    private static Total total(ResultSet row, String column, CurrencyUnit currency) throws SQLException {
        BigDecimal sum = row.getBigDecimal(column);
        return new Total(sum.toBigIntegerExact(), currency);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String stored) {
        return Enum.valueOf(type, stored.toUpperCase(Locale.ROOT));
    }
}
