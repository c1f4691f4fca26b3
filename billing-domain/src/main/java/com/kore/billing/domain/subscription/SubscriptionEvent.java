package com.kore.billing.domain.subscription;

import com.kore.billing.domain.Personal;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.InvoiceTotals;
import com.kore.billing.domain.payment.PaymentMethod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What happened to a subscription: the whole truth about it. Amounts and dates stand in the events, so a replay never computes a price.
 *
 * <p>Every event carries the instant that it was decided at and the account's local date that it counts for.
 */
public sealed interface SubscriptionEvent {
    SubscriptionId subscriptionId();

    Instant at();

    LocalDate on();

    // Groups of events, for folds that make nothing of a whole group. Such a fold names the group; any other names
    // every event.

    /** Which plan, interval and users are in effect, until when, and what follows. */
    sealed interface TermsEvent extends SubscriptionEvent {}

    /** What happens to nobody but who is on a paid plan without a contract. */
    sealed interface PaidPlanEvent extends TermsEvent {}

    /** What happens under a sales contract alone. */
    sealed interface ContractEvent extends TermsEvent {}

    /** What the account has on file whatever its plan. */
    sealed interface AccountEvent extends SubscriptionEvent {}

    /** An invoice, and what became of it. */
    sealed interface InvoiceEvent extends SubscriptionEvent {
        InvoiceId invoiceId();
    }

    /** What is paid back, and whether it was. */
    sealed interface RefundEvent extends SubscriptionEvent {
        InvoiceId invoiceId();

        CreditNoteId creditNote();
    }

    record SubscriptionOpened(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            @Personal String accountName,
            CurrencyUnit currency,
            ZoneId timeZone,
            PlanId plan,
            int managedUsers)
            implements SubscriptionEvent {}

    /** Went paid, from the free plan; or went up. The interval and the users may have changed with it. */
    record PlanChanged(SubscriptionId subscriptionId, Instant at, LocalDate on, PlanId previousPlan, PaidPeriod becomes)
            implements TermsEvent {}

    /** The interval changed on the same plan; the users may have changed with it. */
    record BillingIntervalChanged(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            BillingInterval previousInterval,
            PaidPeriod becomes)
            implements PaidPlanEvent {}

    /** Only the count changed; on a paid plan it went up. */
    record ManagedUsersChanged(
            SubscriptionId subscriptionId, Instant at, LocalDate on, int previousManagedUsers, int managedUsers)
            implements TermsEvent {}

    /** What is scheduled from now on; it replaces what was scheduled before. */
    record ChangeScheduled(SubscriptionId subscriptionId, Instant at, LocalDate on, ScheduledChange scheduledChange)
            implements PaidPlanEvent {}

    record ScheduledChangeWithdrawn(SubscriptionId subscriptionId, Instant at, LocalDate on) implements PaidPlanEvent {}

    /**
     * The charge of a change was declined, so the change is undone.
     *
     * @param restored what is in effect again; empty if that is the free plan
     * @param plan in effect again, be it free or paid; likewise the users
     */
    record ChangeUndone(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            InvoiceId invoiceId,
            Optional<PaidPeriod> restored,
            PlanId plan,
            int managedUsers,
            Optional<ScheduledChange> scheduledChange)
            implements PaidPlanEvent {}

    /**
     * @param number the how manieth method of the account it is, from 1
     * @param triedNow the attempts on invoices past due that are made with it at once
     */
    record PaymentMethodChanged(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            int number,
            PaymentMethod paymentMethod,
            List<TriedNow> triedNow)
            implements AccountEvent {
        public PaymentMethodChanged {
            triedNow = List.copyOf(triedNow);
        }
    }

    /** @param attempt counted from 1 */
    record TriedNow(InvoiceId invoiceId, int attempt) {}

    record BillingProfileUpdated(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            @Personal BillingProfile billingProfile) implements AccountEvent {}

    /** @param reason free text */
    record CancellationScheduled(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            LocalDate endsOn,
            @Personal Optional<String> reason)
            implements PaidPlanEvent {}

    record CancellationWithdrawn(SubscriptionId subscriptionId, Instant at, LocalDate on) implements PaidPlanEvent {}

    /** A period ended and the next one began; a scheduled change has taken over with it. */
    record SubscriptionRenewed(SubscriptionId subscriptionId, Instant at, LocalDate on, PaidPeriod becomes)
            implements TermsEvent {}

    /**
     * The subscription is free again; the count of users stays.
     *
     * @param freePlan that follows
     */
    record SubscriptionEnded(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            PlanId freePlan,
            int managedUsers,
            EndReason reason)
            implements TermsEvent {}

    /** Why a paid subscription ended. */
    enum EndReason {
        CANCELED,
        /** A contract came to its end, and no other followed. */
        CONTRACT_ENDED,
        /** The last try of a declined renewal was declined too. */
        LAPSED
    }

    /** It starts when its day comes: at once, if that has come. */
    record ContractSigned(SubscriptionId subscriptionId, Instant at, LocalDate on, Contract contract)
            implements ContractEvent {}

    /** The first period of a contract began, on the free plan or after the contract before. */
    record ContractStarted(
            SubscriptionId subscriptionId, Instant at, LocalDate on, Contract contract, PaidPeriod becomes)
            implements ContractEvent {}

