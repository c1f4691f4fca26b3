package com.kore.billing.app.demo;

import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.joda.money.CurrencyUnit;

/** Invents companies: no two of one name, in several zones and currencies. The names are coined, so that nobody is meant. */
final class Companies {
    private static final List<String> COINED = List.of(
            "Arvendo",
            "Belquist",
            "Corvanta",
            "Dralmere",
            "Elvorin",
            "Fennwick-Oru",
            "Galdoria",
            "Havenquil",
            "Istrava",
            "Jorvell",
            "Kelmonde",
            "Lumarque",
            "Mervello",
            "Nostrella",
            "Orbinata",
            "Pelverra",
            "Quintorel",
            "Rosmundi",
            "Saltivera",
            "Torvanne",
            "Ulmarisk",
            "Vendrassa",
            "Wexmoria",
            "Xandrelle",
            "Yorvinta",
            "Zelkandra");
    private static final List<String> TRADES = List.of(
            "Bakery",
            "Ceramics",
            "Cycles",
            "Freight",
            "Gardens",
            "Instruments",
            "Lighting",
            "Optics",
            "Paper",
            "Textiles");
    private static final List<String> FIRST_NAMES =
            List.of("Ana", "Bela", "Chiyo", "Dario", "Elin", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Luca");
    private static final List<String> LAST_NAMES = List.of(
            "Brannoch",
            "Delvary",
            "Esterquist",
            "Farnholm",
            "Grimaldo-Vey",
            "Hollander-Ash",
            "Ivarone",
            "Mirowen",
            "Ostrelle",
            "Tolvane");

    /** Where they are; nobody gives a street of a real one. */
    private record Place(
            String zone, int hourUtc, String currency, String city, String region, String postalCode, String country) {}

    private static final List<Place> PLACES = List.of(
            new Place("America/New_York", 15, "USD", "New York", "NY", "10001", "US"),
            new Place("Europe/Berlin", 15, "EUR", "Berlin", "", "10115", "DE"),
            new Place("Asia/Tokyo", 6, "JPY", "Tokyo", "", "100-0001", "JP"),
            new Place("Australia/Sydney", 6, "USD", "Sydney", "NSW", "2000", "AU"),
            new Place("UTC", 15, "EUR", "Reykjavik", "", "101", "IS"),
            new Place("Europe/Paris", 15, "EUR", "Paris", "", "75001", "FR"),
            new Place("America/New_York", 15, "USD", "Boston", "MA", "02108", "US"));

    private final Random chance;
    private final PlanCatalog catalog;
    private final Iterator<String> names;
    private int count;

    Companies(Random chance, PlanCatalog catalog) {
        this.chance = chance;
        this.catalog = catalog;
        List<String> all = new ArrayList<>();
        COINED.forEach(coined -> TRADES.forEach(trade -> all.add(coined + " " + trade)));
        Collections.shuffle(all, chance);
        this.names = all.iterator();
    }

    /** One after the other they are in every place. */
    Company next() {
        Place place = PLACES.get(count++ % PLACES.size());
        String name = names.next();
        String id = name.toLowerCase(Locale.ROOT).replace(' ', '-');
        return new Company(
                new SubscriptionId(id),
                name,
                ZoneId.of(place.zone()),
                place.hourUtc(),
                priced(CurrencyUnit.of(place.currency())),
                profile(place, id));
    }

    /** The place's, unless the catalog has no price in it. */
    private CurrencyUnit priced(CurrencyUnit currency) {
        return catalog.prices(currency)
                ? currency
                : catalog.versions().stream()
                        .flatMap(version -> version.plans().stream())
                        .flatMap(plan -> plan.prices().stream())
                        .map(price -> price.perUser().getCurrencyUnit())
                        .findFirst()
                        .orElse(currency);
    }

    private BillingProfile profile(Place place, String id) {
        String first = any(FIRST_NAMES);
        String last = any(LAST_NAMES);
        String line1 = (1 + chance.nextInt(200)) + " Example Street";
        return new BillingProfile(
                first + " " + last,
                (first + "." + last).toLowerCase(Locale.ROOT) + "@" + id + ".example",
                new BillingProfile.Address(
                        line1, "", place.city(), place.region(), place.postalCode(), place.country()));
    }

    private String any(List<String> of) {
        return of.get(chance.nextInt(of.size()));
    }
}
