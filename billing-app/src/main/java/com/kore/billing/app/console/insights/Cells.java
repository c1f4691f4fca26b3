package com.kore.billing.app.console.insights;

import com.kore.billing.app.console.Words;
import com.kore.billing.app.console.insights.Figure.Cell;
import com.kore.billing.projections.analytics.Total;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.Money;

/** How figures are printed: exact, whatever their size. */
final class Cells {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH_IN_FULL = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final int SHADES = 10;

    private Cells() {}

    /** {@code Mar 2027}, for many of them below each other. */
    static String month(YearMonth month) {
        return MONTH.format(month);
    }

    /** {@code March 2027}, in a sentence. */
    static String monthInFull(YearMonth month) {
        return MONTH_IN_FULL.format(month);
    }

    static String words(Total total) {
        return Words.money(money(total));
    }

    static Cell of(Total total) {
        Money money = money(total);
        return Cell.of(Words.money(money), money.getAmount().toPlainString());
    }

    /** What is taken away. */
    static Cell negative(Total total) {
        Money money = money(total).negated();
        return Cell.of(Words.money(money), money.getAmount().toPlainString());
    }

    private static Money money(Total total) {
        return Money.of(
                total.currency(),
                new BigDecimal(total.amount(), total.currency().getDecimalPlaces()));
    }

    static Cell count(long count) {
        return Cell.of(String.format(Locale.ROOT, "%,d", count), Long.toString(count));
    }

    /** {@code 54.55%}; a dash where there is nothing to divide by. */
    static Cell rate(Optional<BigDecimal> rate) {
        return rate.map(Cells::percent)
                .map(percent -> Cell.of(percent.toPlainString() + "%", percent.toPlainString()))
                .orElse(Cell.of("-", ""));
    }

    /** The same, tinted the more the more it is. */
    static Cell shadedRate(Optional<BigDecimal> rate) {
        Cell cell = rate(rate);
        return new Cell(cell.text(), cell.value(), rate.map(Cells::shade).orElse(""));
    }

    private static BigDecimal percent(BigDecimal rate) {
        return rate.movePointRight(2).setScale(2, RoundingMode.HALF_UP);
    }

    private static String shade(BigDecimal rate) {
        return Integer.toString(Math.clamp(
                rate.multiply(BigDecimal.valueOf(SHADES))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValue(),
                0,
                SHADES));
    }
}
