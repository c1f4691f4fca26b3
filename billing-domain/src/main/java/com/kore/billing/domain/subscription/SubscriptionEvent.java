package com.kore.billing.domain.subscription;

import com.kore.billing.domain.Personal;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceLine;
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
            implements SubscriptionEvent {}

    /** The interval changed on the same plan; the users may have changed with it. */
    record BillingIntervalChanged(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            BillingInterval previousInterval,
            PaidPeriod becomes)
            implements SubscriptionEvent {}

    /** Only the count changed; on a paid plan it went up. */
    record ManagedUsersChanged(
            SubscriptionId subscriptionId, Instant at, LocalDate on, int previousManagedUsers, int managedUsers)
            implements SubscriptionEvent {}

    /** What is scheduled from now on; it replaces what was scheduled before. */
    record ChangeScheduled(SubscriptionId subscriptionId, Instant at, LocalDate on, ScheduledChange change)
            implements SubscriptionEvent {}

    record ScheduledChangeWithdrawn(SubscriptionId subscriptionId, Instant at, LocalDate on)
            implements SubscriptionEvent {}

    /**
     * The charge of a change was declined, so the change is undone.
     *
     * @param restored what is in effect again; empty if that is the free plan
     */
    record ChangeUndone(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            InvoiceId invoiceId,
            Optional<PaidPeriod> restored,
            int managedUsers,
            Optional<ScheduledChange> scheduledChange)
            implements SubscriptionEvent {}

    record PaymentMethodChanged(SubscriptionId subscriptionId, Instant at, LocalDate on, PaymentMethod paymentMethod)
            implements SubscriptionEvent {}

    record BillingProfileUpdated(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            @Personal BillingProfile billingProfile) implements SubscriptionEvent {}

    /** @param reason free text, empty when none was given */
    record CancellationScheduled(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            LocalDate endsOn,
            @Personal String reason) implements SubscriptionEvent {}

    record CancellationWithdrawn(SubscriptionId subscriptionId, Instant at, LocalDate on)
            implements SubscriptionEvent {}

    /** A period ended and the next one began; a scheduled change has taken over with it. */
    record SubscriptionRenewed(SubscriptionId subscriptionId, Instant at, LocalDate on, PaidPeriod becomes)
            implements SubscriptionEvent {}

    /** The subscription is free again; the count of users stays. */
    record SubscriptionEnded(
            SubscriptionId subscriptionId, Instant at, LocalDate on, PlanId plan, int managedUsers, EndReason reason)
            implements SubscriptionEvent {}

    /** Why a paid subscription ended. */
    enum EndReason {
        CANCELED
    }

    /** Credit from the vendor's staff; it never expires.
     *
     * @param note free text, empty when none was given */
    record CreditGranted(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            CreditKind kind,
            Money amount,
            Money creditBalance,
            @Personal String note)
            implements SubscriptionEvent {}

    /** @param paymentMethod the kind that the first attempt will use; empty if nothing is due */
    record InvoiceIssued(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            InvoiceId invoiceId,
            InvoiceOrigin origin,
            List<InvoiceLine> lines,
            InvoiceTotals totals,
            Optional<PaymentMethod.Kind> paymentMethod)
            implements SubscriptionEvent {
        public InvoiceIssued {
            lines = List.copyOf(lines);
        }
    }

    record PaymentSucceeded(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            InvoiceId invoiceId,
            int attempt,
            PaymentMethod.Kind paymentMethod,
            Money amount)
            implements SubscriptionEvent {}

    /** @param code the gateway's reason, such as {@code card_declined} */
    record PaymentDeclined(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            InvoiceId invoiceId,
            int attempt,
            PaymentMethod.Kind paymentMethod,
            Money amount,
            String code)
            implements SubscriptionEvent {}

    /** @param askAgainAt when the gateway is asked what happened; nothing is tried again before it has answered */
    record PaymentOutcomeUnknown(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            InvoiceId invoiceId,
            int attempt,
            PaymentMethod.Kind paymentMethod,
            Money amount,
            Instant askAgainAt)
            implements SubscriptionEvent {}

    /** @param creditReturned what the invoice had taken from the credit balance */
    record InvoiceVoided(
            SubscriptionId subscriptionId,
            Instant at,
            LocalDate on,
            InvoiceId invoiceId,
            Money creditReturned,
            Money creditBalance)
            implements SubscriptionEvent {}
}
