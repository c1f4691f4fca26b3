package com.kore.billing.domain.invoicing;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.regex.Pattern;

/**
 * A credit note's number, which is its id too: the account's id in upper case, {@code CN}, and a running number of at least four digits,
 * such as {@code ACME-CN-0001}. No account's id ends in {@code -CN}, so that it is never an invoice's.
 */
public record CreditNoteId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Z0-9_-]{1,64}-CN-[0-9]{4,10}");

    /** @throws IllegalArgumentException if the value has another form */
    public CreditNoteId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be a credit note number such as ACME-CN-0001");
        }
    }

    public static CreditNoteId of(SubscriptionId subscription, int number) {
        return new CreditNoteId("%s-CN-%s".formatted(subscription.upperCase(), InvoiceId.padded(number)));
    }

    @Override
    public String toString() {
        return value;
    }
}