    /** There are more of them from now on, to the contract's end. */
    record PrepaidUsersAdded(
            SubscriptionId subscriptionId, Instant at, LocalDate on, int previousPrepaidUsers, int prepaidUsers)
            implements ContractEvent {}

    /** A user came; what follows in the same decision says what was done for the user. */
    record UserJoined(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            @Personal String userId) implements ContractEvent {}

    /** @param used how many of the prepaid subscriptions are used with this one */
    record UserAssigned(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            @Personal String userId,
            int used) implements ContractEvent {}

    /** @param used how many of the prepaid subscriptions are still used */
    record UserReleased(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            @Personal String userId,
            int used) implements ContractEvent {}

    record PreferencesChanged(SubscriptionId subscriptionId, Instant at, LocalDate on, Preferences preferences)
            implements ContractEvent {}

    /** Credit from the vendor's staff; it never expires.
     *
     * @param note free text */
    record CreditGranted(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            CreditKind kind,
            Money amount,
            Money creditBalance,
            @Personal Optional<String> note)
            implements AccountEvent {}

    /**
     * The key of all that was personal about the account is gone. Nothing is on file any more, and nothing that was paid so far can
     * be paid back.
     *
     * @param invoicesIssued how many invoices there have been: all that name who was billed
     */
    record PersonalDataErased(SubscriptionId subscriptionId, Instant at, LocalDate on, int invoicesIssued)
            implements AccountEvent {}

    /** @param paymentMethod what the first attempt will use; empty if nothing is due */
    record InvoiceIssued(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            InvoiceId invoiceId,
            InvoiceOrigin origin,
            InvoiceOccasion occasion,
            List<InvoiceLine> lines,
            InvoiceTotals totals,
            Optional<PaymentMethod.Ref> paymentMethod)
            implements InvoiceEvent {
        public InvoiceIssued {
            lines = List.copyOf(lines);
        }
    }

    /** @param gatewayReference what the gateway calls the payment, where it says; to be found there, and paid back, years later */
    record PaymentSucceeded(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            InvoiceId invoiceId,
            int attempt,
            PaymentMethod.Ref paymentMethod,
            Money amount,
            Optional<String> gatewayReference)
            implements InvoiceEvent {}

    /**
     * @param code the gateway's reason, such as {@code card_declined}
     * @param retryAt when it is tried again; empty for a charge that is undone, and after the last try
     * @param gatewayReference what the gateway calls the attempt, where it says
     */
    record PaymentDeclined(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            InvoiceId invoiceId,
            int attempt,
            PaymentMethod.Ref paymentMethod,
            Money amount,
            String code,
            Optional<Instant> retryAt,
            Optional<String> gatewayReference)
            implements InvoiceEvent {}

    /**
     * @param code why it is unknown, such as {@code timeout}
     * @param askAgainAt when the gateway is asked what happened; nothing is tried again before it has answered
     * @param gatewayReference what the gateway calls the attempt, where it says: it is asked for it by that
     */
    record PaymentOutcomeUnknown(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            InvoiceId invoiceId,
            int attempt,
            PaymentMethod.Ref paymentMethod,
            Money amount,
            String code,
            Instant askAgainAt,
            Optional<String> gatewayReference)
            implements InvoiceEvent {}

    /**
     * A contract's invoice was paid, other than by a payment method on file.
     *
     * @param reference what the staff know the payment by; free text
     */
    record PaymentRecorded(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            InvoiceId invoiceId,
            Money amount,
            @Personal String reference)
            implements InvoiceEvent {}

    /** @param creditReturned what the invoice had taken from the credit balance */
    record InvoiceVoided(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            InvoiceId invoiceId,
            Money creditReturned,
            Money creditBalance)
            implements InvoiceEvent {}

    /** The last try was declined: nothing is tried any more, and what is due is lost. Credit that it has taken stays taken. */
    record InvoiceWrittenOff(SubscriptionId subscriptionId, Instant at, LocalDate on, InvoiceId invoiceId, Money amount)
            implements InvoiceEvent {}

    /**
     * Reserves what is to be paid back.
     *
     * @param paymentMethod the one that paid
     * @param reason free text; empty unless somebody asked
     */
    record RefundRequested(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            CreditNoteId creditNote,
            InvoiceId invoiceId,
            PaymentMethod.Ref paymentMethod,
            Money amount,
            RefundCause cause,
            @Personal Optional<String> reason)
            implements RefundEvent {}

    /** Why money is paid back. */
    enum RefundCause {
        /** Somebody asked, and said why. */
        REQUESTED,
        /** It came after the invoice was written off. */
        LATE_PAYMENT
    }

    /** @param gatewayReference what the gateway calls the refund, where it says */
    record PaymentRefunded(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            CreditNoteId creditNote,
            InvoiceId invoiceId,
            PaymentMethod.Ref paymentMethod,
            Money amount,
            Optional<String> gatewayReference)
            implements RefundEvent {}

    /**
     * Nothing was paid back; the amount may be refunded again.
     *
     * @param code the gateway's reason
     * @param gatewayReference what the gateway calls the refund, where it says
     */
    record RefundFailed(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            CreditNoteId creditNote,
            InvoiceId invoiceId,
            PaymentMethod.Ref paymentMethod,
            Money amount,
            String code,
            Optional<String> gatewayReference)
            implements RefundEvent {}
}
