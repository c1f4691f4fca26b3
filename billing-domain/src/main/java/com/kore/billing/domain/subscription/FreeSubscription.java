package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.Rate;
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
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaidPlanEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An online account on the free plan: no charge, no period.
 *
 * @param signed the contracts that are to start, each where the one before ends
 */
record FreeSubscription(Account account, PlanId plan, int managedUsers, List<Contract> signed) implements OpenedState {
    FreeSubscription {
        signed = List.copyOf(signed);
    }

    @Override
    public SubscriptionState apply(SubscriptionEvent event) {
        Account after = account.apply(event);
        return switch (event) {
            case PlanChanged changed -> PaidSubscription.wentPaid(after, this, changed);
            case ManagedUsersChanged changed -> new FreeSubscription(after, plan, changed.managedUsers(), signed);
            case ContractSigned next ->
                new FreeSubscription(
                        after,
                        plan,
                        managedUsers,
                        Stream.concat(signed.stream(), Stream.of(next.contract()))
                                .toList());
            case ContractStarted started -> ContractSubscription.started(after, this, started);
            case ContractEvent ignored -> with(after);
            case SubscriptionRenewed ignored -> with(after);
            case SubscriptionEnded ignored -> with(after);
            case PaidPlanEvent ignored -> with(after);
            case AccountEvent ignored -> with(after);
            case InvoiceEvent ignored -> with(after);
            case RefundEvent ignored -> with(after);
            case SubscriptionOpened ignored -> with(after);
        };
    }

    private FreeSubscription with(Account changed) {
        return new FreeSubscription(changed, plan, managedUsers, signed);
    }

    @Override
    public void bringUpTo(Instant at, Decision decision, PlanCatalog catalog) {
        if (!signed.isEmpty() && !signed.getFirst().startsAt(account.timeZone()).isAfter(account.effective(at))) {
            Contracting.start(account, signed.getFirst(), decision);
            decision.state().bringUpTo(at, decision, catalog);
        }
    }

    @Override
    public void decide(SubscriptionCommand command, Decision decision, PlanCatalog catalog) {
        switch (command) {
            case ChangePlan change -> changePlan(change, decision, catalog);
            case ChangeManagedUsers change -> changeManagedUsers(change.managedUsers(), change.at(), decision);
            case ChangePaymentMethod change ->
                OnFile.changePaymentMethod(account, change.paymentMethod(), change.at(), decision);
            case UpdateBillingProfile update ->
                OnFile.updateBillingProfile(account, update.billingProfile(), update.at(), decision);
            case GrantCredit grant -> account.decide(grant, decision);
            case RecordPaymentOutcome report -> Collection.record(this, report, decision, catalog);
            case RefundInvoice refund -> Refunding.decide(account, refund, decision);
            case RecordRefundOutcome report -> Refunding.record(account, report, decision);
            case SignContract sign -> {
                if (signed.isEmpty()) {
                    Contracting.sign(account, sign, decision, catalog);
                } else {
                    Contracting.sign(account, sign, signed.getLast(), decision, catalog);
                }
            }
            case RecordPayment payment -> RecordedPayment.decide(account, payment, decision);
            case ErasePersonalData erase -> {
                if (!signed.isEmpty()) {
                    throw Erasure.stillActive("The account has a contract that is to start; wait until it has ended.");
                }
                Erasure.decide(account, erase, decision);
            }
            case ContractCommand ignored -> throw Refusals.notContract();
            case BringUpToDate ignored -> requireSomethingWasDue(decision);
            case OpenSubscription ignored -> throw Refusals.alreadyOpen();
            case ChangeBillingInterval ignored -> throw Refusals.notPaid();
            case CancelSubscription ignored -> throw Refusals.notPaid();
            case WithdrawCancellation ignored ->
                throw new CommandRejected("not-canceling", "There is no cancellation to withdraw.");
            case WithdrawScheduledChange ignored ->
                throw new CommandRejected("nothing-scheduled", "There is no scheduled change to withdraw.");
        }
    }

    private static void requireSomethingWasDue(Decision decision) {
        if (decision.isEmpty()) {
            throw Refusals.nothingDue();
        }
    }

    private void changePlan(ChangePlan change, Decision decision, PlanCatalog catalog) {
        change.managedUsers().ifPresent(Refusals::requireManagedUsers);
        Refusals.requireKnown(change.plan(), catalog);
        if (catalog.rank(change.plan()) == 0) {
            stayFree(change, decision);
        } else if (!signed.isEmpty()) {
            throw Refusals.contractManaged();
        } else {
            goPaid(change, decision, catalog);
        }
    }

    /** Rule 3d: what comes along counts all the same. */
    private void stayFree(ChangePlan change, Decision decision) {
        boolean bringsSomething =
                change.paymentMethod().isPresent() || change.billingProfile().isPresent();
        OnFile.takeFrom(change, account, decision);
        int users = change.managedUsers().orElse(managedUsers);
        if (users != managedUsers || !bringsSomething) {
            changeManagedUsers(users, change.at(), decision);
        }
    }

    /** On the free plan the count just changes (rule 6). */
    private void changeManagedUsers(int users, Instant at, Decision decision) {
        Refusals.requireManagedUsers(users);
        if (users == managedUsers) {
            throw Refusals.noChange();
        }
        decision.emit(
                new ManagedUsersChanged(account.id(), account.effective(at), account.dateOf(at), managedUsers, users));
    }

    /** Rule 2: the first period starts today, and today becomes the anchor. Checked in the order plan, interval, method, profile. */
    private void goPaid(ChangePlan change, Decision decision, PlanCatalog catalog) {
        LocalDate today = account.dateOf(change.at());
        BillingInterval interval = change.interval()
                .orElseThrow(() -> new CommandRejected(
                        "interval-required", "Say how often to bill: monthly or annual.", Optional.of("interval")));
        Rate rate = Rate.of(
                change.plan(),
                interval,
                Refusals.requireOffer(catalog, change.plan(), interval, account.currency(), today));
        if (change.paymentMethod().or(account::paymentMethod).isEmpty()) {
            throw new CommandRejected(
                    "payment-method-required",
                    "Give a payment method, now or beforehand.",
                    Optional.of("paymentMethod"));
        }
        change.paymentMethod().or(account::paymentMethod).ifPresent(method -> Refusals.requireUsable(method, today));
        if (change.billingProfile().isEmpty() && !account.billingProfileOnFile()) {
            throw new CommandRejected(
                    "billing-profile-required",
                    "Give a billing profile, now or beforehand.",
                    Optional.of("billingProfile"));
        }
        Refusals.requireChargeable(account);
        OnFile.takeFrom(change, account, decision);

        Terms terms = Terms.of(rate, change.managedUsers().orElse(managedUsers));
        PaidPeriod becomes = PaidPeriod.anchoredOn(today, terms);
        Instant at = account.effective(change.at());
        decision.emit(new PlanChanged(account.id(), at, today, plan, becomes));
        decision.issueInvoice(
                decision.account(),
                at,
                today,
                InvoiceOrigin.CHANGE,
                InvoiceOccasion.WENT_PAID,
                List.of(InvoiceLine.charge(rate, terms.managedUsers(), becomes.period(), today)));
    }
}
