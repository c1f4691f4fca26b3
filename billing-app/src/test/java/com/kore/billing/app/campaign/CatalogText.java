package com.kore.billing.app.campaign;

import com.kore.billing.app.oracle.PriceList;
import com.kore.billing.app.oracle.PriceList.Price;
import com.kore.billing.app.oracle.PriceList.Version;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;

/** The oracle's prices as a catalog file. */
final class CatalogText {
    private CatalogText() {}

    /** A plan that a version has no price of stands in it all the same, so that its name and rank are known. */
    static String of(PriceList prices) {
        StringBuilder yaml = new StringBuilder("versions:\n");
        for (Version version : prices.versions()) {
            yaml.append("  - effectiveFrom: ").append(version.from()).append("\n    plans:\n");
            for (String plan : prices.plans()) {
                yaml.append("      - {id: %s, name: %s, rank: %d, prices: [%s]}%n"
                        .formatted(plan, name(plan), prices.plans().indexOf(plan), prices(version, plan)));
            }
        }
        return yaml.toString();
    }

    private static String name(String plan) {
        return plan.substring(0, 1).toUpperCase(Locale.ROOT) + plan.substring(1);
    }

    private static String prices(Version version, String plan) {
        return version.prices().stream()
                .filter(price -> price.plan().equals(plan))
                .map(CatalogText::text)
                .collect(Collectors.joining(", "));
    }

    private static String text(Price price) {
        int decimals = price.currency().equals("JPY") ? 0 : 2;
        return "{interval: %s, currency: %s, perUser: \"%s\"}"
                .formatted(
                        price.interval().word(),
                        price.currency(),
                        BigDecimal.valueOf(price.perUser(), decimals).toPlainString());
    }
}
