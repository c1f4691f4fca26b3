package com.kore.billing.domain.subscription;

import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.RefundOutcome;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What can be asked of a subscription. Every command carries the instant that it is decided at, stamped once where it enters; one
 * that is earlier than the subscription's last event counts as that event's.
 */
public sealed interface SubscriptionCommand {

    @TargetAggregateIdentifier
    SubscriptionId subscriptionId();

    Instant at();

    /** A command that may charge, and that can say how much its sender expects to be due. */
    sealed interface MayCharge extends SubscriptionCommand {
        Optional<Money> expectedAmountDue();
    }

    /** A command about what a contract has prepaid; refused as {@code not-contract} where none is running. */
    sealed interface ContractCommand extends SubscriptionCommand {}

    record OpenSubscription(
            SubscriptionId subscriptionId,
            Instant at,
            String accountName,
            CurrencyUnit currency,
            ZoneId timeZone,
            int managedUsers,
            Optional<BillingProfile> billingProfile)
            implements SubscriptionCommand {}

    record ChangePlan(
            SubscriptionId subscriptionId,
            Instant at,
            PlanId plan,
            Optional<BillingInterval> interval,
            Optional<Integer> managedUsers,
            Optional<PaymentMethod> paymentMethod,
            Optional<BillingProfile> billingProfile,
            Optional<Money> expectedAmountDue)
            implements MayCharge {
        TermsChange asTermsChange() {
            return new TermsChange(Optional.of(plan), interval, managedUsers);
        }
    }

    record ChangeBillingInterval(
            SubscriptionId subscriptionId, Instant at, BillingInterval interval, Optional<Money> expectedAmountDue)
            implements MayCharge {}

    record ChangeManagedUsers(
            SubscriptionId subscriptionId, Instant at, int managedUsers, Optional<Money> expectedAmountDue)
            implements MayCharge {}

    record ChangePaymentMethod(SubscriptionId subscriptionId, Instant at, PaymentMethod paymentMethod)
            implements SubscriptionCommand {}

    /** @param byStaff whether the vendor's staff ask for it, who alone may do so for accounts with a contract */
    record UpdateBillingProfile(
            SubscriptionId subscriptionId, Instant at, BillingProfile billingProfile, boolean byStaff)
            implements SubscriptionCommand {}

    /** @param reason free text */
    record CancelSubscription(SubscriptionId subscriptionId, Instant at, Optional<String> reason)
            implements SubscriptionCommand {}

    record WithdrawCancellation(SubscriptionId subscriptionId, Instant at) implements SubscriptionCommand {}

    record WithdrawScheduledChange(SubscriptionId subscriptionId, Instant at) implements SubscriptionCommand {}

    /** Credit from the vendor's staff; it never expires.
     *
     * @param note free text */
    record GrantCredit(SubscriptionId subscriptionId, Instant at, CreditKind kind, Money amount, Optional<String> note)
            implements SubscriptionCommand {}

    /** Refused as {@code already-paid} on an online account that pays; on one with a contract it is a follow-up. */
    record SignContract(SubscriptionId subscriptionId, Instant at, Contract contract, Optional<Money> expectedAmountDue)
            implements MayCharge {}

    /** @param count of prepaid subscriptions, on top of those that there are */
    record AddPrepaidUsers(SubscriptionId subscriptionId, Instant at, int count, Optional<Money> expectedAmountDue)
            implements ContractCommand, MayCharge {}

    /** Says that a user came to the account, whom the preferences may assign a prepaid subscription, or a further one. */
    record RecordUserJoined(SubscriptionId subscriptionId, Instant at, String userId, Optional<Money> expectedAmountDue)
            implements ContractCommand, MayCharge {}

    record AssignUser(SubscriptionId subscriptionId, Instant at, String userId) implements ContractCommand {}

    record ReleaseUser(SubscriptionId subscriptionId, Instant at, String userId) implements ContractCommand {}

    record SetPreferences(SubscriptionId subscriptionId, Instant at, Preferences preferences)
            implements ContractCommand {}

    /**
     * Says that an invoice of a contract was paid, other than by a payment method on file.
     *
     * @param amount exactly the sum due
     * @param reference what the payment is known by; free text
     */
    record RecordPayment(SubscriptionId subscriptionId, Instant at, InvoiceId invoiceId, Money amount, String reference)
            implements SubscriptionCommand {}

    /** Decides whatever has become due by its instant; refused as {@code nothing-due} if nothing has. */
    record BringUpToDate(SubscriptionId subscriptionId, Instant at) implements SubscriptionCommand {}

    /**
     * What the gateway said of an attempt; refused as {@code attempt-settled} if that attempt is not the one whose outcome is
     * awaited, so that a report that comes twice has one effect.
     *
     * @param paymentMethod the number of the method that the attempt was made with, as {@link PaymentDue} said
     */
    record RecordPaymentOutcome(
            SubscriptionId subscriptionId,
            Instant at,
            InvoiceId invoiceId,
            int attempt,
            int paymentMethod,
            PaymentOutcome outcome)
            implements SubscriptionCommand {}

    /**
     * Asks for money to be paid back to the payment method that paid.
     *
     * @param amount all that can still be refunded of the invoice, if empty
     * @param reason free text, for the credit note
     */
    record RefundInvoice(
            SubscriptionId subscriptionId, Instant at, InvoiceId invoiceId, Optional<Money> amount, String reason)
            implements SubscriptionCommand {}

    /** Erases what is personal about the account, for good; refused as {@code still-active} unless it is free with nothing open. */
    record ErasePersonalData(SubscriptionId subscriptionId, Instant at) implements SubscriptionCommand {}

    /** What the gateway said of a refund; refused as {@code attempt-settled} if that refund is not awaited. */
    record RecordRefundOutcome(
            SubscriptionId subscriptionId, Instant at, CreditNoteId creditNote, RefundOutcome outcome)
            implements SubscriptionCommand {}
}
