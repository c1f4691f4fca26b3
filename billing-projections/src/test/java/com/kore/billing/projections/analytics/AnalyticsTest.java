package com.kore.billing.projections.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.catalog.Price;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.projections.Database;
import com.kore.billing.projections.History;
import com.kore.billing.projections.readmodel.ReadModelWriter;
import com.kore.billing.projections.readmodel.ReadModels;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.Visibility;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Figures over all accounts, worked out by hand. */
@ParameterizedClass
@EnumSource(Database.class)
class AnalyticsTest {
    private final Database database;
    private final Analytics analytics;
    private long position;

    AnalyticsTest(Database database) {
        this.database = database.emptied();
        this.analytics = new Analytics(database.client());
    }

    private void store(History stored) {
        List<StoredEvent> events = new ArrayList<>();
        for (StoredEvent event : stored.events()) {
            events.add(new StoredEvent(position++, event.sequence(), event.eventId(), event.event()));
        }
        ReadModelWriter writer = new ReadModelWriter(
                ReadModels.ALL, database.jdbc(), ReadModels.FORM, new Visibility(id -> 0, id -> false));
        database.transaction().executeWithoutResult(status -> writer.apply(events));
    }

    private static Total usd(long minor) {
        return new Total(BigInteger.valueOf(minor), CurrencyUnit.USD);
    }

    private static MonthRange months(String from, String to) {
        return new MonthRange(YearMonth.parse(from), YearMonth.parse(to));
    }

    private static Optional<BigDecimal> rate(String rate) {
        return Optional.of(new BigDecimal(rate));
    }

    /** Pays, and has paid, on the same second. */
    private static History customer(String id, int users, String at, String plan, BillingInterval interval) {
        return new History(id).opened(at, users).wentPaid(at, plan, interval).paid(at, 1);
    }

    @Test
    void a_hundred_at_a_hundred_a_month_and_fifty_at_six_hundred_a_year_are_12_500() {
        PlanCatalog catalog = new PlanCatalog(List.of(new PlanCatalog.Version(
                History.ALWAYS,
                List.of(
                        new Plan(new PlanId("free"), "Free", 0, List.of()),
                        new Plan(
                                new PlanId("pro"),
                                "Pro",
                                1,
                                List.of(
                                        new Price(BillingInterval.MONTHLY, Money.parse("USD 100.00")),
                                        new Price(BillingInterval.ANNUAL, Money.parse("USD 600.00"))))))));
        for (int i = 0; i < 150; i++) {
            store(new History("customer-" + i, catalog)
                    .opened("2026-01-10T09:00:00Z", 1)
                    .wentPaid("2026-01-10T10:00:00Z", "pro", i < 100 ? BillingInterval.MONTHLY : BillingInterval.ANNUAL)
                    .paid("2026-01-10T10:00:01Z", 1));
        }

        MrrReport.MrrMonth month = analytics
                .mrr(CurrencyUnit.USD, months("2026-01", "2026-01"))
                .months()
                .getFirst();
        assertThat(month.joined()).isEqualTo(usd(1_250_000));
        assertThat(month.ending()).isEqualTo(usd(1_250_000));
        assertThat(month.grossChurnRate()).isEmpty();
        PlansReport plans = analytics.plans(CurrencyUnit.USD, YearMonth.of(2026, 1));
        assertThat(plans.arr()).isEqualTo(usd(15_000_000));
        assertThat(plans.plans())
                .extracting(
                        PlansReport.PlanFigures::interval,
                        PlansReport.PlanFigures::subscriptions,
                        PlansReport.PlanFigures::mrr)
                .containsExactly(
                        tuple(Optional.of(BillingInterval.ANNUAL), 50L, usd(250_000)),
                        tuple(Optional.of(BillingInterval.MONTHLY), 100L, usd(1_000_000)));
    }

