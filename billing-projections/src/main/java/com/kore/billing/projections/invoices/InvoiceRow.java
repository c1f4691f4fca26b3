package com.kore.billing.projections.invoices;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.InvoiceTotals;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * An invoice as issued, which never changes, and how it was settled, which does.
 *
 * @param position of the issuing event in the store
 * @param payments one per attempt, with its latest outcome
 */
public record InvoiceRow(
        SubscriptionId subscriptionId,
        InvoiceId invoiceId,
        long position,
        InvoiceOrigin origin,
        LocalDate issuedOn,
        Instant issuedAt,
        BilledTo billedTo,
        List<InvoiceLine> lines,
        InvoiceTotals totals,
        InvoiceStatus status,
        Money amountPaid,
        List<Payment> payments) {

    /** Who is billed, as of the day of issue. */
    public record BilledTo(String accountName, AccountKind accountKind, Optional<BillingProfile> billingProfile) {}

    /** An attempt; the code is the gateway's reason for declining it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Payment(int attempt, Instant at, Outcome outcome, Money amount, Optional<String> code) {}

    /** What became of an attempt. */
    public enum Outcome {
        SUCCEEDED,
        DECLINED,
        UNKNOWN
    }

    public InvoiceRow {
        lines = List.copyOf(lines);
        payments = List.copyOf(payments);
    }

    InvoiceRow with(InvoiceStatus other) {
        return new InvoiceRow(
                subscriptionId,
                invoiceId,
                position,
                origin,
                issuedOn,
                issuedAt,
                billedTo,
                lines,
                totals,
                other,
                amountPaid,
                payments);
    }

    InvoiceRow paid(Money amount) {
        return new InvoiceRow(
                subscriptionId,
                invoiceId,
                position,
                origin,
                issuedOn,
                issuedAt,
                billedTo,
                lines,
                totals,
                InvoiceStatus.PAID,
                amountPaid.plus(amount),
                payments);
    }

    InvoiceRow with(Payment payment) {
        return new InvoiceRow(
                subscriptionId,
                invoiceId,
                position,
                origin,
                issuedOn,
                issuedAt,
                billedTo,
                lines,
                totals,
                status,
                amountPaid,
                Stream.concat(
                                payments.stream().filter(other -> other.attempt() != payment.attempt()),
                                Stream.of(payment))
                        .toList());
    }
}
