package com.kore.billing.domain.subscription;

import com.kore.billing.domain.Personal;
import com.kore.billing.domain.calendar.BillingCalendar;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What was agreed with sales (rule 19).
 *
 * @param reference what both sides call it; free text
 * @param prepaidUsers from its start on; more may be added to it
 * @param pricePerUser for one interval, negotiated
 * @param start the first day, and the anchor of its periods
 * @param end the first day that is no longer in it
 */
public record Contract(
        @Personal String reference,
        PlanId plan,
        BillingInterval interval,
        int prepaidUsers,
        Money pricePerUser,
        LocalDate start,
        LocalDate end) {

    /** The terms that it starts with. */
    public Terms terms() {
        return new Terms(plan, interval, prepaidUsers, pricePerUser, Optional.empty());
    }

    /** The first instant of its first day. */
    public Instant startsAt(ZoneId zone) {
        return start.atStartOfDay(zone).toInstant();
    }

    /** The first period, cut short where the contract ends within it. */
    public PaidPeriod firstPeriod() {
        return period(terms(), start);
    }

    /** The period that follows one of its own; empty if that one was the last. */
    public Optional<PaidPeriod> next(PaidPeriod present) {
        LocalDate begin = present.period().end();
        return begin.isBefore(end) ? Optional.of(period(present.terms(), begin)) : Optional.empty();
    }

    /** What a period of it costs that begins now: the whole price, or the part that the contract's end leaves. */
    public InvoiceLine charge(PaidPeriod begun) {
        Terms terms = begun.terms();
        return InvoiceLine.charge(terms.rate(), terms.managedUsers(), whole(begun), begun.period());
    }

    /** What more users cost from a day of a period on to its end. */
    InvoiceLine chargeAdded(PaidPeriod present, int added, LocalDate from) {
        return InvoiceLine.charge(
                present.terms().rate(), added, whole(present), present.period().from(from));
    }

    private PaidPeriod period(Terms terms, LocalDate begin) {
        BillingPeriod whole = new BillingCalendar(start, interval).periodStarting(begin);
        LocalDate last = whole.end().isBefore(end) ? whole.end() : end;
        return new PaidPeriod(terms, start, new BillingPeriod(begin, last));
    }

    /** The period as long as it would be if the contract did not end in it: what parts are parts of. */
    private BillingPeriod whole(PaidPeriod paid) {
        return new BillingCalendar(start, interval).periodStarting(paid.period().start());
    }
}
