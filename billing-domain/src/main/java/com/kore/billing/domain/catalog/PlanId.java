package com.kore.billing.domain.catalog;

import java.util.regex.Pattern;

/** The id of a plan: lower-case letters, digits, dashes and underscores, at most 64. */
public record PlanId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    /** @throws IllegalArgumentException if the value has another form */
    public PlanId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 1 to 64 lower-case letters, digits, dashes or underscores");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
