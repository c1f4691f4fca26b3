package com.kore.billing.domain.subscription;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionCommand.AddPrepaidUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.AssignUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.BringUpToDate;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPayment;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPaymentOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordRefundOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordUserJoined;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import com.kore.billing.domain.subscription.SubscriptionCommand.ReleaseUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.SetPreferences;
import com.kore.billing.domain.subscription.SubscriptionCommand.SignContract;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The one aggregate: all that an account is on, owes and is owed. A thin shell around its {@link SubscriptionState}, which decides and
 * folds; a handler per command, because Axon finds handlers by concrete class.
 */
public class Subscription {
    // Axon reads it.
    @SuppressWarnings("UnusedVariable")
    @AggregateIdentifier
    private @Nullable SubscriptionId id;

    private SubscriptionState state = new NotOpened();

    /** Asks a question of the state, such as what a payment attempt needs to know. */
    public <R> Optional<R> ask(Function<SubscriptionState, Optional<R>> question) {
        return question.apply(state);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(OpenSubscription command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(ChangePlan command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(ChangeBillingInterval command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(ChangeManagedUsers command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(ChangePaymentMethod command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(UpdateBillingProfile command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(CancelSubscription command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(WithdrawCancellation command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(WithdrawScheduledChange command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(GrantCredit command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(BringUpToDate command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(RecordPaymentOutcome command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(RefundInvoice command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(RecordRefundOutcome command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(ErasePersonalData command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(SignContract command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(AddPrepaidUsers command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(RecordUserJoined command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(AssignUser command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(ReleaseUser command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(SetPreferences command, BillingRules rules) {
        decide(command, rules);
    }

    @CommandHandler
    void handle(RecordPayment command, BillingRules rules) {
        decide(command, rules);
    }

    @EventSourcingHandler
    void on(SubscriptionEvent event) {
        id = event.subscriptionId();
        state = state.apply(event);
    }

    private void decide(SubscriptionCommand command, BillingRules rules) {
        Decision.of(state, command, rules).forEach(AggregateLifecycle::apply);
    }
}
