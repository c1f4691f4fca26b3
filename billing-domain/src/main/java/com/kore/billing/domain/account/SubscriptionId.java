package com.kore.billing.domain.account;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The id of an account and of its one subscription: 1 to 64 letters, digits, dashes or underscores, chosen by the caller.
 *
 * <p>Unique regardless of case, because invoice numbers carry it in upper case; not ending in {@code -CN}, because credit notes
 * of the account {@code ACME} are numbered {@code ACME-CN-0001}.
 */
public record SubscriptionId(String value) implements Comparable<SubscriptionId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** @throws IllegalArgumentException if the value has another form */
    public SubscriptionId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 1 to 64 letters, digits, dashes or underscores");
        }
        if (value.toUpperCase(Locale.ROOT).endsWith("-CN")) {
            throw new IllegalArgumentException("must not end in -CN, which marks credit notes");
        }
    }

    /** The form that invoice numbers carry and that is unique among all accounts. */
    public String upperCase() {
        return value.toUpperCase(Locale.ROOT);
    }

    @Override
    public int compareTo(SubscriptionId other) {
        return value.compareTo(other.value);
    }

    /** The bare value: it is the aggregate identifier. */
    @Override
    public String toString() {
        return value;
    }
}
