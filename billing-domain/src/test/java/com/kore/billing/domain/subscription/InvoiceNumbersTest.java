package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.credit;
import static com.kore.billing.domain.subscription.Given.declined;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.users;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rule 14. */
class InvoiceNumbersTest {
    private static final int MANY = 10_001;

    @Test
    void numbers_go_on_without_a_gap_where_four_digits_end() {
        SubscriptionState state = Story.after(
                        open("2026-01-01"), credit("2026-01-02", CreditKind.GOODWILL, "9000000.00"))
                .state();
        List<String> numbers = new ArrayList<>();
        for (int users = 1; users <= MANY; users++) {
            SubscriptionCommand command =
                    users == 1 ? choose("2026-01-15", PREMIUM, MONTHLY, 1) : users("2026-01-15", users);
            for (SubscriptionEvent event : Decision.of(state, command, BillingRules.of(Given.catalog()))) {
                state = state.apply(event);
                if (event instanceof InvoiceIssued issued) {
                    numbers.add(issued.invoiceId().value());
                }
            }
        }

        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, MANY)
                        .mapToObj(number -> String.format(Locale.ROOT, "ACME-%04d", number))
                        .toList());
        assertThat(numbers.subList(9_998, MANY)).containsExactly("ACME-9999", "ACME-10000", "ACME-10001");
    }

    @Test
    void a_void_invoice_keeps_its_number() {
        assertThat(Story.after(open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3), declined("2026-01-15", 1))
                        .invoice(choose("2026-01-16", PREMIUM, MONTHLY, 3))
                        .invoiceId())
                .hasToString("ACME-0002");
    }

    @Test
    void an_account_knows_its_own_numbers_and_no_others() {
        assertThat(new InvoiceId("ACME-10000").isAmongFirst(10_000, ACME)).isTrue();
        assertThat(new InvoiceId("ACME-10000").isAmongFirst(9_999, ACME)).isFalse();
        assertThat(new InvoiceId("ACME-010000").isAmongFirst(10_000, ACME)).isFalse();
        assertThat(new InvoiceId("ACME-9999").isAmongFirst(10_000, ACME)).isTrue();
        assertThat(new InvoiceId("ACME-10000").isAmongFirst(10_000, new SubscriptionId("acme-2")))
                .isFalse();
        assertThat(new InvoiceId("ACME-10000").account()).isEqualTo("ACME");
    }
}
