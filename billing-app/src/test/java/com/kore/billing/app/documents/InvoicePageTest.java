package com.kore.billing.app.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.domain.Personal;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.projections.account.BillingProfileView;
import com.kore.billing.projections.invoices.InvoiceStatus;
import com.kore.billing.projections.invoices.InvoiceView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is printed of an invoice. */
class InvoicePageTest {

    private static List<String> sums(InvoiceView invoice) {
        return InvoicePage.of(invoice).sums().stream()
                .map(sum -> sum.label() + " " + sum.amount() + (sum.total() ? " *" : ""))
                .toList();
    }

    @Test
    void sums_lead_from_the_listed_price_to_what_is_still_open() {
        assertThat(sums(Sample.paid("Acme")))
                .containsExactly(
                        "Listed price $27.10",
                        "Proration credits -$13.55",
                        "Credits applied -$5.00",
                        "Net amount due $8.55 *",
                        "Amount paid $8.55",
                        "Amount refunded $2.50",
                        "Still open $0.00 *");
    }

    @Test
    void what_is_not_paid_is_open_void_or_written_off() {
        assertThat(sums(Sample.unpaid(InvoiceStatus.PAST_DUE)))
                .contains("Net amount due $8.55 *", "Amount paid $0.00", "Still open $8.55 *");
        assertThat(sums(Sample.unpaid(InvoiceStatus.VOID))).contains("Void $8.55", "Still open $0.00 *");
        assertThat(sums(Sample.unpaid(InvoiceStatus.UNCOLLECTIBLE)))
                .contains("Written off $8.55", "Still open $0.00 *");
        assertThat(InvoicePage.of(Sample.unpaid(InvoiceStatus.VOID)).notes())
                .contains("This invoice is void. Nothing is owed for it, and the credits applied were given back.");
    }

    @Test
    void a_negative_total_goes_to_the_credit_balance() {
        assertThat(sums(Sample.credited()))
                .containsExactly(
                        "Listed price $10.00",
                        "Proration credits -$13.55",
                        "Added to the credit balance $3.55",
                        "Net amount due $0.00 *",
                        "Amount paid $0.00",
                        "Still open $0.00 *");
    }

    @Test
    void a_period_is_printed_with_its_last_day() {
        assertThat(InvoicePage.of(Sample.paid("Acme")).lines())
                .extracting(InvoicePage.Line::period)
                .containsOnly("Feb 1, 2026 \u2013 Feb 14, 2026");
    }

    @Test
    void whom_it_is_billed_to_stands_line_by_line() {
        assertThat(InvoicePage.of(Sample.paid("Acme Inc.")).billedTo())
                .containsExactly(
                        "Acme Inc.",
                        "Ada Byron",
                        "1 Main Street",
                        "Springfield, IL 62701",
                        "United States",
                        "ada@acme.example");
    }

    @Test
    void who_was_erased_is_so_in_one_line() {
        assertThat(BilledTo.lines(new InvoiceView.BilledToView(
                        Personal.ERASED, Optional.of(BillingProfileView.of(BillingProfile.ERASED)))))
                .containsExactly("erased");
        assertThat(BilledTo.lines(new InvoiceView.BilledToView("Acme", Optional.empty())))
                .containsExactly("Acme");
    }

    @Test
    void payments_are_told_with_what_became_of_them() {
        assertThat(InvoicePage.of(Sample.paid("Acme")).payments())
                .containsExactly(
                        new InvoicePage.Payment(
                                "February 1, 2026, 09:00 UTC", "Attempt 1", "Declined: insufficient funds", "$8.55"),
                        new InvoicePage.Payment("February 2, 2026, 09:00 UTC", "Attempt 2", "Paid", "$8.55"));
    }

    @Test
    void a_brief_invoice_is_not_printed() {
        assertThatThrownBy(() -> InvoicePage.of(Sample.brief())).isInstanceOf(IllegalArgumentException.class);
    }
}
