package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.subscription.SubscriptionCommand.BringUpToDate;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.ContractCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPayment;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPaymentOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordRefundOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import com.kore.billing.domain.subscription.SubscriptionCommand.SignContract;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import com.kore.billing.domain.subscription.SubscriptionEvent.AccountEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeUndone;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceWrittenOff;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRecorded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.ScheduledChangeWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An online account on a paid plan.
 *
 * @param freePlan what it falls back to
 * @param undo what comes back if the charge that is still open is declined; empty if none is
 */
record PaidSubscription(
        Account account,
        PlanId freePlan,
        PaidPeriod paid,
        Optional<ScheduledChange> scheduled,
        boolean canceling,
        Optional<Undo> undo)
        implements OpenedState {

    static PaidSubscription wentPaid(Account account, FreeSubscription from, PlanChanged changed) {
        return new PaidSubscription(
                account,
                from.plan(),
                changed.becomes(),
                Optional.empty(),
                false,
                Optional.of(Undo.before(Optional.empty(), from.managedUsers(), Optional.empty())));
    }

    @Override
    public int managedUsers() {
        return paid.terms().managedUsers();
    }

    @Override
    public SubscriptionState apply(SubscriptionEvent event) {
        PaidSubscription next = new PaidSubscription(account.apply(event), freePlan, paid, scheduled, canceling, undo);
        return switch (event) {
            case PlanChanged changed -> next.changed(changed.becomes());
            case BillingIntervalChanged changed -> next.changed(changed.becomes());
            case ManagedUsersChanged changed ->
                next.changed(paid.with(paid.terms().withManagedUsers(changed.managedUsers())));
            case ChangeScheduled change -> next.withScheduled(Optional.of(change.scheduledChange()));
            case ScheduledChangeWithdrawn ignored -> next.withScheduled(Optional.empty());
            case CancellationScheduled ignored -> next.withCanceling(true).withUndo(undo.map(Undo::withoutSchedule));
            case CancellationWithdrawn ignored -> next.withCanceling(false);
            case SubscriptionRenewed renewed ->
                new PaidSubscription(
                        next.account, freePlan, renewed.becomes(), Optional.empty(), false, Optional.empty());
            case SubscriptionEnded ended ->
                new FreeSubscription(next.account, ended.freePlan(), ended.managedUsers(), List.of());
            case ChangeUndone undone -> next.afterUndo(undone);
            case InvoiceIssued issued -> issued.origin() == InvoiceOrigin.CHANGE ? next.charged(issued) : next;
            case PaymentSucceeded ignored -> next.withUndo(next.account.isPaymentPending() ? undo : Optional.empty());
            case InvoiceVoided ignored -> next.withUndo(next.account.isPaymentPending() ? undo : Optional.empty());
            case PaymentDeclined ignored -> next;
            case PaymentOutcomeUnknown ignored -> next;
            case PaymentRecorded ignored -> next;
            case ContractEvent ignored -> next;
            case InvoiceWrittenOff ignored -> next;
            case AccountEvent ignored -> next;
            case RefundEvent ignored -> next;
            case SubscriptionOpened ignored -> next;
        };
    }

    @Override
    public void bringUpTo(Instant at, Decision decision, PlanCatalog catalog) {
        if (Renewal.isDue(this, at)) {
            Renewal.decide(this, decision, catalog);
            decision.state().bringUpTo(at, decision, catalog);
        }
    }

    @Override
    public void decide(SubscriptionCommand command, Decision decision, PlanCatalog catalog) {
        switch (command) {
            case ChangePlan change -> changePlan(change, decision, catalog);
            case ChangeBillingInterval change ->
                changeTerms(change.at(), TermsChange.toInterval(change.interval()), decision, catalog);
            case ChangeManagedUsers change ->
                changeTerms(change.at(), TermsChange.toManagedUsers(change.managedUsers()), decision, catalog);
            case ChangePaymentMethod change ->
                OnFile.changePaymentMethod(account, change.paymentMethod(), change.at(), decision);
            case UpdateBillingProfile update ->
                OnFile.updateBillingProfile(account, update.billingProfile(), update.at(), decision);
            case CancelSubscription cancel -> cancel(cancel.at(), cancel.reason(), decision);
            case WithdrawCancellation withdraw -> withdrawCancellation(withdraw.at(), decision);
            case WithdrawScheduledChange withdraw -> withdrawScheduledChange(withdraw.at(), decision);
            case GrantCredit grant -> account.decide(grant, decision);
            case RecordPaymentOutcome report -> Collection.record(this, report, decision, catalog);
            case SignContract ignored ->
                throw new CommandRejected(
                        "already-paid",
                        "The account is on a paid plan; have it canceled, and wait until it has ended.");
            case ContractCommand ignored -> throw Refusals.notContract();
            case RecordPayment payment -> RecordedPayment.decide(account, payment, decision);
            case RefundInvoice refund -> Refunding.decide(account, refund, decision);
            case RecordRefundOutcome report -> Refunding.record(account, report, decision);
            case BringUpToDate ignored -> {
                if (decision.isEmpty()) {
                    throw Refusals.nothingDue();
                }
            }
            case ErasePersonalData ignored ->
                throw Erasure.stillActive(
                        "The account is on a paid plan; have it canceled, and wait until it has ended.");
            case OpenSubscription ignored -> throw Refusals.alreadyOpen();
        }
    }

    /** Rules 3 and 5; choosing the free plan is canceling. */
    private void changePlan(ChangePlan change, Decision decision, PlanCatalog catalog) {
        change.managedUsers().ifPresent(Refusals::requireManagedUsers);
        Refusals.requireKnown(change.plan(), catalog);
        if (catalog.rank(change.plan()) == 0) {
            cancel(change.at(), Optional.empty(), decision);
        } else {
            TermsChanging.decide(this, change.at(), change.asTermsChange(), Optional.of(change), decision, catalog);
        }
    }

    private void changeTerms(Instant at, TermsChange requested, Decision decision, PlanCatalog catalog) {
        requested.managedUsers().ifPresent(Refusals::requireManagedUsers);
        TermsChanging.decide(this, at, requested, Optional.empty(), decision, catalog);
    }

    /** Rule 9: the plan stays in effect to the period's end; a scheduled change is dropped. */
    private void cancel(Instant at, Optional<String> reason, Decision decision) {
        if (canceling) {
            throw new CommandRejected(
                    "already-canceled",
                    "It is canceled already and ends on %s."
                            .formatted(paid.period().end()));
        }
        requirePeriodRunning(at);
        if (scheduled.isPresent()) {
            decision.emit(new ScheduledChangeWithdrawn(account.id(), account.effective(at), account.dateOf(at)));
        }
        decision.emit(new CancellationScheduled(
                account.id(),
                account.effective(at),
                account.dateOf(at),
                paid.period().end(),
                reason));
    }

    private void withdrawCancellation(Instant at, Decision decision) {
        if (!canceling) {
            throw new CommandRejected("not-canceling", "There is no cancellation to withdraw.");
        }
        requirePeriodRunning(at);
        decision.emit(new CancellationWithdrawn(account.id(), account.effective(at), account.dateOf(at)));
    }

    private void withdrawScheduledChange(Instant at, Decision decision) {
        if (scheduled.isEmpty()) {
            throw new CommandRejected("nothing-scheduled", "There is no scheduled change to withdraw.");
        }
        requirePeriodRunning(at);
        decision.emit(new ScheduledChangeWithdrawn(account.id(), account.effective(at), account.dateOf(at)));
    }

    /** The period has ended, but its renewal waits for the outcome of a charge: nothing about terms is decided meanwhile. */
    void requirePeriodRunning(Instant at) {
        if (!paid.period().endsAt(account.timeZone()).isAfter(account.effective(at))) {
            throw Refusals.paymentPending();
        }
    }

    /** The change whose charge was declined, undone. */
    Optional<ChangeUndone> undone(InvoiceId invoice, Instant at, LocalDate on, PlanCatalog catalog) {
        return undo.map(before -> new ChangeUndone(
                account.id(),
                at,
                on,
                invoice,
                before.restored(),
                before.restored().map(restored -> restored.terms().plan()).orElse(freePlan),
                before.managedUsers(),
                before.scheduledOnceUndone(this, catalog)));
    }

    private SubscriptionState afterUndo(ChangeUndone undone) {
        return undone.restored()
                .<SubscriptionState>map(restored -> new PaidSubscription(
                        account, freePlan, restored, undone.scheduledChange(), canceling, Optional.empty()))
                .orElseGet(() -> new FreeSubscription(account, undone.plan(), undone.managedUsers(), List.of()));
    }

    private PaidSubscription changed(PaidPeriod becomes) {
        Undo before = Undo.before(Optional.of(paid), managedUsers(), scheduled);
        return new PaidSubscription(account, freePlan, becomes, scheduled, canceling, Optional.of(before));
    }

    /** What is paid at once cannot be declined any more. */
    private PaidSubscription charged(InvoiceIssued issued) {
        return withUndo(
                issued.totals().amountDue().isZero()
                        ? Optional.empty()
                        : undo.map(before -> before.changeDoneWith(scheduled)));
    }

    private PaidSubscription withScheduled(Optional<ScheduledChange> change) {
        return new PaidSubscription(account, freePlan, paid, change, canceling, undo);
    }

    private PaidSubscription withCanceling(boolean isCanceling) {
        return new PaidSubscription(account, freePlan, paid, scheduled, isCanceling, undo);
    }

    private PaidSubscription withUndo(Optional<Undo> before) {
        return new PaidSubscription(account, freePlan, paid, scheduled, canceling, before);
    }
}
