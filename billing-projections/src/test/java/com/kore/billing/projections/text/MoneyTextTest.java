package com.kore.billing.projections.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "USD 16.67 | $16.67",
                "USD 1234567.80 | $1,234,567.80",
                "EUR 0.09 | €0.09",
                "JPY 1667 | ¥1,667",
                "CHF 12.34 | CHF 12.34",
                "BHD 1.234 | BHD 1.234",
                "USD -5.00 | -$5.00"
            })
    void amounts_read_the_same_in_every_default_locale(String amount, String text) {
        assertThat(MoneyText.of(Money.parse(amount))).isEqualTo(text);
    }
}
