package com.kore.billing.app.console.clock;

import java.util.Locale;
import java.util.Optional;

/** What came of an advance. It travels in the page's address, which anybody can write, so that it says nothing in words of its own. */
record AdvanceOutcome(String sentence, boolean bad) {

    /** How it ended. */
    enum Kind {
        DONE,
        ALREADY,
        INTERRUPTED;

        /** As parameters of the console are written. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static AdvanceOutcome of(Kind kind, Optional<Long> renewals, Optional<Long> collections, Optional<Long> failures) {
        return switch (kind) {
            case ALREADY -> new AdvanceOutcome("Sandbox time had come that far already, so nothing was done.", false);
            case INTERRUPTED ->
                new AdvanceOutcome(
                        "The advance ended on its way, because the service or its database went away. What was played is done and will not be"
                                + " played again: advance to where you meant to go.",
                        true);
            case DONE -> done(number(renewals), number(collections), number(failures));
        };
    }

    private static AdvanceOutcome done(long renewals, long collections, long failures) {
        if (renewals + collections + failures == 0) {
            return new AdvanceOutcome(
                    "Sandbox time was advanced. Nothing was due on the way that had not been done.", false);
        }
        return new AdvanceOutcome(
                "Sandbox time was advanced. On the way: %s.%s"
                        .formatted(
                                counts(renewals, collections),
                                failures == 0
                                        ? ""
                                        : " %,d times something failed; it is tried again, and Operations says what it was."
                                                .formatted(failures)),
                failures > 0);
    }

    /** {@code 1 renewal, 12 requests to the payment gateway}. */
    static String counts(long renewals, long collections) {
        return "%s, %s"
                .formatted(counted(renewals, "renewal"), counted(collections, "request") + " to the payment gateway");
    }

    private static String counted(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    private static long number(Optional<Long> count) {
        return Math.max(0, count.orElse(0L));
    }
}
