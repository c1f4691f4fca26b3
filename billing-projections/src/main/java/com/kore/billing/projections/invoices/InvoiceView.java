package com.kore.billing.projections.invoices;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.projections.account.BillingProfileView;
import com.kore.billing.projections.text.TermsText;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * An invoice as its readers get it.
 *
 * @param number the same as the id, as people call it
 * @param lines like the payments and credit notes left out in lists
 * @param listedPrice the sum of all charges
 * @param prorationCredits the sum of all credits for unused days, positive
 * @param amountDue as issued, from the payment method
 * @param creditBalanceAfter as issued
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record InvoiceView(
        InvoiceId invoiceId,
        String number,
        SubscriptionId subscriptionId,
        AccountKind accountKind,
        InvoiceStatus status,
        LocalDate issuedOn,
        BilledToView billedTo,
        Optional<List<Line>> lines,
        Money listedPrice,
        Money prorationCredits,
        Money creditApplied,
        Money amountDue,
        Money amountPaid,
        Money amountRefunded,
        Money creditBalanceAfter,
        Optional<List<Settlement.Payment>> payments,
        Optional<List<CreditNote>> creditNotes) {

    /** Who is billed, as of the day of issue. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record BilledToView(String accountName, Optional<BillingProfileView> billingProfile) {}

    /**
     * One amount with all that it rests on: unit price x users x days / days of the period.
     *
     * @param amount negative for a credit
     */
    public record Line(
            InvoiceLine.Kind kind,
            String description,
            PlanId plan,
            BillingInterval interval,
            Money unitPrice,
            int users,
            int days,
            int periodDays,
            BillingPeriod period,
            Money amount) {

        static Line of(InvoiceLine line, PlanCatalog catalog, LocalDate issuedOn) {
            String description = "%s%s, %s, %d of %d days"
                    .formatted(
                            line.kind() == InvoiceLine.Kind.CREDIT ? "Unused: " : "",
                            catalog.name(line.plan(), issuedOn),
                            TermsText.users(line.users()),
                            line.days(),
                            line.periodDays());
            return new Line(
                    line.kind(),
                    description,
                    line.plan(),
                    line.interval(),
                    line.unitPrice(),
                    line.users(),
                    line.days(),
                    line.periodDays(),
                    line.period(),
                    line.amount());
        }
    }

    /** Money paid back, or about to be. */
    public record CreditNote(CreditNoteId number, LocalDate issuedOn, Money amount, String reason) {

        static CreditNote of(Settlement.CreditNote note) {
            return new CreditNote(
                    note.number(),
                    note.issuedOn(),
                    note.amount(),
                    note.reason()
                            .orElse(
                                    switch (note.cause()) {
                                        case REQUESTED -> "";
                                        case LATE_PAYMENT -> "The payment came after the invoice was written off.";
                                    }));
        }
    }

    /** With everything, plans named as of the day of issue. */
    public static InvoiceView whole(InvoiceRow row, PlanCatalog catalog) {
        List<Line> lines = row.lines().stream()
                .map(line -> Line.of(line, catalog, row.issuedOn()))
                .toList();
        return of(
                row,
                Optional.of(lines),
                Optional.of(row.settlement().payments()),
                Optional.of(row.settlement().creditNotes().stream()
                        .map(CreditNote::of)
                        .toList()));
    }

    /** As it stands in lists. */
    public static InvoiceView brief(InvoiceRow row) {
        return of(row, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static InvoiceView of(
            InvoiceRow row,
            Optional<List<Line>> lines,
            Optional<List<Settlement.Payment>> payments,
            Optional<List<CreditNote>> creditNotes) {
        return new InvoiceView(
                row.invoiceId(),
                row.invoiceId().value(),
                row.subscriptionId(),
                row.billedTo().accountKind(),
                row.status(),
                row.issuedOn(),
                new BilledToView(
                        row.billedTo().accountName(),
                        row.billedTo().billingProfile().map(BillingProfileView::of)),
                lines,
                sum(row, InvoiceLine.Kind.CHARGE),
                sum(row, InvoiceLine.Kind.CREDIT).negated(),
                row.totals().creditApplied(),
                row.totals().amountDue(),
                row.amountPaid(),
                row.amountRefunded(),
                row.totals().creditBalance(),
                payments,
                creditNotes);
    }

    private static Money sum(InvoiceRow row, InvoiceLine.Kind kind) {
        return row.lines().stream()
                .filter(line -> line.kind() == kind)
                .map(InvoiceLine::amount)
                .reduce(zero(row), Money::plus);
    }

    private static Money zero(InvoiceRow row) {
        return Money.zero(row.totals().total().getCurrencyUnit());
    }
}
