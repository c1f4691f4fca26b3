package com.kore.billing.projections.invoices;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.kore.billing.domain.Personal;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundCause;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * How an invoice was settled.
 *
 * @param amountPaid by the payment method, also for an invoice that was written off before; or recorded
 * @param amountRefunded of that; never more
 * @param payments one per attempt, with its latest outcome, and the one that was recorded, as number 0
 * @param creditNotes every refund that was asked for and did not fail
 */
public record Settlement(
        InvoiceStatus status,
        Money amountPaid,
        Money amountRefunded,
        List<Payment> payments,
        List<CreditNote> creditNotes) {

    /** An attempt, or what was recorded; the code is the gateway's reason for declining it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Payment(int attempt, Instant at, Outcome outcome, Money amount, Optional<String> code) {}

    /** What became of an attempt. */
    public enum Outcome {
        SUCCEEDED,
        DECLINED,
        UNKNOWN,
        /** No attempt, but a payment that came otherwise. */
        RECORDED
    }

    /** Money paid back, or about to be; whoever asked for it said why. */
    public record CreditNote(
            CreditNoteId number,
            LocalDate issuedOn,
            Money amount,
            RefundCause cause,
            @Personal Optional<String> reason) {

        CreditNote erased() {
            return new CreditNote(number, issuedOn, amount, cause, reason.map(ignored -> Personal.ERASED));
        }
    }

    public Settlement {
        payments = List.copyOf(payments);
        creditNotes = List.copyOf(creditNotes);
    }

    /** Of an invoice that was issued with this amount due. */
    static Settlement issued(Money amountDue) {
        Money zero = Money.zero(amountDue.getCurrencyUnit());
        return new Settlement(
                amountDue.isZero() ? InvoiceStatus.PAID : InvoiceStatus.OPEN, zero, zero, List.of(), List.of());
    }

    Settlement with(InvoiceStatus other) {
        return new Settlement(other, amountPaid, amountRefunded, payments, creditNotes);
    }

    /** An invoice that was written off stays so: what was paid for it late goes back. */
    Settlement paid(Money amount) {
        return new Settlement(
                status == InvoiceStatus.UNCOLLECTIBLE ? status : InvoiceStatus.PAID,
                amountPaid.plus(amount),
                amountRefunded,
                payments,
                creditNotes);
    }

    Settlement with(Payment payment) {
        return new Settlement(
                status,
                amountPaid,
                amountRefunded,
                Stream.concat(
                                payments.stream().filter(other -> other.attempt() != payment.attempt()),
                                Stream.of(payment))
                        .toList(),
                creditNotes);
    }

    Settlement with(CreditNote creditNote) {
        return new Settlement(
                status,
                amountPaid,
                amountRefunded,
                payments,
                Stream.concat(creditNotes.stream(), Stream.of(creditNote)).toList());
    }

    Settlement erased() {
        return new Settlement(
                status,
                amountPaid,
                amountRefunded,
                payments,
                creditNotes.stream().map(CreditNote::erased).toList());
    }

    Settlement refunded(Money amount) {
        return new Settlement(status, amountPaid, amountRefunded.plus(amount), payments, creditNotes);
    }

    Settlement without(CreditNoteId failed) {
        return new Settlement(
                status,
                amountPaid,
                amountRefunded,
                payments,
                creditNotes.stream()
                        .filter(note -> !note.number().equals(failed))
                        .toList());
    }
}
