package com.kore.billing.app.simulation;

import com.kore.billing.app.eventstore.RecordedEvent;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.subscription.ChangePolicy.Effective;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.invoices.InvoiceView;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * What a command would do.
 *
 * @param effective {@code period_end} if all that it changes of the terms waits, as a cancellation does; else {@code now}. What waits
 *     beside something immediate is the summary's scheduled change
 * @param effectiveOn the account's date
 * @param lines what would be charged at once; none if the command charges nothing
 * @param creditApplied what of it the credit balance would pay
 * @param amountDue what of it the payment method would pay: the command's {@code expectedAmountDue}
 * @param creditBalanceAfter once all is done
 * @param accountSummary right after the command, its charge paid
 */
public record Preview(
        Effective effective,
        LocalDate effectiveOn,
        List<InvoiceView.Line> lines,
        Money creditApplied,
        Money amountDue,
        Money creditBalanceAfter,
        AccountSummary accountSummary) {

    /**
     * Decides the command at the subscription's present, then lets what is due be paid.
     *
     * @throws CommandRejected as the command itself would be
     */
    public static Preview of(SimulatedSubscription subscription, SubscriptionCommand command) {
        List<SubscriptionEvent> events = subscription.decideAlone(command).events().stream()
                .map(RecordedEvent::event)
                .toList();
        subscription.moveTo(subscription.now());
        AccountSummary summary = subscription.summary();
        List<InvoiceView> charged = subscription.views(
                chargedBy(events).map(subscription.invoiceRows()::get).toList());
        Optional<LocalDate> waitsUntil = waitsUntil(events);
        return new Preview(
                waitsUntil.isPresent() ? Effective.PERIOD_END : Effective.NOW,
                waitsUntil.orElse(events.getLast().on()),
                charged.stream()
                        .flatMap(invoice -> invoice.lines().orElseThrow().stream())
                        .toList(),
                sum(charged, InvoiceView::creditApplied, summary),
                sum(charged, InvoiceView::amountDue, summary),
                summary.creditBalance(),
                summary);
    }

    private static Stream<String> chargedBy(List<SubscriptionEvent> events) {
        return events.stream()
                .filter(InvoiceIssued.class::isInstance)
                .map(InvoiceIssued.class::cast)
                .map(issued -> issued.invoiceId().value());
    }

    /** Until when the change of terms waits; empty if a part of it does not, or if there is none. */
    private static Optional<LocalDate> waitsUntil(List<SubscriptionEvent> events) {
        boolean changedNow = events.stream()
                .anyMatch(event -> event instanceof PlanChanged
                        || event instanceof BillingIntervalChanged
                        || event instanceof ManagedUsersChanged
                        || event instanceof ContractStarted);
        return events.stream()
                .filter(ignored -> !changedNow)
                .flatMap(event -> switch (event) {
                    case ChangeScheduled scheduled ->
                        Stream.of(scheduled.scheduledChange().effectiveOn());
                    case ContractSigned signed -> Stream.of(signed.contract().start());
                    case CancellationScheduled canceled -> Stream.of(canceled.endsOn());
                    default -> Stream.empty();
                })
                .findFirst();
    }

    private static Money sum(List<InvoiceView> invoices, Function<InvoiceView, Money> part, AccountSummary summary) {
        return invoices.stream().map(part).reduce(Money.zero(summary.currency()), Money::plus);
    }
}
