package com.kore.billing.app.commands;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.app.eventstore.RecordedEvent;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What a command did. Given once its events are durable.
 *
 * @param version of the subscription afterwards: the number of its events
 * @param invoice the last one that was issued with it; left out if none was
 * @param creditNoteNumber of the refund that was asked for; left out if none was
 */
@Schema(example = """
        {"subscriptionId": "acme", "version": 4,
         "events": [{"eventId": "0199a3c0-7d1e-7a44-9f0e-5a0d5e6f7a8b", "type": "PlanChanged"},
                    {"eventId": "0199a3c0-7d1e-7a44-9f0e-5a0d5e6f7a8c", "type": "InvoiceIssued"}],
         "invoice": {"invoiceId": "ACME-0001", "number": "ACME-0001", "amountDue": {"amount": 50000, "currency": "USD"}, "status": "open"}}""")
public record CommandAnswer(
        SubscriptionId subscriptionId,
        long version,
        List<Event> events,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<IssuedInvoice> invoice,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<CreditNoteId> creditNoteNumber) {

    /** Something that happened; {@code type} is its stable name. */
    @Schema(name = "CommandEvent")
    public record Event(String eventId, String type) {}

    /** @param status {@code paid} if nothing is due, else {@code open} */
    public record IssuedInvoice(InvoiceId invoiceId, String number, Money amountDue, String status) {
        static IssuedInvoice of(InvoiceIssued issued) {
            Money due = issued.totals().amountDue();
            return new IssuedInvoice(
                    issued.invoiceId(), issued.invoiceId().value(), due, due.isZero() ? "paid" : "open");
        }
    }

    static CommandAnswer of(DecidedCommand decided) {
        return new CommandAnswer(
                decided.subscriptionId(),
                decided.version(),
                decided.events().stream()
                        .map(recorded -> new Event(recorded.eventId(), recorded.type()))
                        .toList(),
                last(decided, InvoiceIssued.class).map(IssuedInvoice::of),
                last(decided, RefundRequested.class).map(RefundRequested::creditNote));
    }

    private static <E extends SubscriptionEvent> Optional<E> last(DecidedCommand decided, Class<E> type) {
        return decided.events().stream()
                .map(RecordedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((earlier, later) -> later);
    }

    /** The same once the first outcome of its invoice, or that of its refund, is known. */
    CommandAnswer after(Outcomes.Outcome outcome) {
        return new CommandAnswer(
                subscriptionId,
                outcome.version(),
                events,
                invoice.map(issued ->
                        new IssuedInvoice(issued.invoiceId(), issued.number(), issued.amountDue(), outcome.status())),
                creditNoteNumber);
    }
}
