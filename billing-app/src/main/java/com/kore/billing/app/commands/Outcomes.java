package com.kore.billing.app.commands;

import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.RecordedEvent;
import com.kore.billing.app.web.RequestRoom;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceWrittenOff;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.projections.accountsummary.AccountSummaries;
import com.kore.billing.projections.readmodel.Visibility;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Waits for what the payment gateway says of a charge. */
@Component
class Outcomes {
    private final Visibility visibility;
    private final AccountSummaries summaries;
    private final EventReader events;
    private final RequestRoom room;

    Outcomes(Visibility visibility, AccountSummaries summaries, EventReader events, RequestRoom room) {
        this.visibility = visibility;
        this.summaries = summaries;
        this.events = events;
        this.room = room;
    }

    /**
     * How an invoice stands after its first outcome, or what became of a refund.
     *
     * @param version of the subscription, payments included
     * @param status {@code paid}, {@code void}, or {@code open} if the outcome is unknown; of a renewal also {@code past_due} or
     *     {@code uncollectible}; of a refund {@code refunded} or {@code failed}
     */
    record Outcome(long version, String status) {}

    /** Waits for the first outcome of an invoice that a command issued; empty if there is none in time, or to come. */
    Optional<Outcome> first(DecidedCommand decided, InvoiceId invoice, Duration max) {
        InvoiceIssued issued = decided.events().stream()
                .map(RecordedEvent::event)
                .filter(InvoiceIssued.class::isInstance)
                .map(InvoiceIssued.class::cast)
                .filter(event -> event.invoiceId().equals(invoice))
                .findFirst()
                .orElseThrow();
        return issued.paymentMethod().isEmpty()
                ? Optional.empty()
                : first(decided, max, event -> status(event, issued));
    }

    /** Waits for what becomes of a refund that a command asked for; empty if that is not known in time. */
    Optional<Outcome> first(DecidedCommand decided, CreditNoteId creditNote, Duration max) {
        return first(decided, max, event -> status(event, creditNote));
    }

    private Optional<Outcome> first(
            DecidedCommand decided, Duration max, Function<SubscriptionEvent, Optional<String>> status) {
        long deadline = System.nanoTime() + max.toNanos();
        for (long version = decided.version(); ; version++) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (!seen(decided.subscriptionId(), version + 1, left)) {
                return Optional.empty();
            }
            Optional<Outcome> outcome = outcomeSince(decided, status);
            if (outcome.isPresent()) {
                return outcome;
            }
        }
    }

    private Optional<Outcome> outcomeSince(
            DecidedCommand decided, Function<SubscriptionEvent, Optional<String>> status) {
        return events.ofSubscription(decided.subscriptionId(), decided.version(), Long.MAX_VALUE).stream()
                .flatMap(stored -> status.apply(stored.event()).stream()
                        .map(outcome -> new Outcome(stored.sequence() + 1, outcome)))
                .findFirst();
    }

    /** A charge of a command that is declined is void a moment later, in the same commit; a contract's stays open. */
    private static Optional<String> status(SubscriptionEvent event, InvoiceIssued issued) {
        InvoiceId invoice = issued.invoiceId();
        return switch (event) {
            case PaymentSucceeded paid when paid.invoiceId().equals(invoice) -> Optional.of("paid");
            case InvoiceVoided voided when voided.invoiceId().equals(invoice) -> Optional.of("void");
            case PaymentOutcomeUnknown unknown when unknown.invoiceId().equals(invoice) -> Optional.of("open");
            case InvoiceWrittenOff lost when lost.invoiceId().equals(invoice) -> Optional.of("uncollectible");
            case PaymentDeclined declined
            when declined.invoiceId().equals(invoice) ->
                issued.origin() == InvoiceOrigin.CONTRACT
                        ? Optional.of("open")
                        : declined.retryAt().map(ignored -> "past_due");
            default -> Optional.empty();
        };
    }

    private static Optional<String> status(SubscriptionEvent event, CreditNoteId creditNote) {
        return switch (event) {
            case PaymentRefunded refunded when refunded.creditNote().equals(creditNote) -> Optional.of("refunded");
            case RefundFailed failed when failed.creditNote().equals(creditNote) -> Optional.of("failed");
            default -> Optional.empty();
        };
    }

    /** The version that the read models show; 0 if there is no such subscription. */
    long shownVersion(SubscriptionId id) {
        return summaries.version(id);
    }

    /** Whether the read models show a version within a time; while as many requests as may wait do so already, within none. */
    boolean seen(SubscriptionId id, long version, Duration max) {
        return room.await(max, patience -> visibility.await(id, version, patience));
    }
}
