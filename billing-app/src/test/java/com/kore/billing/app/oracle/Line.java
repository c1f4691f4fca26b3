package com.kore.billing.app.oracle;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of an invoice.
 *
 * @param amount negative for a credit
 */
record Line(
        String kind,
        String plan,
        Every interval,
        long unitPrice,
        int users,
        long days,
        long periodDays,
        LocalDate start,
        LocalDate end,
        long amount) {

    /** The rest of a period from a day on, or all of it from its first day. */
    static Line charge(Term term, int users, LocalDate from) {
        long days = term.daysFrom(from);
        long amount = Sums.part(term.price(), users, days, term.days());
        return new Line(
                "charge",
                term.plan(),
                term.interval(),
                term.price(),
                users,
                days,
                term.days(),
                from,
                term.end(),
                amount);
    }

    /** What of a period is not used up. */
    static Line credit(Term term, int users, LocalDate from) {
        Line line = charge(term, users, from);
        return new Line(
                "credit",
                line.plan,
                line.interval,
                line.unitPrice,
                users,
                line.days,
                line.periodDays,
                from,
                line.end,
                -line.amount);
    }

    Map<String, Object> shown(String currency) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("kind", kind);
        shown.put("plan", plan);
        shown.put("interval", interval.word());
        shown.put("unitPrice", Sums.money(unitPrice, currency));
        shown.put("users", users);
        shown.put("days", days);
        shown.put("periodDays", periodDays);
        shown.put("period", Sums.period(start, end));
        shown.put("amount", Sums.money(amount, currency));
        return shown;
    }
}
