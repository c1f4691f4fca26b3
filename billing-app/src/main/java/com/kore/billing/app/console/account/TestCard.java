package com.kore.billing.app.console.account;

import com.kore.billing.app.console.FormBody;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cards that the simulated gateway knows: where no money moves, nobody has a token of a real one. */
enum TestCard {
    VISA("Visa ending in 4242: every payment succeeds", "tok_visa", "Visa", "4242"),
    MASTERCARD("Mastercard ending in 4444: every payment succeeds", "tok_mastercard", "Mastercard", "4444"),
    DECLINED("Visa ending in 0002: every payment is declined", "tok_decline", "Visa", "0002"),
    DECLINED_TWICE("Visa ending in 0341: the first two tries are declined", "tok_decline_2", "Visa", "0341"),
    SILENT("Visa ending in 0119: paid, but the answer is lost at first", "tok_timeout", "Visa", "0119");

    private static final String FIELD = "card";

    private final String label;
    private final String token;
    private final String brand;
    private final String last4;

    TestCard(String label, String token, String brand, String last4) {
        this.label = label;
        this.token = token;
        this.brand = brand;
        this.last4 = last4;
    }

    public String label() {
        return label;
    }

    /** The form with what a gateway would have made of the card that was chosen. */
    static FormBody chosenIn(FormBody form) {
        return chosenIn(chosenIn(form, ""), "paymentMethod.");
    }

    private static FormBody chosenIn(FormBody form, String prefix) {
        Optional<TestCard> chosen = Optional.ofNullable(form.fields().get(prefix + FIELD))
                .flatMap(name -> Arrays.stream(values())
                        .filter(card -> card.name().equals(name))
                        .findFirst());
        FormBody others = form.without(Set.of(prefix + FIELD));
        return chosen.map(card -> others.with(Map.of(
                        prefix + "kind", "card",
                        prefix + "token", card.token,
                        prefix + "brand", card.brand,
                        prefix + "last4", card.last4)))
                .orElse(others);
    }
}
