package com.kore.billing.app.audit;

import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.InvoiceTotals;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.projections.text.MoneyText;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Where each amount of an invoice comes from.
 *
 * @param command that led to it
 * @param decidedBy the events of the same decision
 * @param creditBalanceBefore what there was to pay with
 * @param creditBalanceSetBy the last event that had set it
 * @param settlement how the sum of the lines was settled, in words
 * @param afterwards what has become of it: its payments, what undid its change or voided it, its refunds
 */
public record InvoiceExplanation(
        InvoiceId invoiceId,
        EventReference issuedBy,
        Optional<String> command,
        List<EventReference> decidedBy,
        List<ExplainedLine> lines,
        InvoiceTotals totals,
        Money creditBalanceBefore,
        EventReference creditBalanceSetBy,
        String settlement,
        List<EventReference> afterwards) {

    public InvoiceExplanation {
        lines = List.copyOf(lines);
        afterwards = List.copyOf(afterwards);
    }

    static InvoiceExplanation of(
            InvoiceIssued issued, InvoiceDecision decision, Optional<String> command, PlanCatalog catalog) {
        Money balance = decision.after().row().creditBalance();
        EventReference balanceSetBy = decision.after().source(Fact.CREDIT).setBy();
        return new InvoiceExplanation(
                issued.invoiceId(),
                decision.issued(),
                command,
                decision.references(),
                issued.lines().stream()
                        .map(line -> ExplainedLine.of(line, decision, catalog))
                        .toList(),
                issued.totals(),
                balance,
                balanceSetBy,
                issued.origin() == InvoiceOrigin.CONTRACT
                        ? underContract(issued)
                        : settlement(issued.totals(), balance, balanceSetBy),
                List.of());
    }

    InvoiceExplanation withAfterwards(List<EventReference> events) {
        return new InvoiceExplanation(
                invoiceId,
                issuedBy,
                command,
                decidedBy,
                lines,
                totals,
                creditBalanceBefore,
                creditBalanceSetBy,
                settlement,
                events);
    }

    private static String underContract(InvoiceIssued issued) {
        return "The lines add up to %s; an invoice of a contract takes no credit, so %s was due%s."
                .formatted(
                        MoneyText.of(issued.totals().total()),
                        MoneyText.of(issued.totals().amountDue()),
                        issued.paymentMethod().isPresent() ? " from the payment method" : "");
    }

    private static String settlement(InvoiceTotals totals, Money balance, EventReference balanceSetBy) {
        String sum = "The lines add up to " + MoneyText.of(totals.total());
        String before = "the credit balance of %s (%s)".formatted(MoneyText.of(balance), balanceSetBy.inWords());
        if (totals.total().isNegative()) {
            return "%s; %s was added to %s, which makes %s."
                    .formatted(sum, MoneyText.of(totals.credited()), before, MoneyText.of(totals.creditBalance()));
        }
        if (balance.isZero()) {
            return "%s; there was no credit, so %s was due from the payment method."
                    .formatted(sum, MoneyText.of(totals.amountDue()));
        }
        return "%s; %s paid %s of it, which leaves %s there and %s due from the payment method."
                .formatted(
                        sum,
                        before,
                        MoneyText.of(totals.creditApplied()),
                        MoneyText.of(totals.creditBalance()),
                        MoneyText.of(totals.amountDue()));
    }
}
