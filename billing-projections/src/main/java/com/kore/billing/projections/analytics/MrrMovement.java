package com.kore.billing.projections.analytics;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanId;
import java.time.Instant;
import java.time.LocalDate;
import org.joda.money.Money;

/**
 * A change of an account's monthly recurring revenue.
 *
 * @param sequence of the event that made it, in its subscription; likewise id and position
 * @param happenedOn the account's day that it counts for
 * @param cohortMonth the first day of the month in which the account first had any
 */
public record MrrMovement(
        SubscriptionId subscriptionId,
        long sequence,
        String eventId,
        long position,
        LocalDate happenedOn,
        Instant happenedAt,
        Kind kind,
        Cause cause,
        Money before,
        Money after,
        PlanId planBefore,
        PlanId planAfter,
        LocalDate cohortMonth)
        implements AnalyticsRow {

    /** What a change of it is to the account. */
    public enum Kind {
        /** It has some for the first time. */
        NEW,
        /** More. */
        EXPANSION,
        /** Less, but some. */
        CONTRACTION,
        /** None any more. */
        CHURN,
        /** Some again. */
        REACTIVATION;

        static Kind of(Money before, Money after, boolean hadSome) {
            if (before.isZero()) {
                return hadSome ? REACTIVATION : NEW;
            }
            if (after.isZero()) {
                return CHURN;
            }
            return after.isGreaterThan(before) ? EXPANSION : CONTRACTION;
        }
    }

    /** What was decided. */
    public enum Cause {
        PLAN_CHANGED,
        INTERVAL_CHANGED,
        USERS_CHANGED,
        /** Scheduled terms, or another price in the catalog, took over as a period began. */
        RENEWED,
        CANCELED,
        LAPSED,
        CONTRACT_STARTED,
        PREPAID_USERS_ADDED,
        CONTRACT_ENDED,
        /** What would otherwise have been removed was not found. */
        UNDONE
    }

    @Override
    public String key() {
        return subscriptionId + "/" + sequence;
    }

    /** Negative for less. */
    public Money change() {
        return after.minus(before);
    }

    /** How many customers more there are with it. */
    public int customersChange() {
        return switch (kind) {
            case NEW, REACTIVATION -> 1;
            case CHURN -> -1;
            case EXPANSION, CONTRACTION -> 0;
        };
    }
}
