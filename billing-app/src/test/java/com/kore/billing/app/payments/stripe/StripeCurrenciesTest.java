package com.kore.billing.app.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

class StripeCurrenciesTest {
    /** All that Joda-Money knows, so that an upgrade of it, or of a country's money, is seen. */
    @Test
    void those_that_stripe_counts_otherwise_are_known() {
        assertThat(CurrencyUnit.registeredCurrencies().stream()
                        .filter(currency -> !StripeCurrencies.isCountedAlike(currency))
                        .filter(currency -> !currency.isPseudoCurrency())
                        .map(CurrencyUnit::getCode))
                .containsExactlyInAnyOrder(
                        // Hundredths with Stripe, whole ones here, and the other way round.
                        "ISK",
                        "UGX",
                        "MGA",
                        // Thousandths, of which Stripe takes tens or none.
                        "BHD",
                        "IQD",
                        "JOD",
                        "KWD",
                        "LYD",
                        "OMR",
                        "TND",
                        // No money any more, or funds; Stripe has none of them.
                        "ADP",
                        "BEF",
                        "BYR",
                        "CLF",
                        "ESP",
                        "GRD",
                        "ITL",
                        "LUF",
                        "PTE",
                        "UYI");
    }

    @Test
    void the_others_without_decimals_are_those_of_stripes_list() {
        assertThat(CurrencyUnit.registeredCurrencies().stream()
                        .filter(StripeCurrencies::isCountedAlike)
                        .filter(currency -> currency.getDecimalPlaces() != 2)
                        .map(CurrencyUnit::getCode))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of("BIF CLP DJF GNF JPY KMF KRW PYG RWF VND VUV XAF XOF XPF".split(" ", -1))
                                .toList());
    }
}
