package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.InvoiceTotals;
import com.kore.billing.domain.invoicing.Ledger;
import com.kore.billing.domain.payment.DunningSchedule;
import com.kore.billing.domain.payment.MethodsOnFile;
import com.kore.billing.domain.subscription.SubscriptionCommand.MayCharge;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** The events of one decision, each folded as it is made, so that the next step decides on what the one before left. */
public final class Decision {
    private final List<SubscriptionEvent> events = new ArrayList<>();
    private final BillingRules rules;
    private SubscriptionState state;

    /** How many of the events came before the command's own. */
    private int dueBefore;

    private Decision(SubscriptionState state, BillingRules rules) {
        this.state = state;
        this.rules = rules;
    }

    /**
     * What a command leads to on a state: first all that became due before it, then its own events.
     *
     * @return at least one event
     * @throws CommandRejected if the rules say no
     */
    public static List<SubscriptionEvent> of(SubscriptionState state, SubscriptionCommand command, BillingRules rules) {
        Decision decision = new Decision(state, rules);
        state.bringUpTo(command.at(), decision, rules.catalog());
        decision.dueBefore = decision.events.size();
        decision.state.decide(command, decision, rules.catalog());
        if (command instanceof MayCharge charging) {
            charging.expectedAmountDue().ifPresent(expected -> decision.requireAmountDue(expected));
        }
        return List.copyOf(decision.events);
    }

    SubscriptionState state() {
        return state;
    }

    /** When declined renewals are tried again. */
    DunningSchedule dunning() {
        return rules.dunning();
    }

    /** The account as the events so far left it. */
    Account account() {
        return opened().account();
    }

    /** What is in effect as the events so far left it. */
    PaidPeriod paid() {
        if (state instanceof PaidSubscription subscription) {
            return subscription.paid();
        }
        throw new IllegalStateException("not on a paid plan");
    }

    private OpenedState opened() {
        if (state instanceof OpenedState opened) {
            return opened;
        }
        throw new IllegalStateException("not opened");
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    void emit(SubscriptionEvent event) {
        events.add(event);
        state = state.apply(event);
    }

    /** Issues the next invoice of the account: credits pay first, but for a contract; the rest is due from the method on file. */
    void issueInvoice(
            Account account,
            Instant at,
            LocalDate on,
            InvoiceOrigin origin,
            InvoiceOccasion occasion,
            List<InvoiceLine> lines) {
        Ledger ledger = account.ledger();
        InvoiceTotals totals = origin == InvoiceOrigin.CONTRACT
                ? InvoiceTotals.withoutCredit(lines, ledger.creditBalance())
                : InvoiceTotals.of(lines, ledger.creditBalance());
        if (totals.credited().isPositive()) {
            Refusals.requireExactCredit(ledger, totals.credited(), Optional.empty());
        }
        emit(new InvoiceIssued(
                account.id(),
                at,
                on,
                ledger.nextInvoice(account.id()),
                origin,
                occasion,
                lines,
                totals,
                account.methods()
                        .present()
                        .filter(method -> !totals.amountDue().isZero())
                        .map(MethodsOnFile.Numbered::ref)));
    }

    /** What the invoices of the command itself, not of what was due before, leave to be paid. */
    private Money amountDueByCommand() {
        return events.stream()
                .skip(dueBefore)
                .filter(InvoiceIssued.class::isInstance)
                .map(InvoiceIssued.class::cast)
                .map(issued -> issued.totals().amountDue())
                .reduce(Money.zero(account().currency()), Money::plus);
    }

    /** An expired card is not even tried for a command's charge; at renewal the gateway is asked all the same. */
    void requirePayable(LocalDate on) {
        if (!amountDueByCommand().isZero()) {
            account().paymentMethod().ifPresent(method -> Refusals.requireUsable(method, on));
        }
    }

    private void requireAmountDue(Money expected) {
        Refusals.requireCurrency(expected, account().currency(), "expectedAmountDue");
        Money due = amountDueByCommand();
        if (!due.equals(expected)) {
            throw new CommandRejected(
                    "amount-changed",
                    "%s would be due now, not %s; nothing was done.".formatted(due, expected),
                    Optional.of("expectedAmountDue"));
        }
    }
}
