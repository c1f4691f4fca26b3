package com.kore.billing.app.oracle;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Revenue by month as docs/analysts.md defines it, day by day: of an amount for <i>n</i> days, {@code amount x k / n}, rounded half up, has counted
 * once <i>k</i> of them are over.
 */
final class Earned {
    private final SortedMap<LocalDate, Long> months = new TreeMap<>();

    /** By the first days of the months; those that come to nothing are left out. */
    private static Map<LocalDate, Long> of(Books books) {
        Earned earned = new Earned();
        books.invoices().forEach(earned::add);
        earned.months.values().removeIf(amount -> amount == 0);
        return earned.months;
    }

    static List<Map<String, Object>> shown(Books books) {
        return of(books).entrySet().stream()
                .map(month -> Map.<String, Object>of("month", month.getKey().toString(), "amount", month.getValue()))
                .toList();
    }

    /** What was undone never was; what was written off, or goes back, is taken back; what goes back of the former had not counted. */
    private void add(Invoice invoice) {
        if (invoice.isVoid()) {
            return;
        }
        invoice.lines().forEach(line -> spread(line, line.amount(), LocalDate.MIN));
        invoice.writtenOffOn()
                .ifPresentOrElse(
                        on -> takeBack(invoice, invoice.amountDue, on),
                        () -> invoice.notes().forEach(note -> takeBack(invoice, note.amount(), note.issuedOn())));
    }

    private void takeBack(Invoice invoice, long amount, LocalDate on) {
        Line charge = invoice.lines().stream()
                .filter(line -> line.kind().equals("charge"))
                .max(Comparator.comparingLong(line -> ChronoUnit.DAYS.between(line.start(), line.end())))
                .orElseThrow();
        spread(charge, -amount, on);
    }

    /** Over the days of a line, but what is before a day counts for that day. */
    private void spread(Line line, long amount, LocalDate notBefore) {
        long days = ChronoUnit.DAYS.between(line.start(), line.end());
        for (long k = 0; k < days; k++) {
            LocalDate day = line.start().plusDays(k);
            LocalDate counts = day.isBefore(notBefore) ? notBefore : day;
            months.merge(counts.withDayOfMonth(1), part(amount, k + 1, days) - part(amount, k, days), Long::sum);
        }
    }

    /** Half up is away from zero, for what is taken back as for what is charged. */
    private static long part(long amount, long k, long days) {
        long part = (2 * Math.abs(amount) * k + days) / (2 * days);
        return amount < 0 ? -part : part;
    }
}
