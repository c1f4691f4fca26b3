package com.kore.billing.projections.accountsummary;

import com.kore.billing.domain.Personal;
import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.PaidPeriod;
import com.kore.billing.domain.subscription.ScheduledChange;
import com.kore.billing.projections.account.PaymentMethodView;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What the events alone say of a subscription.
 *
 * @param asOf when the last event happened
 * @param asOfDay the latest day that an event counts for; nothing later counts for an earlier one
 * @param version how many events there are
 */
public record SummaryRow(
        SubscriptionId subscriptionId,
        Opening opening,
        Holding holding,
        Optional<PaymentMethodView> paymentMethod,
        @Personal Optional<BillingProfile> billingProfile,
        Money creditBalance,
        List<OpenRenewal> openRenewals,
        Instant asOf,
        LocalDate asOfDay,
        long version) {

    /**
     * What stays as it was opened, but for the name once that is erased.
     *
     * @param kind it began as, which is online; {@link SummaryRow#kind} is what it is
     * @param position of the opening in the event store; newer subscriptions have higher ones
     */
    public record Opening(
            @Personal String accountName,
            AccountKind kind,
            CurrencyUnit currency,
            ZoneId timeZone,
            PlanId freePlan,
            long position) {

        Opening erased() {
            return new Opening(Personal.ERASED, kind, currency, timeZone, freePlan, position);
        }
    }

    /**
     * What the subscription is on; without a paid period it is the free plan.
     *
     * @param contracts empty where none is signed
     */
    public record Holding(
            int managedUsers,
            Optional<PaidPeriod> paid,
            Optional<ScheduledChange> scheduledChange,
            boolean canceling,
            Optional<Contracts> contracts) {

        static Holding free(int managedUsers) {
            return new Holding(managedUsers, Optional.empty(), Optional.empty(), false, Optional.empty());
        }

        static Holding paid(PaidPeriod paid, Optional<ScheduledChange> scheduledChange, boolean canceling) {
            return new Holding(
                    paid.terms().managedUsers(), Optional.of(paid), scheduledChange, canceling, Optional.empty());
        }

        /** A period of a contract, at the price that is agreed. */
        static Holding contracted(PaidPeriod paid, Contracts contracts) {
            return new Holding(
                    paid.terms().managedUsers(), Optional.of(paid), Optional.empty(), false, Optional.of(contracts));
        }

        Holding with(UnaryOperator<Contracts> change) {
            return new Holding(
                    managedUsers,
                    paid,
                    scheduledChange,
                    canceling,
                    Optional.of(change.apply(contracts.orElse(Contracts.NONE))));
        }

        Holding withManagedUsers(int users) {
            return new Holding(
                    users,
                    paid.map(period -> period.with(period.terms().withManagedUsers(users))),
                    scheduledChange,
                    canceling,
                    contracts);
        }

        Holding withScheduledChange(Optional<ScheduledChange> change) {
            return new Holding(managedUsers, paid, change, canceling, contracts);
        }

        Holding withCanceling(boolean isCanceling) {
            return new Holding(managedUsers, paid, scheduledChange, isCanceling, contracts);
        }
    }

    /** An invoice of a renewal that is not settled. */
    public record OpenRenewal(InvoiceId invoiceId, boolean declined) {}

    public SummaryRow {
        openRenewals = List.copyOf(openRenewals);
        // Rows that were written before there was rule 10d do not say it.
        asOfDay = Objects.requireNonNullElseGet(asOfDay, () -> LocalDate.ofInstant(asOf, opening.timeZone()));
    }

    public PlanId plan() {
        return holding.paid().map(paid -> paid.terms().plan()).orElse(opening.freePlan());
    }

    /** Overdue comes before canceling. */
    public SubscriptionStatus status() {
        if (openRenewals.stream().anyMatch(OpenRenewal::declined)) {
            return SubscriptionStatus.PAST_DUE;
        }
        if (holding.paid().isEmpty()) {
            return SubscriptionStatus.FREE;
        }
        return holding.canceling() ? SubscriptionStatus.CANCELING : SubscriptionStatus.ACTIVE;
    }

    /** Online before and after a contract, also while one is signed that is to start. */
    public AccountKind kind() {
        return running().isPresent() ? AccountKind.CONTRACT : AccountKind.ONLINE;
    }

    /** The contract that the account is on. */
    public Optional<Contracts.Running> running() {
        return holding.contracts().flatMap(Contracts::running);
    }

    /** When the next period begins; empty if none does, and on the free plan. */
    public Optional<LocalDate> renewsOn() {
        if (kind() == AccountKind.CONTRACT) {
            return holding.contracts()
                    .flatMap(contracts -> contracts.next(holding.paid()))
                    .map(Contracts.Next::on);
        }
        return holding.canceling()
                ? Optional.empty()
                : holding.paid().map(paid -> paid.period().end());
    }

    /** When the account is free again, if that is known: a cancellation or the end of a contract. */
    public Optional<LocalDate> endsOn() {
        return holding.contracts()
                .flatMap(Contracts::endsOn)
                .or(() -> holding.paid()
                        .filter(ignored -> holding.canceling())
                        .map(paid -> paid.period().end()));
    }

    SummaryRow with(Holding other) {
        return new SummaryRow(
                subscriptionId,
                opening,
                other,
                paymentMethod,
                billingProfile,
                creditBalance,
                openRenewals,
                asOf,
                asOfDay,
                version);
    }

    SummaryRow with(PaymentMethodView method) {
        return new SummaryRow(
                subscriptionId,
                opening,
                holding,
                Optional.of(method),
                billingProfile,
                creditBalance,
                openRenewals,
                asOf,
                asOfDay,
                version);
    }

    SummaryRow with(BillingProfile profile) {
        return new SummaryRow(
                subscriptionId,
                opening,
                holding,
                paymentMethod,
                Optional.of(profile),
                creditBalance,
                openRenewals,
                asOf,
                asOfDay,
                version);
    }

    SummaryRow with(Money balance) {
        return new SummaryRow(
                subscriptionId,
                opening,
                holding,
                paymentMethod,
                billingProfile,
                balance,
                openRenewals,
                asOf,
                asOfDay,
                version);
    }

    SummaryRow with(List<OpenRenewal> renewals) {
        return new SummaryRow(
                subscriptionId,
                opening,
                holding,
                paymentMethod,
                billingProfile,
                creditBalance,
                renewals,
                asOf,
                asOfDay,
                version);
    }

    /** As if it were folded anew without the key, and with nothing on file to pay with. */
    SummaryRow erased() {
        return new SummaryRow(
                subscriptionId,
                opening.erased(),
                holding,
                Optional.empty(),
                billingProfile.map(ignored -> BillingProfile.ERASED),
                creditBalance,
                openRenewals,
                asOf,
                asOfDay,
                version);
    }

    /** The account's local day, but none before the last event's: clocks may go back over midnight. */
    public LocalDate dayOf(Instant now) {
        return laterOf(LocalDate.ofInstant(now, opening.timeZone()));
    }

    private LocalDate laterOf(LocalDate day) {
        return day.isBefore(asOfDay) ? asOfDay : day;
    }

    SummaryRow asOf(StoredEvent stored) {
        return new SummaryRow(
                subscriptionId,
                opening,
                holding,
                paymentMethod,
                billingProfile,
                creditBalance,
                openRenewals,
                stored.event().at(),
                laterOf(stored.event().on()),
                stored.version());
    }
}
