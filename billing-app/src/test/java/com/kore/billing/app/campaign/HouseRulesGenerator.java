package com.kore.billing.app.campaign;

import com.kore.billing.app.oracle.Every;
import com.kore.billing.app.oracle.HouseRules;
import com.kore.billing.app.oracle.PriceList;
import com.kore.billing.app.oracle.PriceList.Price;
import com.kore.billing.app.oracle.PriceList.Version;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random catalogs and schedules. Catalogs have up to five versions, in which prices rise and fall, disappear for a while, or a plan is not offered at all. Some begin
 * only after the histories do, and some have no price in yen.
 */
final class HouseRulesGenerator {
    private static final long[] MONTHLY = {1, 7, 99, 333, 500, 899, 1000, 1001, 1999, 2495, 3333, 12_345, 239_995};
    private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY");

    private final Random random;

    HouseRulesGenerator(Random random) {
        this.random = random;
    }

    HouseRules generate(LocalDate begin) {
        return new HouseRules(prices(begin), random.nextBoolean() ? HouseRules.RETRY_DAYS_DEFAULT : retryDays());
    }

    /** Over more than a period, but never on the day of another one's end: nothing says which of the two comes first. */
    private List<Integer> retryDays() {
        return switch (random.nextInt(4)) {
            case 0 -> List.of(2);
            case 1 -> List.of(5, 10, 20, 40);
            case 2 -> List.of(1, 33, 35, 54, 80);
            default -> List.of(20, 50, 70);
        };
    }

    private PriceList prices(LocalDate begin) {
        List<String> plans = random.nextInt(3) == 0
                ? List.of("free", "basic", "premium", "enterprise")
                : List.of("free", "premium", "enterprise");
        List<Price> base = base(plans, random.nextInt(8) == 0 ? CURRENCIES.subList(0, 2) : CURRENCIES);
        List<Version> versions = new ArrayList<>();
        LocalDate from = random.nextInt(4) == 0 ? begin.plusDays(random.nextInt(150)) : LocalDate.EPOCH;
        versions.add(new Version(from, base));
        for (int more = random.nextInt(5); more > 0; more--) {
            LocalDate earliest = from.isBefore(begin) ? begin : from;
            from = earliest.plusDays(30 + random.nextInt(330));
            versions.add(new Version(from, later(plans, base)));
        }
        return new PriceList(plans, versions);
    }

    private List<Price> base(List<String> plans, List<String> currencies) {
        List<Price> prices = new ArrayList<>();
        for (String plan : plans.subList(1, plans.size())) {
            for (String currency : currencies) {
                long monthly = MONTHLY[random.nextInt(MONTHLY.length)];
                prices.add(new Price(plan, Every.MONTHLY, currency, monthly));
                prices.add(
                        new Price(plan, Every.ANNUAL, currency, monthly * (8 + random.nextInt(5)) + random.nextInt(3)));
            }
        }
        return prices;
    }

    private List<Price> later(List<String> plans, List<Price> base) {
        String lost = random.nextInt(8) == 0 ? plans.get(1 + random.nextInt(plans.size() - 1)) : "";
        List<Price> prices = new ArrayList<>();
        for (Price price : base) {
            boolean isLost = price.plan().equals(lost) || random.nextInt(16) == 0;
            if (!isLost) {
                long perUser = random.nextInt(5) < 2
                        ? Math.max(1, price.perUser() * (50 + random.nextInt(130)) / 100)
                        : price.perUser();
                prices.add(new Price(price.plan(), price.interval(), price.currency(), perUser));
            }
        }
        return prices;
    }
}
