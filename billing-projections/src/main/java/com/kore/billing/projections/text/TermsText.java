package com.kore.billing.projections.text;

import com.kore.billing.domain.calendar.BillingInterval;

/** Counts and intervals in words. */
public final class TermsText {
    private TermsText() {}

    /** {@code 1 user}, {@code 3 users}. */
    public static String users(int count) {
        return counted(count, "user");
    }

    /** {@code 1 user subscription}, {@code 25 user subscriptions}. */
    public static String userSubscriptions(int count) {
        return counted(count, "user subscription");
    }

    /** {@code monthly}, {@code annually}: how something is billed. */
    public static String billed(BillingInterval interval) {
        return switch (interval) {
            case MONTHLY -> "monthly";
            case ANNUAL -> "annually";
        };
    }

    /** {@code monthly}, {@code annual}: what kind of billing it is. */
    public static String kindOfBilling(BillingInterval interval) {
        return switch (interval) {
            case MONTHLY -> "monthly";
            case ANNUAL -> "annual";
        };
    }

    private static String counted(int count, String noun) {
        return count == 1 ? "1 " + noun : count + " " + noun + "s";
    }
}
