package com.kore.billing.domain.subscription;

import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
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
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaidPlanEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PreferencesChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PrepaidUsersAdded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserAssigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserJoined;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserReleased;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An account with a sales contract that is running.
 *
 * @param freePlan what it falls back to
 * @param contract as it was signed; how many users are prepaid by now stands in the terms of the period
 * @param following the contracts that are signed already, each starting where the one before ends
 */
record ContractSubscription(
        Account account,
        PlanId freePlan,
        Contract contract,
        PaidPeriod paid,
        List<Contract> following,
        Assignments assignments)
        implements OpenedState {
    ContractSubscription {
        following = List.copyOf(following);
    }

    /** The first of the contracts that were signed for a free account. */
    static ContractSubscription started(Account account, FreeSubscription from, ContractStarted started) {
        return new ContractSubscription(
                account,
                from.plan(),
                started.contract(),
                started.becomes(),
                Contracting.without(from.signed(), started.contract()),
                Assignments.NONE);
    }

    @Override
    public int managedUsers() {
        return prepaid();
    }

    int prepaid() {
        return paid.terms().managedUsers();
    }

    private Contract lastSigned() {
        return following.isEmpty() ? contract : following.getLast();
    }

    boolean isAvailable() {
        return assignments.used() < prepaid();
    }

    @Override
    public SubscriptionState apply(SubscriptionEvent event) {
        Account after = account.apply(event);
        return switch (event) {
            case ContractSigned signed ->
                new ContractSubscription(
                        after,
                        freePlan,
                        contract,
                        paid,
                        Stream.concat(following.stream(), Stream.of(signed.contract()))
                                .toList(),
                        assignments);
            case ContractStarted started ->
                new ContractSubscription(
                        after,
                        freePlan,
                        started.contract(),
                        started.becomes(),
                        Contracting.without(following, started.contract()),
                        assignments);
            case SubscriptionRenewed renewed -> with(after, renewed.becomes());
            case PrepaidUsersAdded added -> with(after, paid.with(paid.terms().withManagedUsers(added.prepaidUsers())));
            case UserAssigned assigned -> with(after, assignments.assigned(assigned.userId()));
            case UserReleased released -> with(after, assignments.released(released.userId()));
            case PreferencesChanged changed -> with(after, assignments.with(changed.preferences()));
            case SubscriptionEnded ended ->
                new FreeSubscription(after, ended.freePlan(), ended.managedUsers(), following);
            case UserJoined ignored -> with(after, paid);
            case PlanChanged ignored -> with(after, paid);
            case ManagedUsersChanged ignored -> with(after, paid);
            case PaidPlanEvent ignored -> with(after, paid);
            case AccountEvent ignored -> with(after, paid);
            case InvoiceEvent ignored -> with(after, paid);
            case RefundEvent ignored -> with(after, paid);
            case SubscriptionOpened ignored -> with(after, paid);
        };
    }

    private ContractSubscription with(Account changed, PaidPeriod period) {
        return new ContractSubscription(changed, freePlan, contract, period, following, assignments);
    }

    private ContractSubscription with(Account changed, Assignments others) {
        return new ContractSubscription(changed, freePlan, contract, paid, following, others);
    }

    @Override
    public void bringUpTo(Instant at, Decision decision, PlanCatalog catalog) {
        if (!paid.period().endsAt(account.timeZone()).isAfter(account.effective(at))) {
            Contracting.periodEnded(this, decision);
            decision.state().bringUpTo(at, decision, catalog);
        }
    }

    @Override
    public void decide(SubscriptionCommand command, Decision decision, PlanCatalog catalog) {
        switch (command) {
            case SignContract sign -> Contracting.sign(account, sign, Optional.of(lastSigned()), decision, catalog);
            case ContractCommand about -> Prepaid.decide(this, about, decision);
            case ChangePaymentMethod change ->
                OnFile.changePaymentMethod(account, change.paymentMethod(), change.at(), decision);
            case UpdateBillingProfile update -> {
                if (!update.byStaff()) {
                    throw Refusals.contractManaged();
                }
                OnFile.updateBillingProfile(account, update.billingProfile(), update.at(), decision);
            }
            case RecordPayment payment -> RecordedPayment.decide(account, payment, decision);
            case RecordPaymentOutcome report -> Collection.record(this, report, decision, catalog);
            case RefundInvoice refund -> Refunding.decide(account, refund, decision);
            case RecordRefundOutcome report -> Refunding.record(account, report, decision);
            case BringUpToDate ignored -> Refusals.requireSomethingWasDue(decision);
            case ErasePersonalData ignored ->
                throw Erasure.stillActive("The account has a contract; wait until it has ended.");
            case OpenSubscription ignored -> throw Refusals.alreadyOpen();
            case ChangePlan ignored -> throw Refusals.contractManaged();
            case ChangeBillingInterval ignored -> throw Refusals.contractManaged();
            case ChangeManagedUsers ignored -> throw Refusals.contractManaged();
            case CancelSubscription ignored -> throw Refusals.contractManaged();
            case WithdrawCancellation ignored -> throw Refusals.contractManaged();
            case WithdrawScheduledChange ignored -> throw Refusals.contractManaged();
            case GrantCredit ignored -> throw Refusals.contractManaged();
        }
    }
}