    /** Two join in January with 30.00 and 60.00; one grows by 20.00 in February, one leaves in March, and returns in May with 10.00. */
    private void twoCustomers() {
        store(customer("grows", 3, "2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY)
                .changedUsers("2026-02-01T10:00:00Z", 5)
                .paid("2026-02-01T10:00:01Z", 2));
        store(customer("returns", 3, "2026-01-20T10:00:00Z", "enterprise", BillingInterval.MONTHLY)
                .broughtUpTo("2026-02-20T00:00:00Z")
                .paid("2026-02-20T00:00:01Z", 2)
                .canceled("2026-02-25T10:00:00Z")
                .broughtUpTo("2026-03-20T00:00:00Z")
                .changedUsers("2026-05-02T10:00:00Z", 1)
                .wentPaid("2026-05-02T11:00:00Z", "premium", BillingInterval.MONTHLY)
                .paid("2026-05-02T11:00:01Z", 3));
    }

    @Test
    void a_months_movements_add_up_to_its_change_and_its_end_is_the_next_ones_beginning() {
        twoCustomers();

        assertThat(analytics.mrr(CurrencyUnit.USD, months("2025-12", "2026-05")).months())
                .containsExactly(
                        month("2025-12", 0, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty()),
                        month("2026-01", 0, 9000, 0, 0, 0, 0, 9000, Optional.empty(), Optional.empty()),
                        month("2026-02", 9000, 0, 2000, 0, 0, 0, 11000, rate("0.0000"), rate("-0.2222")),
                        month("2026-03", 11000, 0, 0, 0, 6000, 0, 5000, rate("0.5455"), rate("0.5455")),
                        month("2026-04", 5000, 0, 0, 0, 0, 0, 5000, rate("0.0000"), rate("0.0000")),
                        month("2026-05", 5000, 0, 0, 0, 0, 1000, 6000, rate("0.0000"), rate("-0.2000")));
    }

    private static MrrReport.MrrMonth month(
            String month,
            long starting,
            long joined,
            long expansion,
            long contraction,
            long churn,
            long reactivation,
            long ending,
            Optional<BigDecimal> gross,
            Optional<BigDecimal> net) {
        return new MrrReport.MrrMonth(
                YearMonth.parse(month),
                usd(starting),
                usd(joined),
                usd(expansion),
                usd(contraction),
                usd(churn),
                usd(reactivation),
                usd(ending),
                gross,
                net);
    }

    @Test
    void a_later_range_starts_from_what_came_before_it() {
        twoCustomers();

        assertThat(analytics.mrr(CurrencyUnit.USD, months("2026-03", "2026-03")).months())
                .containsExactly(month("2026-03", 11000, 0, 0, 0, 6000, 0, 5000, rate("0.5455"), rate("0.5455")));
    }

    @Test
    void a_cohort_is_told_by_what_is_left_of_it() {
        twoCustomers();
        store(customer("later", 1, "2026-02-10T10:00:00Z", "premium", BillingInterval.MONTHLY));

        RetentionReport retention = analytics.retention(CurrencyUnit.USD, months("2026-01", "2026-05"));

        RetentionReport.Cohort january = retention.cohorts().getFirst();
        assertThat(retention.cohorts())
                .extracting(RetentionReport.Cohort::month, RetentionReport.Cohort::customers)
                .containsExactly(tuple(YearMonth.of(2026, 1), 2L), tuple(YearMonth.of(2026, 2), 1L));
        assertThat(january.mrr()).isEqualTo(usd(9000));
        assertThat(january.months())
                .extracting(
                        RetentionReport.CohortMonth::monthsSince,
                        RetentionReport.CohortMonth::customers,
                        RetentionReport.CohortMonth::mrr,
                        RetentionReport.CohortMonth::customerRetention,
                        RetentionReport.CohortMonth::revenueRetention)
                .containsExactly(
                        tuple(0L, 2L, usd(9000), rate("1.0000"), rate("1.0000")),
                        tuple(1L, 2L, usd(11000), rate("1.0000"), rate("1.2222")),
                        tuple(2L, 1L, usd(5000), rate("0.5000"), rate("0.5556")),
                        tuple(3L, 1L, usd(5000), rate("0.5000"), rate("0.5556")),
                        tuple(4L, 2L, usd(6000), rate("1.0000"), rate("0.6667")));
        assertThat(retention.months().get(2))
                .isEqualTo(new RetentionReport.RetentionMonth(
                        YearMonth.of(2026, 3), 3, 0, 1, 0, 2, rate("0.3333"), rate("0.5000"), rate("0.5000")));
        assertThat(retention.months().getLast().reactivated()).isEqualTo(1);
    }

    @Test
    void the_view_of_cohorts_says_the_same() {
        twoCustomers();

        assertThat(database.jdbc()
                        .query(
                                "SELECT * FROM analytics.cohorts ORDER BY cohort_month, month_start",
                                (row, n) -> "%s %d: %d %d"
                                        .formatted(
                                                row.getDate("month_start"),
                                                row.getInt("months_since"),
                                                row.getLong("customers"),
                                                row.getLong("mrr_minor"))))
                .containsExactly(
                        "2026-01-01 0: 2 9000",
                        "2026-02-01 1: 2 11000",
                        "2026-03-01 2: 1 5000",
                        "2026-04-01 3: 1 5000",
                        "2026-05-01 4: 2 6000");
    }

    @Test
    void what_accounts_were_on_is_told_of_any_month() {
        twoCustomers();

        assertThat(analytics.plans(CurrencyUnit.USD, YearMonth.of(2026, 2)).plans())
                .containsExactly(
                        plan("enterprise", Optional.of(BillingInterval.MONTHLY), 1, 3, 6000),
                        plan("premium", Optional.of(BillingInterval.MONTHLY), 1, 5, 5000));
        assertThat(analytics.plans(CurrencyUnit.USD, YearMonth.of(2026, 3)).plans())
                .containsExactly(
                        plan("free", Optional.empty(), 1, 3, 0),
                        plan("premium", Optional.of(BillingInterval.MONTHLY), 1, 5, 5000));
        assertThat(analytics.plans(CurrencyUnit.USD, YearMonth.of(2025, 12)).plans())
                .isEmpty();
    }

    private static PlansReport.PlanFigures plan(
            String plan, Optional<BillingInterval> interval, long subscriptions, long users, long mrr) {
        return new PlansReport.PlanFigures(
                new PlanId(plan), interval, AccountKind.ONLINE, subscriptions, users, usd(mrr));
    }

    @Test
    void what_was_due_is_paid_open_lost_or_void() {
        store(customer("pays", 3, "2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY)
                .broughtUpTo("2026-02-15T00:00:00Z")
                .declined("2026-02-15T00:00:01Z", 2)
                .paid("2026-02-16T00:00:00Z", 2)
                .askedForRefund("2026-03-01T00:00:00Z", 2, Optional.of("USD 5.00"))
                .refunded("2026-03-01T00:00:01Z", 1));
        store(customer("lapses", 1, "2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY)
                .broughtUpTo("2026-02-15T00:00:00Z")
                .declined("2026-02-15T00:00:00Z", 2)
                .declined("2026-02-16T00:00:00Z", 2)
                .declined("2026-02-18T00:00:00Z", 2)
                .declined("2026-02-20T00:00:00Z", 2)
                .declined("2026-02-22T00:00:00Z", 2));
        store(new History("in-vain")
                .opened("2026-02-01T10:00:00Z", 7)
                .granted("2026-02-01T10:00:00Z", CreditKind.SIGNUP, "USD 9.00")
                .wentPaid("2026-02-01T10:00:00Z", "premium", BillingInterval.MONTHLY)
                .declined("2026-02-01T10:00:01Z", 1));

        assertThat(analytics
                        .collections(CurrencyUnit.USD, months("2026-02", "2026-03"))
                        .months())
                .containsExactly(
                        new CollectionsReport.CollectionsMonth(
                                YearMonth.of(2026, 2),
                                2,
                                usd(4000),
                                usd(0),
                                usd(3000),
                                usd(0),
                                usd(1000),
                                usd(6100),
                                usd(500),
                                rate("0.7500"),
                                usd(4000),
                                usd(3000),
                                rate("0.7500")),
                        new CollectionsReport.CollectionsMonth(
                                YearMonth.of(2026, 3),
                                0,
                                usd(0),
                                usd(0),
                                usd(0),
                                usd(0),
                                usd(0),
                                usd(0),
                                usd(0),
                                Optional.empty(),
                                usd(0),
                                usd(0),
                                Optional.empty()));
    }

    @Test
    void revenue_is_told_by_the_month_of_its_days() {
        store(customer("acme", 3, "2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY)
                .changedPlan("2026-02-01T10:00:00Z", "enterprise")
                .paid("2026-02-01T10:00:01Z", 2)
                .askedForRefund("2026-02-01T11:00:00Z", 1, Optional.of("USD 10.00"))
                .refunded("2026-02-01T11:00:01Z", 1));

        assertThat(analytics
                        .revenue(CurrencyUnit.USD, months("2026-01", "2026-02"))
                        .months())
                .containsExactly(
                        new RevenueReport.RevenueMonth(
                                YearMonth.of(2026, 1), usd(1645), usd(0), usd(0), usd(0), usd(1645)),
                        new RevenueReport.RevenueMonth(
                                YearMonth.of(2026, 2), usd(4065), usd(1355), usd(1000), usd(0), usd(1710)));
    }

    @Test
    void currencies_are_told_apart() {
        assertThat(analytics.currencies()).isEmpty();
        store(new History("a").opened("2026-01-15T10:00:00Z", 1, "JPY", "UTC"));
        store(new History("b").opened("2026-01-15T10:00:00Z", 1, "EUR", "UTC"));
        store(new History("c").opened("2026-01-15T10:00:00Z", 1, "JPY", "UTC"));
        twoCustomers();

        assertThat(analytics.currencies()).containsExactly(CurrencyUnit.EUR, CurrencyUnit.JPY, CurrencyUnit.USD);
        assertThat(analytics.plans(CurrencyUnit.JPY, YearMonth.of(2026, 1)).subscriptions())
                .isEqualTo(2);
        assertThat(analytics
                        .mrr(CurrencyUnit.EUR, months("2026-01", "2026-01"))
                        .months()
                        .getFirst()
                        .ending())
                .isEqualTo(new Total(BigInteger.ZERO, CurrencyUnit.EUR));
    }
}
