package com.kore.billing.projections.accountsummary;

import com.kore.billing.projections.readmodel.Filter;
import com.kore.billing.projections.readmodel.RowForm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text that is looked for in ids and names of accounts, in any case.
 *
 * @param part in lower case of no particular language, without control characters
 */
record SearchText(String part) {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern WILDCARD = Pattern.compile("[!%_]");

    static SearchText of(String text) {
        return new SearchText(lowerCase(text));
    }

    static String lowerCase(String text) {
        return CONTROL.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT);
    }

    boolean isIn(SummaryRow row) {
        return lowerCase(row.subscriptionId().value()).contains(part)
                || lowerCase(row.opening().accountName()).contains(part);
    }

    /** To the accounts that it is in, and few others. */
    void narrow(Filter filter, RowForm form) {
        if (part.isEmpty()) {
            return;
        }
        List<String> patterns = form.patterns(part);
        List<Object> values = new ArrayList<>();
        values.add("%" + WILDCARD.matcher(part.toUpperCase(Locale.ROOT)).replaceAll("!$0") + "%");
        values.addAll(patterns);
        filter.and(
                "(upper_case_id LIKE ? ESCAPE '!' OR (%s))"
                        .formatted(String.join(" AND ", Collections.nCopies(patterns.size(), "name_grams LIKE ?"))),
                values.toArray());
    }
}
