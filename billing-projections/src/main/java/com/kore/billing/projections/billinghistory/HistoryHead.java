package com.kore.billing.projections.billinghistory;

import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * What the next transaction needs to know.
 *
 * @param plan in effect
 * @param occasion of the invoice that comes next: the last thing that may charge
 * @param open the invoices that are not settled, and what they are about
 */
public record HistoryHead(
        PlanId freePlan, PlanId plan, Money creditBalance, Occasion occasion, List<OpenInvoice> open) {

    /** An invoice and what it is about. */
    public record OpenInvoice(InvoiceId invoiceId, Occasion occasion) {}

    public HistoryHead {
        open = List.copyOf(open);
    }

    HistoryHead about(PlanId planInEffect, Occasion what) {
        return new HistoryHead(freePlan, planInEffect, creditBalance, what, open);
    }

    HistoryHead on(PlanId planInEffect) {
        return about(planInEffect, occasion);
    }

    HistoryHead withCreditBalance(Money balance) {
        return new HistoryHead(freePlan, plan, balance, occasion, open);
    }

    HistoryHead issued(InvoiceIssued issued) {
        List<OpenInvoice> stillOpen = issued.totals().amountDue().isZero()
                ? open
                : Stream.concat(open.stream(), Stream.of(new OpenInvoice(issued.invoiceId(), occasion)))
                        .toList();
        return new HistoryHead(freePlan, plan, issued.totals().creditBalance(), new Occasion.Unstated(), stillOpen);
    }

    HistoryHead settled(InvoiceId invoice) {
        return new HistoryHead(
                freePlan,
                plan,
                creditBalance,
                occasion,
                open.stream()
                        .filter(other -> !other.invoiceId().equals(invoice))
                        .toList());
    }

    Occasion of(InvoiceId invoice) {
        return open.stream()
                .filter(other -> other.invoiceId().equals(invoice))
                .map(OpenInvoice::occasion)
                .findFirst()
                .orElseGet(Occasion.Unstated::new);
    }
}
