package com.kore.billing.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BillingCalendarTest {

    @Test
    void period_n_ends_where_n_plus_1_starts_for_every_anchor() {
        for (LocalDate anchor = LocalDate.of(2023, 1, 1); anchor.getYear() < 2027; anchor = anchor.plusDays(1)) {
            for (BillingInterval interval : BillingInterval.values()) {
                BillingCalendar calendar = new BillingCalendar(anchor, interval);
                assertThat(calendar.period(0).start()).isEqualTo(anchor);
                for (int n = 0; n < 30; n++) {
                    assertThat(calendar.period(n).end())
                            .as("%s, period %d", calendar, n)
                            .isEqualTo(calendar.period(n + 1).start());
                }
            }
        }
    }

    @Test
    void a_period_is_found_again_by_its_start() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            BillingCalendar calendar = new BillingCalendar(
                    LocalDate.of(2000, 1, 1).plusDays(random.nextInt(20_000)),
                    random.nextBoolean() ? BillingInterval.MONTHLY : BillingInterval.ANNUAL);
            BillingPeriod period = calendar.period(random.nextInt(400));
            assertThat(calendar.periodStarting(period.start()))
                    .as("seed %d, %s", seed, calendar)
                    .isEqualTo(period);
        }
    }

    @Test
    void a_day_on_which_no_period_starts_is_refused() {
        BillingCalendar calendar = new BillingCalendar(LocalDate.of(2026, 1, 31), BillingInterval.MONTHLY);
        assertThatThrownBy(() -> calendar.periodStarting(LocalDate.of(2026, 3, 30)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> calendar.periodStarting(LocalDate.of(2025, 12, 31)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_period_counts_days_and_not_hours_across_a_change_of_the_clocks() {
        BillingPeriod march = new BillingPeriod(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1));
        assertThat(march.days()).isEqualTo(31);
        assertThat(march.daysFrom(LocalDate.of(2026, 3, 31))).isEqualTo(1);
    }

    @Test
    void a_period_ends_at_the_first_instant_of_its_last_day_even_where_midnight_is_skipped() {
        BillingPeriod period = new BillingPeriod(LocalDate.of(2026, 8, 6), LocalDate.of(2026, 9, 6));
        assertThat(period.endsAt(ZoneId.of("America/Santiago"))).isEqualTo(Instant.parse("2026-09-06T04:00:00Z"));
        assertThat(period.endsAt(ZoneId.of("UTC"))).isEqualTo(Instant.parse("2026-09-06T00:00:00Z"));
    }

    @Test
    void a_period_without_a_day_and_a_day_outside_of_it_are_refused() {
        LocalDate day = LocalDate.of(2026, 1, 1);
        assertThatThrownBy(() -> new BillingPeriod(day, day)).isInstanceOf(IllegalArgumentException.class);
        BillingPeriod period = new BillingPeriod(day, day.plusMonths(1));
        assertThatThrownBy(() -> period.daysFrom(period.end())).isInstanceOf(IllegalArgumentException.class);
    }
}
