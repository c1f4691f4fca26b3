package com.kore.billing.projections.text;

import java.util.Locale;
import java.util.Map;
import org.joda.money.Money;

/** Amounts for people to read: {@code $1,416.67}, {@code ¥1,667}, {@code CHF 12.34}, {@code -$5.00}. */
public final class MoneyText {
    private static final Map<String, String> SYMBOLS = Map.of("USD", "$", "EUR", "€", "JPY", "¥");

    private MoneyText() {}

    /** With all of the currency's decimal places; a currency without a symbol of its own goes by its code. */
    public static String of(Money money) {
        String code = money.getCurrencyUnit().getCode();
        return (money.isNegative() ? "-" : "")
                + SYMBOLS.getOrDefault(code, code + " ")
                + String.format(
                        Locale.ROOT,
                        "%,." + money.getCurrencyUnit().getDecimalPlaces() + "f",
                        money.abs().getAmount());
    }
}
