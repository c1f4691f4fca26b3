package com.kore.billing.app.automation;

import com.kore.billing.app.eventstore.Actor;
import com.kore.billing.app.eventstore.CommandContext;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.eventstore.CommandMetaData;
import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.app.eventstore.LogContext;
import com.kore.billing.app.eventstore.Spans;
import com.kore.billing.app.eventstore.SubscriptionStates;
import com.kore.billing.app.eventstore.TraceParent;
import com.kore.billing.app.payments.AttemptOutcome;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.BringUpToDate;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPaymentOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordRefundOutcome;
import com.kore.billing.domain.subscription.SubscriptionState;
import com.kore.billing.projections.duework.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one piece of due work: a command strikes it off. Done twice, or by two nodes at once, it has one effect: a renewal that was
 * decided is no longer due, an attempt or refund has one idempotency key at the gateway, and an outcome is recorded once.
 *
 * <p>What is done is the same whether subscriptions stand in the store or, for previews and simulations, in memory only.
 */
public final class DueWorkStep {
    private static final Logger LOG = LoggerFactory.getLogger(DueWorkStep.class);

    /** The refusals that mean that there is nothing to do, or not yet. */
    private static final Set<String> NOTHING_TO_DO = Set.of("nothing-due", "attempt-settled");

    /** Why an attempt is declined that the gateway has not seen, for an invoice that was written off meanwhile. */
    private static final String NEVER_MADE = "never_made";

    private final CommandDispatcher commands;
    private final SubscriptionStates subscriptions;
    private final PaymentGateway gateway;
    private final Spans spans;

    /** @param spans of which each piece has one, the root of its trace */
    public DueWorkStep(
            CommandDispatcher commands, SubscriptionStates subscriptions, PaymentGateway gateway, Spans spans) {
        this.commands = commands;
        this.subscriptions = subscriptions;
        this.gateway = gateway;
        this.spans = spans;
    }

    /**
     * @param at the instant that it is done at; not before it is due, unless it only asks the gateway for news
     * @param run that does it; stands in the events, so that they can be told from those of another
     * @return what was decided; empty if there was nothing to do, or not yet
     */
    public Optional<DecidedCommand> perform(WorkItem item, Instant at, String run) {
        return spans.ofOwnAccord(
                item.kind().name().toLowerCase(Locale.ROOT),
                item.subscriptionId().value(),
                trace -> perform(new Work(item, context(item, run, trace)), at));
    }

    /** The service stops: the gateway is asked nothing any more, and what it was asked is waited for no longer than this. */
    void stopAsking(Duration answeredWithin) {
        gateway.stop(answeredWithin);
    }

    private Optional<DecidedCommand> perform(Work work, Instant at) {
        LogContext lines = LogContext.of(
                CommandMetaData.of(work.context()), work.item().subscriptionId().value());
        try {
            return performed(work, at);
        } finally {
            lines.end();
        }
    }

    private Optional<DecidedCommand> performed(Work work, Instant at) {
        WorkItem item = work.item();
        return switch (item.kind()) {
            case RENEWAL -> dispatch(work, new BringUpToDate(item.subscriptionId(), at));
            case COLLECTION, INQUIRY -> paymentDue(item).flatMap(payment -> settle(work, payment, at));
            case REFUND -> refundDue(item).flatMap(refund -> payBack(work, refund, at));
        };
    }

    private record Work(WorkItem item, CommandContext context) {}

    private Optional<DecidedCommand> settle(Work work, PaymentDue payment, Instant at) {
        AttemptOutcome attempt = payment.outcomeUnknown() ? inquire(payment) : gateway.charge(payment);
        return dispatch(
                work,
                new RecordPaymentOutcome(
                        payment.subscriptionId(),
                        at,
                        payment.invoiceId(),
                        payment.attempt(),
                        attempt.paymentMethodNumber(),
                        attempt.outcome()));
    }

    /** What the gateway has never seen was lost on the way: it is made now, as the same attempt, unless nobody wants the money any more. */
    private AttemptOutcome inquire(PaymentDue payment) {
        return gateway.inquire(payment)
                .orElseGet(() -> payment.owed()
                        ? gateway.charge(payment)
                        : AttemptOutcome.of(payment, new Declined(NEVER_MADE)));
    }

    private Optional<DecidedCommand> payBack(Work work, RefundDue refund, Instant at) {
        return gateway.refund(refund)
                .flatMap(outcome -> dispatch(
                        work, new RecordRefundOutcome(refund.subscriptionId(), at, refund.creditNote(), outcome)));
    }

    /** Only what the list says is due: the next attempt may be days away, and so may the next inquiry. */
    private Optional<PaymentDue> paymentDue(WorkItem item) {
        return item.invoiceId()
                .flatMap(invoice -> ask(item, state -> state.paymentDue(invoice)))
                .filter(due -> due.attempt() == item.attempt()
                        && due.outcomeUnknown() == (item.kind() == WorkItem.Kind.INQUIRY));
    }

    private Optional<RefundDue> refundDue(WorkItem item) {
        return item.creditNote().flatMap(creditNote -> ask(item, state -> state.refundDue(creditNote)));
    }

    private <T> Optional<T> ask(WorkItem item, Function<SubscriptionState, Optional<T>> question) {
        return subscriptions.askState(item.subscriptionId(), item.cause().version(), question);
    }

    private Optional<DecidedCommand> dispatch(Work work, SubscriptionCommand command) {
        try {
            return Optional.of(commands.dispatch(command, work.context()));
        } catch (CommandRejected rejected) {
            if (NOTHING_TO_DO.contains(rejected.code())) {
                tellOfUnrecordedMoney(work, command);
                return Optional.empty();
            }
            throw rejected;
        }
    }

    /**
     * Two that asked at once have one record, and that is well. But where the other one has recorded that nothing was taken, nobody
     * else would ever say that something was.
     */
    private void tellOfUnrecordedMoney(Work work, SubscriptionCommand refused) {
        if (refused instanceof RecordPaymentOutcome report
                && report.outcome() instanceof Succeeded
                && !isPaid(work.item(), report.invoiceId())) {
            LOG.error(
                    "Money was taken for attempt {} of {}, by the gateway's name {}, which is recorded as not taken: pay it back by hand",
                    report.attempt(),
                    report.invoiceId(),
                    report.outcome().gatewayReference().orElse("unknown"));
        }
    }

    private boolean isPaid(WorkItem item, InvoiceId invoice) {
        return ask(item, state -> Optional.of(state.isPaid(invoice))).orElse(false);
    }

    private static CommandContext context(WorkItem item, String run, TraceParent trace) {
        String actor = switch (item.kind()) {
            case RENEWAL -> "billing-run";
            case COLLECTION, INQUIRY, REFUND -> "collection-run";
        };
        return new CommandContext(
                new Actor(actor, Actor.Kind.AUTOMATION),
                Optional.empty(),
                Optional.empty(),
                actor + "/" + run + "/" + item.subscriptionId() + "/" + item.dueAt(),
                Optional.of(item.cause().eventId()),
                trace);
    }
}
