package com.kore.billing.app.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The contracts of an account: the one that runs, and those that were signed and will start. */
final class Contracts {
    private final List<Deal> ahead = new ArrayList<>();
    private Optional<Running> running = Optional.empty();

    /** A contract in one of its periods. */
    static final class Running {
        final Deal deal;
        int n;
        int prepaid;
        Preferences preferences;

        /** Whoever was assigned last is last. */
        final List<String> assigned;

        private Running(Deal deal, Preferences preferences, List<String> assigned) {
            this.deal = deal;
            this.prepaid = deal.prepaid();
            this.preferences = preferences;
            this.assigned = new ArrayList<>(assigned);
        }

        /** Rule 21d: they go on, as far as there is room. */
        private static Running after(Optional<Running> before, Deal deal) {
            return before.map(ended -> new Running(
                            deal,
                            ended.preferences,
                            ended.assigned.subList(0, Math.min(ended.assigned.size(), deal.prepaid()))))
                    .orElseGet(() -> new Running(deal, Preferences.UNTIL_SET, List.of()));
        }

        LocalDate periodStart() {
            return deal.startOf(n);
        }

        LocalDate periodEnd() {
            return deal.endOf(n);
        }

        boolean isLastPeriod() {
            return periodEnd().equals(deal.end());
        }

        int available() {
            return prepaid - assigned.size();
        }

        /** What users that are added on a day cost. */
        Line charge(int added, LocalDate today) {
            return deal.charge(n, added, today);
        }
    }

    void sign(Deal deal) {
        ahead.add(deal);
    }

    Optional<Running> running() {
        return running;
    }

    /** What will start next. */
    Optional<Deal> next() {
        return ahead.stream().findFirst();
    }

    /** Rule 19c: the day on which a follow-up must start, or on which the account will be free again. */
    Optional<LocalDate> lastEnd() {
        return ahead.isEmpty()
                ? running.map(contract -> contract.deal.end())
                : Optional.of(ahead.getLast().end());
    }

    /** The day on which a period begins or the contract ends. */
    Optional<LocalDate> nextDay() {
        return running.map(Running::periodEnd).or(() -> next().map(Deal::start));
    }

    /** What is charged on that day; nothing where the contract just ends. */
    Optional<Line> nextCharge() {
        return running.filter(contract -> !contract.isLastPeriod())
                .map(contract ->
                        contract.deal.charge(contract.n + 1, contract.prepaid, contract.deal.startOf(contract.n + 1)))
                .or(() -> next().map(Deal::first));
    }

    /** Lets that day come. */
    void goOn() {
        if (running.filter(contract -> !contract.isLastPeriod()).isPresent()) {
            running.orElseThrow().n++;
        } else if (ahead.isEmpty()) {
            running = Optional.empty();
        } else {
            running = Optional.of(Running.after(running, ahead.removeFirst()));
        }
    }
}
