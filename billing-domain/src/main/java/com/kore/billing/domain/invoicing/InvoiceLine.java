package com.kore.billing.domain.invoicing;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.catalog.PlanId;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.Money;

/**
 * One amount of an invoice with all that it rests on, so that a customer can check the sum by hand.
 *
 * @param unitPrice for one user and the whole period
 * @param days of the period that are charged or credited, of {@code periodDays}
 * @param period the days that the line is about
 * @param amount negative for a credit; rounded half up, once
 * @param catalogVersion the day from which the catalog version with this price is in force; empty for a price that a contract says
 */
public record InvoiceLine(
        Kind kind,
        PlanId plan,
        BillingInterval interval,
        Money unitPrice,
        int users,
        int days,
        int periodDays,
        BillingPeriod period,
        Money amount,
        Optional<LocalDate> catalogVersion) {

    /** Which way the amount goes. */
    public enum Kind {
        CHARGE,
        CREDIT
    }

    /** What is charged for the rest of a period, the given day included. */
    public static InvoiceLine charge(Rate rate, int users, BillingPeriod period, LocalDate from) {
        return line(Kind.CHARGE, rate, users, period, period.from(from));
    }

    /** What is given back for the rest of a period, the given day included. */
    public static InvoiceLine credit(Rate rate, int users, BillingPeriod period, LocalDate from) {
        return line(Kind.CREDIT, rate, users, period, period.from(from));
    }

    /**
     * What is charged for a part of a period.
     *
     * @param part days of the period
     */
    public static InvoiceLine charge(Rate rate, int users, BillingPeriod period, BillingPeriod part) {
        return line(Kind.CHARGE, rate, users, period, part);
    }

    private static InvoiceLine line(Kind kind, Rate rate, int users, BillingPeriod period, BillingPeriod part) {
        Money amount = Proration.part(rate.perUser(), users, part.days(), period.days());
        return new InvoiceLine(
                kind,
                rate.plan(),
                rate.interval(),
                rate.perUser(),
                users,
                part.days(),
                period.days(),
                part,
                kind == Kind.CREDIT ? amount.negated() : amount,
                rate.catalogVersion());
    }
}
