package com.kore.billing.projections.analytics;

import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.subscription.Terms;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What an account has been on since a day, free or paid.
 *
 * @param number counted up per account; a number is never used again
 * @param since the first day
 * @param eventId of the event that brought it into force
 * @param interval empty on the free plan; likewise the price
 * @param mrr zero on the free plan
 */
public record TermsInForce(
        long number,
        LocalDate since,
        String eventId,
        AccountKind kind,
        PlanId plan,
        Optional<BillingInterval> interval,
        int managedUsers,
        Optional<Money> pricePerUser,
        Money mrr) {

    static TermsInForce free(
            long number, LocalDate since, String eventId, PlanId plan, int managedUsers, CurrencyUnit currency) {
        return new TermsInForce(
                number,
                since,
                eventId,
                AccountKind.ONLINE,
                plan,
                Optional.empty(),
                managedUsers,
                Optional.empty(),
                Money.zero(currency));
    }

    static TermsInForce paid(long number, LocalDate since, String eventId, AccountKind kind, Terms terms) {
        return new TermsInForce(
                number,
                since,
                eventId,
                kind,
                terms.plan(),
                Optional.of(terms.interval()),
                terms.managedUsers(),
                Optional.of(terms.pricePerUser()),
                Mrr.of(terms));
    }

    /** The same but for the count of users. */
    TermsInForce withManagedUsers(long nextNumber, LocalDate from, String byEvent, int users) {
        Money changed = pricePerUser
                .flatMap(price -> interval.map(per -> Mrr.of(new Terms(plan, per, users, price, Optional.empty()))))
                .orElse(mrr);
        return new TermsInForce(nextNumber, from, byEvent, kind, plan, interval, users, pricePerUser, changed);
    }

    boolean isFree() {
        return interval.isEmpty();
    }

    /** Whether nothing is different but when it began. */
    boolean isSameAs(TermsInForce other) {
        return kind == other.kind
                && plan.equals(other.plan)
                && interval.equals(other.interval)
                && managedUsers == other.managedUsers
                && pricePerUser.equals(other.pricePerUser);
    }

    /** What is kept of it once other terms are in force from a day on; empty if it was not in force for a day. */
    Optional<PeriodRow> until(SubscriptionId subscription, LocalDate end) {
        return since.isBefore(end) ? Optional.of(new PeriodRow(subscription, this, end)) : Optional.empty();
    }
}
