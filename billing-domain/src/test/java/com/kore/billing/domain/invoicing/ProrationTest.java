package com.kore.billing.domain.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class ProrationTest {

    @Test
    void half_a_minor_unit_is_rounded_up() {
        assertThat(Proration.part(Money.parse("USD 0.01"), 1, 1, 2)).isEqualTo(Money.parse("USD 0.01"));
        assertThat(Proration.part(Money.parse("USD 0.01"), 1, 1, 3)).isEqualTo(Money.parse("USD 0.00"));
    }

    @Test
    void yen_have_no_fractions() {
        assertThat(Proration.part(Money.parse("JPY 1000"), 3, 14, 31)).isEqualTo(Money.parse("JPY 1355"));
    }

    @Test
    void the_amount_is_never_further_than_half_a_minor_unit_from_the_exact_ratio() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long cents = random.nextLong(1_000_000);
            int users = random.nextInt(1, 5_000);
            int periodDays = random.nextInt(1, 367);
            int days = random.nextInt(periodDays + 1);
            Money part = Proration.part(Money.ofMinor(CurrencyUnit.USD, cents), users, days, periodDays);

            BigInteger twiceExact = BigInteger.valueOf(cents)
                    .multiply(BigInteger.valueOf(users))
                    .multiply(BigInteger.valueOf(days))
                    .multiply(BigInteger.TWO);
            BigInteger twiceRounded = BigInteger.valueOf(part.getAmountMinorLong())
                    .multiply(BigInteger.valueOf(periodDays))
                    .multiply(BigInteger.TWO);
            BigInteger error = twiceRounded.subtract(twiceExact);
            assertThat(error)
                    .as("seed %d: %d x %d x %d / %d", seed, cents, users, days, periodDays)
                    .isGreaterThan(BigInteger.valueOf(-periodDays))
                    .isLessThanOrEqualTo(BigInteger.valueOf(periodDays));
        }
    }

    @Test
    void the_whole_period_costs_the_whole_price() {
        assertThat(Proration.part(Money.parse("USD 9.99"), 7, 31, 31)).isEqualTo(Money.parse("USD 69.93"));
    }

    @Test
    void what_is_no_part_of_a_period_is_refused() {
        Money price = Money.of(CurrencyUnit.USD, new BigDecimal("1.00"));
        assertThatThrownBy(() -> Proration.part(price, 1, 32, 31)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Proration.part(price, -1, 1, 31)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Proration.part(price, 1, -1, 31)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Proration.part(price, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Proration.part(price.negated(), 1, 1, 31))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
