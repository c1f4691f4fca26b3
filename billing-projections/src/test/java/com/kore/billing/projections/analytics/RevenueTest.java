package com.kore.billing.projections.analytics;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.projections.History;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Which days revenue counts for. */
class RevenueTest {

    private static History premium() {
        return new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "premium", MONTHLY)
                .paid("2026-01-15T10:00:01Z", 1);
    }

    @Test
    void a_month_is_spread_over_its_days() {
        assertThat(Told.of(premium()).revenue())
                .containsExactly(
                        "ACME-0001/1 2026-01-15 to 2026-02-01 CHARGE 16.45",
                        "ACME-0001/1 2026-02-01 to 2026-02-15 CHARGE 13.55");
    }

    @Test
    void credited_days_take_back_what_was_charged_for_them() {
        assertThat(Told.of(premium().changedPlan("2026-02-01T10:00:00Z", "enterprise"))
                        .revenue())
                .endsWith(
                        "ACME-0002/1 2026-02-01 to 2026-02-15 CREDIT -13.55",
                        "ACME-0002/2 2026-02-01 to 2026-02-15 CHARGE 27.10");
    }

    @Test
    void a_year_comes_to_its_price_exactly() {
        Told told = Told.of(new History("acme")
                .opened("2026-01-15T09:00:00Z", 1, "JPY", "Asia/Tokyo")
                .wentPaid("2026-01-15T10:00:00Z", "premium", ANNUAL));

        assertThat(told.rows(RevenueEntry.class)).hasSize(13);
        assertThat(told.rows(RevenueEntry.class)
                        .map(RevenueEntry::amount)
                        .reduce(Money.zero(CurrencyUnit.JPY), Money::plus))
                .isEqualTo(Money.parse("JPY 10000"));
        assertThat(told.revenue()).contains("ACME-0001/1 2026-02-01 to 2026-03-01 CHARGE 767");
    }

    @Test
    void an_invoice_that_is_void_has_none() {
        assertThat(Told.of(premium()
                                .changedPlan("2026-02-01T10:00:00Z", "enterprise")
                                .declined("2026-02-01T10:00:01Z", 2))
                        .revenue())
                .containsExactlyElementsOf(Told.of(premium()).revenue());
    }

    @Test
    void a_refund_takes_back_what_was_recognized_on_its_day_and_what_was_not_on_the_days_to_come() {
        assertThat(Told.of(premium()
                                .askedForRefund("2026-01-20T10:00:00Z", 1, Optional.empty())
                                .refunded("2026-01-20T10:00:01Z", 1))
                        .revenue())
                .endsWith(
                        "ACME-CN-0001/past 2026-01-20 to 2026-01-21 REFUND -4.84",
                        "ACME-CN-0001 2026-01-20 to 2026-02-01 REFUND -11.61",
                        "ACME-CN-0001 2026-02-01 to 2026-02-15 REFUND -13.55");
    }

    @Test
    void a_refund_of_a_part_takes_back_that_part_of_each_day() {
        assertThat(Told.of(premium()
                                .askedForRefund("2026-02-01T10:00:00Z", 1, Optional.of("USD 10.00"))
                                .refunded("2026-02-01T10:00:01Z", 1))
                        .revenue())
                .endsWith(
                        "ACME-CN-0001/past 2026-02-01 to 2026-02-02 REFUND -5.48",
                        "ACME-CN-0001 2026-02-01 to 2026-02-15 REFUND -4.52");
    }

    @Test
    void a_refund_after_the_period_counts_on_its_day() {
        assertThat(Told.of(premium()
                                .askedForRefund("2026-04-20T10:00:00Z", 1, Optional.empty())
                                .refunded("2026-04-20T10:00:01Z", 1))
                        .revenue())
                .endsWith("ACME-CN-0001/past 2026-04-20 to 2026-04-21 REFUND -30.00");
    }

    @Test
    void a_refund_that_failed_takes_nothing_back() {
        assertThat(Told.of(premium()
                                .askedForRefund("2026-01-20T10:00:00Z", 1, Optional.empty())
                                .refundFailed("2026-01-20T10:00:01Z", 1))
                        .revenue())
                .containsExactlyElementsOf(Told.of(premium()).revenue());
    }

    @Test
    void what_is_lost_is_taken_back_and_money_that_comes_too_late_changes_nothing() {
        History lapsed = premium()
                .broughtUpTo("2026-02-15T00:00:00Z")
                .declined("2026-02-15T00:00:00Z", 2)
                .declined("2026-02-16T00:00:00Z", 2)
                .declined("2026-02-18T00:00:00Z", 2)
                .declined("2026-02-20T00:00:00Z", 2)
                .declined("2026-02-22T00:00:00Z", 2);

        assertThat(Told.of(lapsed).revenue())
                .endsWith(
                        "ACME-0002/1 2026-02-15 to 2026-03-01 CHARGE 15.00",
                        "ACME-0002/1 2026-03-01 to 2026-03-15 CHARGE 15.00",
                        "ACME-0002/lost/past 2026-02-22 to 2026-02-23 WRITE_OFF -7.50",
                        "ACME-0002/lost 2026-02-22 to 2026-03-01 WRITE_OFF -7.50",
                        "ACME-0002/lost 2026-03-01 to 2026-03-15 WRITE_OFF -15.00");
    }

    @Test
    void what_is_taken_back_before_the_period_counts_when_it_would_have_been_recognized() {
        BillingPeriod period = new BillingPeriod(LocalDate.of(2026, 2, 10), LocalDate.of(2026, 3, 10));

        assertThat(RevenueSchedule.reverse(Money.parse("USD 28.00"), period, LocalDate.of(2026, 1, 31)))
                .extracting(part -> part.days().start() + " " + part.amount().getAmount())
                .containsExactly("2026-02-10 -19.00", "2026-03-01 -9.00");
    }
}
