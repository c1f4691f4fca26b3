package com.kore.billing.app.fuzz;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.assertj.core.api.Assertions;

/** Any text as an id: taken as it is, or an {@code IllegalArgumentException}. */
public final class FuzzIds {
    private FuzzIds() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        readBack(text, SubscriptionId::new);
        readBack(text, PlanId::new);
        readBack(text, InvoiceId::new);
        readBack(text, CreditNoteId::new);
    }

    private static void readBack(String text, Function<String, Object> id) {
        Object read;
        try {
            read = id.apply(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        Assertions.assertThat(read.toString()).isEqualTo(text);
    }
}
