package com.kore.billing.app.oracle;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is on offer, version by version.
 *
 * @param plans all that there ever are, from the free one upwards; ranks do not change between versions
 * @param versions the oldest first
 */
public record PriceList(List<String> plans, List<Version> versions) {

    /** In force from its day until the next version's. */
    public record Version(LocalDate from, List<Price> prices) {
        Optional<Long> price(String plan, Every interval, String currency) {
            return prices.stream()
                    .filter(price -> price.plan().equals(plan)
                            && price.interval() == interval
                            && price.currency().equals(currency))
                    .map(Price::perUser)
                    .findFirst();
        }
    }

    /** @param perUser in minor units */
    public record Price(String plan, Every interval, String currency, long perUser) {}

    boolean knows(String plan) {
        return plans.contains(plan);
    }

    boolean isFree(String plan) {
        return plans.indexOf(plan) == 0;
    }

    public String free() {
        return plans.getFirst();
    }

    int rank(String plan) {
        return plans.indexOf(plan);
    }

    /** Rule 1b: a currency that some version has a price in. */
    boolean prices(String currency) {
        return versions.stream()
                .flatMap(version -> version.prices().stream())
                .anyMatch(price -> price.currency().equals(currency));
    }

    /** Rule 12: what the version in force on a day asks; without a price it is not offered. */
    public Optional<Long> offered(String plan, Every interval, String currency, LocalDate on) {
        return inForce(on).flatMap(version -> version.price(plan, interval, currency));
    }

    /** Whether a plan is offered on a day at any interval. */
    boolean offersAtAll(String plan, String currency, LocalDate on) {
        return offered(plan, Every.MONTHLY, currency, on).isPresent()
                || offered(plan, Every.ANNUAL, currency, on).isPresent();
    }

    /** Rule 10: what a renewal on a day costs, by the latest version until then that has a price. */
    Optional<Long> renewed(String plan, Every interval, String currency, LocalDate on) {
        return versions.stream()
                .filter(version -> !version.from().isAfter(on))
                .sorted(Comparator.comparing(Version::from).reversed())
                .flatMap(version -> version.price(plan, interval, currency).stream())
                .findFirst();
    }

    private Optional<Version> inForce(LocalDate on) {
        return versions.stream()
                .filter(version -> !version.from().isAfter(on))
                .max(Comparator.comparing(Version::from));
    }
}
