package com.kore.billing.app.demo;

import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.joda.money.CurrencyUnit;

/**
 * Who an account of the year belongs to. All of them are invented, and their e-mail addresses end in {@code .example}.
 *
 * @param hourUtc when people work there, in UTC, where the date is the same then
 */
record Company(
        SubscriptionId id, String name, ZoneId zone, int hourUtc, CurrencyUnit currency, BillingProfile profile) {
    private static final int MINUTES = 60;
    private static final int MINUTES_APART = 37;

    /**
     * When something is done on a day: at one minute on one half of the earth, which differs from day to day. What is done at one instant
     * is played in one go.
     */
    Instant workingTime(LocalDate day) {
        int minute = (int) (day.toEpochDay() * MINUTES_APART % MINUTES);
        return day.atTime(hourUtc, minute).toInstant(ZoneOffset.UTC);
    }
}
