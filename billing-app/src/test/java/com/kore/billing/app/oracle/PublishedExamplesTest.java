package com.kore.billing.app.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts and dates from the public documentation of peers. */
class PublishedExamplesTest {

    @ParameterizedTest
    @CsvSource({
        "24.95, 25, 30, 20.79",
        "50.00, 22, 31, 35.48",
        "100.00, 15, 31, 48.39",
        "40.00, 366, 731, 20.03",
        "10.00, 14, 28, 5.00",
        "2399.95, 355, 365, 2334.20"
    })
    void a_part_of_a_period_is_charged_by_the_day(BigDecimal price, long days, long periodDays, BigDecimal expected) {
        long part = Sums.part(price.movePointRight(2).longValueExact(), 1, days, periodDays);

        assertThat(part).isEqualTo(expected.movePointRight(2).longValueExact());
    }

    @ParameterizedTest
    @CsvSource({
        "2017-01-31, MONTHLY, 2017-02-28 2017-03-31 2017-04-30",
        "2024-01-31, MONTHLY, 2024-02-29 2024-03-31 2024-04-30",
        "2024-02-29, ANNUAL, 2025-02-28 2026-02-28 2027-02-28 2028-02-29"
    })
    void every_period_is_counted_from_the_anchor(LocalDate anchor, Every interval, String starts) {
        String[] expected = starts.split(" ", -1);

        assertThat(IntStream.rangeClosed(1, expected.length).mapToObj(n -> interval.after(anchor, n)))
                .extracting(LocalDate::toString)
                .containsExactly(expected);
    }
}
