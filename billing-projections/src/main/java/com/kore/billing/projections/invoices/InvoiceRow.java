package com.kore.billing.projections.invoices;

import com.kore.billing.domain.Personal;
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
import org.joda.money.Money;

/**
 * An invoice as issued, which never changes, but for whom it was billed to once that is erased; and how it was settled, which does.
 *
 * @param position of the issuing event in the store
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
        Settlement settlement) {

    /** Who is billed, as of the day of issue. */
    public record BilledTo(
            @Personal String accountName,
            AccountKind accountKind,
            @Personal Optional<BillingProfile> billingProfile) {

        BilledTo with(AccountKind kind) {
            return new BilledTo(accountName, kind, billingProfile);
        }

        BilledTo erased() {
            return new BilledTo(Personal.ERASED, accountKind, billingProfile.map(ignored -> BillingProfile.ERASED));
        }
    }

    public InvoiceRow {
        lines = List.copyOf(lines);
    }

    InvoiceRow with(Settlement other) {
        return new InvoiceRow(
                subscriptionId, invoiceId, position, origin, issuedOn, issuedAt, billedTo, lines, totals, other);
    }

    /** As if it were folded anew without the account's key. */
    InvoiceRow erased() {
        return new InvoiceRow(
                subscriptionId,
                invoiceId,
                position,
                origin,
                issuedOn,
                issuedAt,
                billedTo.erased(),
                lines,
                totals,
                settlement.erased());
    }

    public InvoiceStatus status() {
        return settlement.status();
    }

    public Money amountPaid() {
        return settlement.amountPaid();
    }

    public Money amountRefunded() {
        return settlement.amountRefunded();
    }
}
