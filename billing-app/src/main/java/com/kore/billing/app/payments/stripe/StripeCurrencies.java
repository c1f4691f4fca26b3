package com.kore.billing.app.payments.stripe;

import com.kore.billing.domain.catalog.PlanCatalog;
import java.util.List;
import java.util.Set;
import org.joda.money.CurrencyUnit;

/**
 * Which currencies have the same minor unit here and with Stripe. Amounts are sent in ours: in a currency in which Stripe counts another
 * unit, a hundred times the price would be taken, or a hundredth of it.
 *
 * <p>Stripe counts every currency in hundredths but for those that it lists as zero-decimal. So ISK and UGX, which have no decimals here,
 * are not the same; nor is MGA, which has none there; nor are BHD, IQD, JOD, KWD, LYD, OMR and TND with their three: where Stripe takes
 * three at all, the last one must be 0, and parts of a price do not keep to that. What is no money of any country (funds, metals,
 * currencies of the past) is not either, or Stripe refuses it by itself.
 *
 * @see <a href="https://docs.stripe.com/currencies#zero-decimal">zero-decimal currencies</a>, <a
 *     href="https://docs.stripe.com/currencies#special-cases">special cases</a> (ISK and UGX) and <a
 *     href="https://docs.stripe.com/currencies#three-decimal">three-decimal currencies</a>
 */
final class StripeCurrencies {
    private static final int HUNDREDTHS = 2;

    /** Stripe's list, without UGX, which stands there too and is to be given in hundredths all the same. */
    private static final Set<String> ZERO_DECIMAL = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");

    private StripeCurrencies() {}

    static boolean isCountedAlike(CurrencyUnit currency) {
        return currency.getDecimalPlaces() == (ZERO_DECIMAL.contains(currency.getCode()) ? 0 : HUNDREDTHS);
    }

    /** Those that a catalog has prices in and Stripe would take for another amount, by their codes. */
    static List<String> miscounted(PlanCatalog catalog) {
        return CurrencyUnit.registeredCurrencies().stream()
                .filter(catalog::prices)
                .filter(currency -> !isCountedAlike(currency))
                .map(CurrencyUnit::getCode)
                .sorted()
                .toList();
    }
}
