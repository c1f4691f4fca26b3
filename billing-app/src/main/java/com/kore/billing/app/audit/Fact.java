package com.kore.billing.app.audit;

import com.kore.billing.domain.subscription.PaidPeriod;
import com.kore.billing.domain.subscription.ScheduledChange;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeUndone;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PreferencesChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PrepaidUsersAdded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.ScheduledChangeWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserAssigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserJoined;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserReleased;
import com.kore.billing.domain.subscription.Terms;
import com.kore.billing.domain.subscription.TermsChange;
import com.kore.billing.projections.accountsummary.Contracts;
import com.kore.billing.projections.accountsummary.SummaryRow;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the fields of a summary and the lines of an invoice rest on: a part of what the events alone say, as the fold of the account summary
 * keeps it. So a fact comes from events and from nothing else; prices and names of the catalog are no facts.
 */
enum Fact {
    OPENING("what it was opened with"),
    NAME("name"),
    PROFILE("billing profile"),
    METHOD("payment method"),
    PLAN("plan"),
    INTERVAL("interval"),
    PRICE("price"),
    USERS("users"),
    PERIOD("period"),
    SCHEDULE("scheduled change"),
    SCHEDULED_PLAN("scheduled plan"),
    SCHEDULED_INTERVAL("scheduled interval"),
    SCHEDULED_USERS("scheduled users"),
    CANCELLATION("cancellation"),
    STATUS("status"),
    CREDIT("credit balance"),
    CONTRACT("contract"),
    SIGNED("contracts that are to start"),
    USED("prepaid users assigned"),
    PREFERENCES("preferences"),
    VERSION("version");

    private static final Set<Fact> TERMS = EnumSet.of(PLAN, INTERVAL, PRICE, USERS, PERIOD);
    private static final Set<Fact> FOLLOWING =
            EnumSet.of(SCHEDULE, SCHEDULED_PLAN, SCHEDULED_INTERVAL, SCHEDULED_USERS);

    private final String words;

    Fact(String words) {
        this.words = words;
    }

    /** As people say it. */
    String words() {
        return words;
    }

    /** What is so after the events that led to this row. */
    Object in(SummaryRow row) {
        return switch (this) {
            case OPENING -> row.opening().position();
            case NAME -> row.opening().accountName();
            case PROFILE -> row.billingProfile();
            case METHOD -> row.paymentMethod();
            case PLAN -> row.plan();
            case INTERVAL -> terms(row).map(Terms::interval);
            case PRICE -> terms(row).map(terms -> List.of(terms.pricePerUser(), terms.catalogVersion()));
            case USERS -> row.holding().managedUsers();
            case PERIOD -> row.holding().paid().map(PaidPeriod::period);
            case SCHEDULE -> row.holding().scheduledChange();
            case SCHEDULED_PLAN -> scheduled(row).flatMap(TermsChange::plan);
            case SCHEDULED_INTERVAL -> scheduled(row).flatMap(TermsChange::interval);
            case SCHEDULED_USERS -> scheduled(row).flatMap(TermsChange::managedUsers);
            case CANCELLATION -> row.holding().canceling();
            case STATUS -> row.status();
            case CREDIT -> row.creditBalance();
            case CONTRACT -> row.running().map(Contracts.Running::contract);
            case SIGNED -> row.holding().contracts().map(Contracts::signed).filter(signed -> !signed.isEmpty());
            case USED -> row.running().map(Contracts.Running::used).filter(used -> used > 0);
            case PREFERENCES -> row.running().map(Contracts.Running::preferences);
            case VERSION -> row.version();
        };
    }

    /**
     * The facts that an event states, be they the same as before. What it changes without stating it, as a decline does the status, is
     * told by comparing the rows before and after.
     */
    static Set<Fact> statedBy(SubscriptionEvent event) {
        return switch (event) {
            case SubscriptionOpened ignored -> EnumSet.allOf(Fact.class);
            case PlanChanged ignored -> TERMS;
            case BillingIntervalChanged ignored -> TERMS;
            case ManagedUsersChanged ignored -> EnumSet.of(USERS);
            case ChangeScheduled ignored -> FOLLOWING;
            case ScheduledChangeWithdrawn ignored -> FOLLOWING;
            case ChangeUndone ignored -> termsAnd(FOLLOWING);
            case SubscriptionRenewed ignored -> termsAnd(FOLLOWING);
            case SubscriptionEnded ignored -> termsAnd(FOLLOWING);
            case ContractSigned ignored -> EnumSet.of(SIGNED);
            case ContractStarted ignored -> termsAnd(EnumSet.of(CONTRACT, SIGNED));
            case PrepaidUsersAdded ignored -> EnumSet.of(USERS);
            case UserAssigned ignored -> EnumSet.of(USED);
            case UserReleased ignored -> EnumSet.of(USED);
            case PreferencesChanged ignored -> EnumSet.of(PREFERENCES);
            case UserJoined ignored -> EnumSet.noneOf(Fact.class);
            case CancellationScheduled ignored -> EnumSet.of(CANCELLATION);
            case CancellationWithdrawn ignored -> EnumSet.of(CANCELLATION);
            case PaymentMethodChanged ignored -> EnumSet.of(METHOD);
            case BillingProfileUpdated ignored -> EnumSet.of(PROFILE);
            case PersonalDataErased ignored -> EnumSet.of(NAME, PROFILE, METHOD);
            case CreditGranted ignored -> EnumSet.of(CREDIT);
            case InvoiceIssued ignored -> EnumSet.of(CREDIT);
            case InvoiceVoided ignored -> EnumSet.of(CREDIT);
            case InvoiceEvent ignored -> EnumSet.noneOf(Fact.class);
            case RefundEvent ignored -> EnumSet.noneOf(Fact.class);
        };
    }

    private static Set<Fact> termsAnd(Set<Fact> others) {
        Set<Fact> all = EnumSet.copyOf(TERMS);
        all.addAll(others);
        return all;
    }

    private static Optional<Terms> terms(SummaryRow row) {
        return row.holding().paid().map(PaidPeriod::terms);
    }

    private static Optional<TermsChange> scheduled(SummaryRow row) {
        return row.holding().scheduledChange().map(ScheduledChange::parts);
    }
}
