package com.kore.billing.domain.invoicing;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An invoice's number, which is its id too: the account's id in upper case and a running number of at least four digits, such as
 * {@code ACME-0001}. Without gaps within an account, and unique among all of them.
 */
public record InvoiceId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Z0-9_-]{1,64}-[0-9]{4,10}");

    private static final Pattern DIGITS = Pattern.compile("[0-9]{4,10}");

    /** @throws IllegalArgumentException if the value has another form */
    public InvoiceId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be an invoice number such as ACME-0001");
        }
    }

    public static InvoiceId of(SubscriptionId subscription, int number) {
        return new InvoiceId("%s-%s".formatted(subscription.upperCase(), padded(number)));
    }

    /** The account's id in upper case, which the number begins with. */
    public String account() {
        return value.substring(0, value.lastIndexOf('-'));
    }

    /** Whether it is an account's, one of the first so many. */
    public boolean isAmongFirst(int issued, SubscriptionId subscription) {
        String prefix = subscription.upperCase() + "-";
        if (!value.startsWith(prefix)) {
            return false;
        }
        String digits = value.substring(prefix.length());
        return DIGITS.matcher(digits).matches()
                && Long.parseLong(digits) <= issued
                && equals(of(subscription, Integer.parseInt(digits)));
    }

    /** At least four digits, whatever the language of the machine. */
    static String padded(int number) {
        return String.format(Locale.ROOT, "%04d", number);
    }

    @Override
    public String toString() {
        return value;
    }
}
