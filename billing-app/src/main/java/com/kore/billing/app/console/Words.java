package com.kore.billing.app.console;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.projections.text.MoneyText;
import com.kore.billing.projections.text.TermsText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.joda.money.Money;

/** How pages say dates, times, amounts and terms: in English, the same in every default locale. */
public final class Words {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);

    private Words() {}

    /** {@code 1 March 2027}. */
    public static String date(LocalDate date) {
        return DATE.format(date);
    }

    /** {@code 1 March 2027, 14:05 Europe/Berlin}, or {@code UTC}, by whichever of its names it is given. */
    public static String instant(Instant instant, ZoneId zone) {
        return minute(instant, zone) + " " + (zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
    }

    /** {@code 1 March 2027, 14:05}: where the page says elsewhere in which zone. */
    public static String minute(Instant instant, ZoneId zone) {
        return TIME.withZone(zone).format(instant);
    }

    public static String money(Money money) {
        return MoneyText.of(money);
    }

    /** {@code $10.00 per user per month}. */
    public static String price(Money perUser, BillingInterval interval) {
        return money(perUser) + " per user per " + each(interval);
    }

    /** {@code month} or {@code year}: what a price is for. */
    public static String each(BillingInterval interval) {
        return switch (interval) {
            case MONTHLY -> "month";
            case ANNUAL -> "year";
        };
    }

    /** {@code Premium, billed annually}. */
    public static String terms(String planName, BillingInterval interval) {
        return planName + ", billed " + TermsText.billed(interval);
    }

    /** An enum's constant as a word or words: {@code PAST_DUE} is {@code Past due}. */
    public static String of(Enum<?> constant) {
        return capitalized(constant.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** With its first letter as at the beginning of a sentence. */
    public static String capitalized(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** A stored name of an event or a command as words: {@code PlanChanged} is {@code Plan changed}. */
    public static String ofName(String stored) {
        String words = stored.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return capitalized(words);
    }
}
