package com.kore.billing.projections.accountsummary;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.subscription.PaidPeriod;
import com.kore.billing.domain.subscription.Preferences;
import com.kore.billing.domain.subscription.ScheduledChange;
import com.kore.billing.domain.subscription.Terms;
import com.kore.billing.projections.account.BillingProfileView;
import com.kore.billing.projections.account.PaymentMethodView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The Account Summary page: what a row and the catalog say on a day.
 *
 * @param pricePerUser for one interval, like the total; empty on the free plan
 * @param renewsOn when the next period begins; empty on the free plan, when canceled, and in the last period of a contract
 * @param endsOn when canceled, and under a contract: the day on which the account is free again
 * @param availableChanges what would be accepted on that day
 * @param asOf when the last event happened
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AccountSummary(
        SubscriptionId subscriptionId,
        String accountName,
        AccountKind accountKind,
        SubscriptionStatus status,
        PlanId plan,
        String planName,
        Optional<BillingInterval> interval,
        int managedUsers,
        Optional<Money> pricePerUser,
        Optional<Money> total,
        Optional<BillingPeriod> currentPeriod,
        Optional<LocalDate> renewsOn,
        Optional<LocalDate> endsOn,
        Optional<NextBill> nextBill,
        Optional<Scheduled> scheduledChange,
        Optional<PaymentMethodView> paymentMethod,
        Optional<BillingProfileView> billingProfile,
        Money creditBalance,
        String statement,
        List<AvailableChange> availableChanges,
        List<Section> sections,
        Optional<Contract> contract,
        CurrencyUnit currency,
        ZoneId timeZone,
        long version,
        Instant asOf) {

    /** What will be charged when the next period begins, as known now. */
    public record NextBill(LocalDate on, Money total, Money creditApplied, Money amountDue) {}

    /** The terms that take over at the period's end, at the price that is known now for that day. */
    public record Scheduled(
            LocalDate effectiveOn, PlanId plan, BillingInterval interval, int managedUsers, Money pricePerUser) {

        /** A contract that is to start is the change that is scheduled. */
        private static Scheduled of(com.kore.billing.domain.subscription.Contract signed) {
            return new Scheduled(
                    signed.start(), signed.plan(), signed.interval(), signed.prepaidUsers(), signed.pricePerUser());
        }
    }

    /** The sales contract of a contract account. */
    public record Contract(
            String reference,
            LocalDate start,
            LocalDate end,
            int prepaid,
            int used,
            int available,
            Preferences preferences) {

        private static Contract of(Contracts.Running running, int prepaid) {
            return new Contract(
                    running.contract().reference(),
                    running.contract().start(),
                    running.contract().end(),
                    prepaid,
                    running.used(),
                    prepaid - running.used(),
                    running.preferences());
        }
    }

    /** The parts of the page. */
    public enum Section {
        SUBSCRIPTION_INFORMATION,
        SUBSCRIPTION_TYPE,
        PREFERENCES,
        MODIFY_SUBSCRIPTION,
        PAYMENT_METHOD,
        BILLING_PROFILE;

        private static List<Section> of(AccountKind kind) {
            return switch (kind) {
                case ONLINE -> List.of(MODIFY_SUBSCRIPTION, PAYMENT_METHOD, BILLING_PROFILE);
                case CONTRACT -> List.of(SUBSCRIPTION_INFORMATION, SUBSCRIPTION_TYPE, PREFERENCES, PAYMENT_METHOD);
            };
        }
    }

    /** @param now decides which day it is for the account */
    public static AccountSummary of(SummaryRow row, PlanCatalog catalog, Instant now) {
        SummaryRow.Opening opening = row.opening();
        LocalDate today = row.dayOf(now);
        Optional<PaidPeriod> paid = row.holding().paid();
        Optional<Terms> terms = paid.map(PaidPeriod::terms);
        RenewalPrices prices = new RenewalPrices(catalog, opening.currency());
        Optional<Scheduled> scheduled = row.holding()
                .scheduledChange()
                .map(change -> scheduled(change, prices))
                .or(() ->
                        row.holding().contracts().flatMap(Contracts::following).map(Scheduled::of));
        return new AccountSummary(
                row.subscriptionId(),
                opening.accountName(),
                row.kind(),
                row.status(),
                row.plan(),
                catalog.name(row.plan(), today),
                terms.map(Terms::interval),
                row.holding().managedUsers(),
                terms.map(Terms::pricePerUser),
                terms.map(Terms::total),
                paid.map(PaidPeriod::period),
                row.renewsOn(),
                row.endsOn(),
                nextBill(row, prices),
                scheduled,
                row.paymentMethod(),
                row.billingProfile().map(BillingProfileView::of),
                row.creditBalance(),
                Statement.of(catalog.name(row.plan(), today), terms),
                AvailableChange.of(row, catalog, today),
                Section.of(row.kind()),
                row.running().map(running -> Contract.of(running, row.holding().managedUsers())),
                opening.currency(),
                opening.timeZone(),
                row.version(),
                row.asOf());
    }

    private static Scheduled scheduled(ScheduledChange change, RenewalPrices prices) {
        Terms becomes = prices.priced(change.expectedTerms(), change.effectiveOn());
        return new Scheduled(
                change.effectiveOn(),
                becomes.plan(),
                becomes.interval(),
                becomes.managedUsers(),
                becomes.pricePerUser());
    }

    private static Optional<NextBill> nextBill(SummaryRow row, RenewalPrices prices) {
        return row.holding()
                .contracts()
                .map(contracts -> contracts
                        .next(row.holding().paid())
                        .map(next -> new NextBill(
                                next.on(), next.total(), Money.zero(next.total().getCurrencyUnit()), next.total())))
                .orElseGet(() -> row.renewsOn().flatMap(on -> nextBill(row, on, prices)));
    }

    private static Optional<NextBill> nextBill(SummaryRow row, LocalDate on, RenewalPrices prices) {
        return row.holding()
                .scheduledChange()
                .map(ScheduledChange::expectedTerms)
                .or(() -> row.holding().paid().map(PaidPeriod::terms))
                .map(following -> {
                    Money total = prices.priced(following, on).total();
                    Money creditApplied = total.isLessThan(row.creditBalance()) ? total : row.creditBalance();
                    return new NextBill(on, total, creditApplied, total.minus(creditApplied));
                });
    }
}
