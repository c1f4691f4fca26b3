package com.kore.billing.app.oracle;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * What an account pays with.
 *
 * @param expiry of a card; ACH has none
 */
public record PayBy(String token, Optional<YearMonth> expiry) {

    public static PayBy card(String token, YearMonth expiry) {
        return new PayBy(token, Optional.of(expiry));
    }

    public static PayBy ach(String token) {
        return new PayBy(token, Optional.empty());
    }

    public boolean isAch() {
        return expiry.isEmpty();
    }

    /** Rule 8: a card is valid through its expiry month. */
    boolean isExpired(LocalDate today) {
        return expiry.filter(last -> YearMonth.from(today).isAfter(last)).isPresent();
    }

    /** How the billing history calls a payment by it. */
    String chargeType() {
        return isAch() ? "ach" : "credit_card";
    }

    /** What the simulated gateway answers to an invoice's <i>n</i>th attempt, by the token alone. */
    Outcome outcome(int attempt) {
        return switch (token) {
            case "tok_visa", "tok_mastercard", "ba_ok" -> Outcome.SUCCEEDED;
            case "tok_decline_2" -> attempt <= 2 ? Outcome.DECLINED : Outcome.SUCCEEDED;
            case "tok_timeout" -> Outcome.UNKNOWN;
            default -> Outcome.DECLINED;
        };
    }

    /** What is known of an attempt. Whoever asks about an unknown one learns that it succeeded: the money was taken. */
    enum Outcome {
        SUCCEEDED,
        DECLINED,
        UNKNOWN
    }
}
