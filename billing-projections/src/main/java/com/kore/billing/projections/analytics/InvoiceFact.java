package com.kore.billing.projections.analytics;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.InvoiceTotals;
import com.kore.billing.projections.invoices.InvoiceStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * An invoice and what became of it. At any time {@code total = creditApplied - credited + paid + open + void + uncollectible}, of which at most
 * one of the last four is not zero.
 *
 * @param eventId of the issuing event; likewise the position
 * @param lines what its revenue counts for
 */
public record InvoiceFact(
        SubscriptionId subscriptionId,
        InvoiceId invoiceId,
        String eventId,
        long position,
        LocalDate issuedOn,
        Instant issuedAt,
        InvoiceOrigin origin,
        InvoiceOccasion occasion,
        InvoiceTotals totals,
        List<Line> lines,
        Fate fate)
        implements AnalyticsRow {

    /** A line, numbered from 1: the days that it is about, and its amount, which is negative for a credit. */
    public record Line(int number, BillingPeriod period, Money amount) {

        String source(InvoiceId invoice) {
            return invoice + "/" + number;
        }
    }

    /**
     * What became of an invoice.
     *
     * @param settledOn when nothing was open any more: paid, void or written off
     * @param declines how many attempts were declined
     * @param dunned whether a renewal's invoice was ever past due
     * @param latePaid what came after it was written off
     * @param refunded of all that came
     */
    public record Fate(
            InvoiceStatus status,
            Optional<LocalDate> settledOn,
            int declines,
            boolean dunned,
            Money latePaid,
            Money refunded) {

        Fate settled(InvoiceStatus as, LocalDate on) {
            return new Fate(as, Optional.of(on), declines, dunned, latePaid, refunded);
        }

        Fate declined(boolean tryAgain) {
            return new Fate(
                    tryAgain ? InvoiceStatus.PAST_DUE : status,
                    settledOn,
                    declines + 1,
                    dunned || tryAgain,
                    latePaid,
                    refunded);
        }

        Fate paidLate(Money amount) {
            return new Fate(status, settledOn, declines, dunned, latePaid.plus(amount), refunded);
        }

        Fate refunded(Money amount) {
            return new Fate(status, settledOn, declines, dunned, latePaid, refunded.plus(amount));
        }
    }

    public InvoiceFact {
        lines = List.copyOf(lines);
    }

    @Override
    public String key() {
        return invoiceId.value();
    }

    InvoiceFact with(Fate other) {
        return new InvoiceFact(
                subscriptionId,
                invoiceId,
                eventId,
                position,
                issuedOn,
                issuedAt,
                origin,
                occasion,
                totals,
                lines,
                other);
    }

    boolean is(InvoiceStatus status) {
        return fate.status() == status;
    }

    /** What was due, where the invoice stands so, else nothing. */
    Money dueAs(InvoiceStatus... any) {
        return List.of(any).contains(fate.status())
                ? totals.amountDue()
                : Money.zero(totals.amountDue().getCurrencyUnit());
    }

    /** The days that what was due pays for: those of its charge that lasts longest. */
    BillingPeriod paidFor() {
        return lines.stream()
                .filter(line -> !line.amount().isNegative())
                .map(Line::period)
                .max(Comparator.comparingInt(BillingPeriod::days))
                .orElseThrow();
    }
}
