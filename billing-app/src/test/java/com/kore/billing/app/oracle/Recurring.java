package com.kore.billing.app.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Monthly recurring revenue as docs/analysts.md defines it: what an account pays for, normalised to a month, a year's divided by twelve and
 * rounded half up once; each change of it is a movement of the day on which it counts.
 */
final class Recurring {
    private static final long MONTHS = 12;

    private final List<Movement> movements = new ArrayList<>();
    private long mrr;

    /** When what was paid for ended, while nothing is. */
    private Optional<LocalDate> endedOn = Optional.empty();

    private boolean isPaid;

    /** @param change negative for less */
    record Movement(LocalDate on, String kind, long change) {}

    /** Nothing is paid for from a day on. */
    void none(LocalDate on) {
        if (isPaid) {
            endedOn = Optional.of(on);
            isPaid = false;
        }
        become(on, 0);
    }

    void of(LocalDate on, Every interval, long price, int users) {
        isPaid = true;
        become(on, Sums.part(price, users, 1, interval == Every.ANNUAL ? MONTHS : 1));
    }

    /** A contract counts from its start, though it is signed later, but not for days on which something else was paid for. */
    LocalDate sinceOf(LocalDate start, LocalDate today) {
        LocalDate since = isPaid ? today : endedOn.filter(start::isBefore).orElse(start);
        return since.isBefore(today) ? since : today;
    }

    private void become(LocalDate on, long after) {
        if (after == mrr) {
            return;
        }
        String kind = mrr == 0
                ? movements.isEmpty() ? "new" : "reactivation"
                : after == 0 ? "churn" : after > mrr ? "expansion" : "contraction";
        movements.add(new Movement(on, kind, after - mrr));
        mrr = after;
    }

    List<Map<String, Object>> shown() {
        return movements.stream()
                .map(movement -> Map.<String, Object>of(
                        "on", movement.on().toString(), "kind", movement.kind(), "change", movement.change()))
                .toList();
    }

    /** From which day on it is how much, where that is not what it was before. */
    List<Map<String, Object>> shownByDay() {
        SortedMap<LocalDate, Long> changes = new TreeMap<>();
        movements.forEach(movement -> changes.merge(movement.on(), movement.change(), Long::sum));
        List<Map<String, Object>> shown = new ArrayList<>();
        long sum = 0;
        for (Map.Entry<LocalDate, Long> day : changes.entrySet()) {
            sum += day.getValue();
            if (day.getValue() != 0) {
                shown.add(Map.of("from", day.getKey().toString(), "mrr", sum));
            }
        }
        return shown;
    }
}
