package com.kore.billing.projections.analytics;

import com.kore.billing.domain.calendar.BillingPeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * Revenue by the day of the period paid for. Of an amount for <i>n</i> days, {@code amount x k / n} has been recognized after <i>k</i> of them, rounded half
 * up to the currency's minor unit; what falls into a month is the difference of two such sums. So the months add up to the amount exactly.
 */
final class RevenueSchedule {
    private RevenueSchedule() {}

    /**
     * An amount for some days of one month.
     *
     * @param past whether it takes back on one day what was recognized before it
     */
    record Part(BillingPeriod days, Money amount, boolean past) {}

    /** By month, without those in which it comes to nothing. */
    static List<Part> spread(Money amount, BillingPeriod period) {
        return byMonth(amount, period, period.start()).stream()
                .filter(part -> !part.amount().isZero())
                .toList();
    }

    /**
     * What takes an amount back on a day: what has been recognized until then on that day, what has not on the days on which it would have been.
     * The negative of the amount in all.
     */
    static List<Part> reverse(Money amount, BillingPeriod period, LocalDate on) {
        LocalDate from = on.isBefore(period.start()) ? period.start() : on;
        Part past = new Part(new BillingPeriod(on, on.plusDays(1)), recognized(amount, period, from), true);
        return Stream.concat(Stream.of(past), byMonth(amount, period, from).stream())
                .filter(part -> !part.amount().isZero())
                .map(part -> new Part(part.days(), part.amount().negated(), part.past()))
                .toList();
    }

    private static List<Part> byMonth(Money amount, BillingPeriod period, LocalDate from) {
        List<Part> parts = new ArrayList<>();
        LocalDate start = from;
        while (start.isBefore(period.end())) {
            LocalDate nextMonth = start.withDayOfMonth(1).plusMonths(1);
            LocalDate end = nextMonth.isBefore(period.end()) ? nextMonth : period.end();
            parts.add(new Part(
                    new BillingPeriod(start, end),
                    recognized(amount, period, end).minus(recognized(amount, period, start)),
                    false));
            start = end;
        }
        return parts;
    }

    /** Of the amount, once the day before the given one is over. */
    private static Money recognized(Money amount, BillingPeriod period, LocalDate until) {
        long days = Math.min(ChronoUnit.DAYS.between(period.start(), until), period.days());
        BigDecimal exact = amount.getAmount().multiply(BigDecimal.valueOf(days));
        return Money.of(
                amount.getCurrencyUnit(),
                exact.divide(
                        BigDecimal.valueOf(period.days()),
                        amount.getCurrencyUnit().getDecimalPlaces(),
                        RoundingMode.HALF_UP));
    }
}
