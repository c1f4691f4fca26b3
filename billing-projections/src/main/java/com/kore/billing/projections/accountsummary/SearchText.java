package com.kore.billing.projections.accountsummary;

import java.util.Locale;
import java.util.regex.Pattern;

/** What is looked for, and what it is looked for in: in lower case of no particular language, without control characters. */
final class SearchText {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern WILDCARD = Pattern.compile("[!%_]");

    private SearchText() {}

    static String of(String text) {
        return CONTROL.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT);
    }

    /** A pattern for {@code LIKE ... ESCAPE '!'} that finds the text anywhere. */
    static String pattern(String text) {
        return "%" + WILDCARD.matcher(of(text)).replaceAll("!$0") + "%";
    }
}
