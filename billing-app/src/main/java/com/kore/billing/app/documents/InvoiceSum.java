package com.kore.billing.app.documents;

import com.kore.billing.projections.invoices.InvoiceStatus;
import com.kore.billing.projections.invoices.InvoiceView;
import com.kore.billing.projections.text.MoneyText;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/**
 * A line below those of an invoice. The first ones add up to the net amount due, and the rest says what has become of that.
 *
 * @param total whether it is what those above it come to
 */
public record InvoiceSum(String label, String amount, boolean total) {

    static List<InvoiceSum> of(InvoiceView invoice) {
        List<InvoiceSum> sums = new ArrayList<>();
        sums.add(part("Listed price", invoice.listedPrice()));
        addUnlessZero(sums, "Proration credits", invoice.prorationCredits().negated());
        addUnlessZero(sums, "Credits applied", invoice.creditApplied().negated());
        addUnlessZero(sums, "Added to the credit balance", credited(invoice));
        sums.add(total("Net amount due", invoice.amountDue()));
        sums.add(part("Amount paid", invoice.amountPaid()));
        addUnlessZero(sums, "Amount refunded", invoice.amountRefunded());
        Money unpaid = invoice.amountDue().minus(invoice.amountPaid());
        boolean collected = isCollected(invoice.status());
        if (!collected) {
            addUnlessZero(sums, invoice.status() == InvoiceStatus.VOID ? "Void" : "Written off", unpaid);
        }
        sums.add(total("Still open", collected ? unpaid : Money.zero(unpaid.getCurrencyUnit())));
        return sums;
    }

    /** What the sums leave open. */
    static List<String> notes(InvoiceView invoice) {
        List<String> notes = new ArrayList<>();
        if (invoice.status() == InvoiceStatus.VOID) {
            notes.add("This invoice is void. Nothing is owed for it"
                    + (invoice.creditApplied().isZero() ? "." : ", and the credits applied were given back."));
        }
        if (!invoice.creditBalanceAfter().isZero()) {
            notes.add("The credit balance was %s when this invoice was issued."
                    .formatted(MoneyText.of(invoice.creditBalanceAfter())));
        }
        return notes;
    }

    /** A negative total, which nobody pays. */
    private static Money credited(InvoiceView invoice) {
        Money total = invoice.listedPrice().minus(invoice.prorationCredits());
        return total.isNegative() ? total.negated() : Money.zero(total.getCurrencyUnit());
    }

    private static boolean isCollected(InvoiceStatus status) {
        return switch (status) {
            case OPEN, PAID, PAST_DUE -> true;
            case VOID, UNCOLLECTIBLE -> false;
        };
    }

    private static void addUnlessZero(List<InvoiceSum> sums, String label, Money amount) {
        if (!amount.isZero()) {
            sums.add(part(label, amount));
        }
    }

    private static InvoiceSum part(String label, Money amount) {
        return new InvoiceSum(label, MoneyText.of(amount), false);
    }

    private static InvoiceSum total(String label, Money amount) {
        return new InvoiceSum(label, MoneyText.of(amount), true);
    }
}
