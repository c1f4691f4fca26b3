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

    /** @throws IllegalArgumentException if the value has another form */
    public InvoiceId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be an invoice number such as ACME-0001");
        }
    }

    public static InvoiceId of(SubscriptionId subscription, int number) {
        return new InvoiceId("%s-%s".formatted(subscription.upperCase(), padded(number)));
    }

    private static String padded(int number) {
        return String.format(Locale.ROOT, "%04d", number);
    }

    @Override
    public String toString() {
        return value;
    }
}
