package com.kore.billing.app.oracle;

import java.util.Optional;

/**
 * Rules 3 to 7: what a choice of plan, interval and users does to a paid account.
 *
 * @param plan in effect from now on
 * @param interval in effect from now on
 * @param users in effect from now on
 * @param scheduled what waits for the period's end from now on
 * @param isDifferent whether it asks for anything but what is in effect
 */
record Change(String plan, Every interval, int users, Parts scheduled, boolean isDifferent) {

    /** What of it is left out stays as it is. */
    record Asked(Optional<String> plan, Optional<Every> interval, Optional<Integer> users) {}

    static Change of(PriceList prices, Term term, int users, Parts scheduled, Asked asked) {
        String planNow = term.plan();
        Every intervalNow = term.interval();
        int usersNow = users;
        Parts later = scheduled;
        if (asked.plan().isPresent()) {
            String plan = asked.plan().get();
            boolean isDown = prices.rank(plan) < prices.rank(term.plan());
            later = later.plan(isDown ? asked.plan() : Optional.empty());
            planNow = isDown ? planNow : plan;
        }
        if (asked.interval().isPresent()) {
            Every every = asked.interval().get();
            boolean waits = every != term.interval() && waits(every, later);
            later = later.interval(waits ? asked.interval() : Optional.empty());
            intervalNow = waits ? intervalNow : every;
        }
        if (asked.users().isPresent()) {
            boolean isFewer = asked.users().get() < users;
            later = later.users(isFewer ? asked.users() : Optional.empty());
            usersNow = isFewer ? users : asked.users().get();
        }
        boolean isDifferent = asked.plan()
                        .filter(plan -> !plan.equals(term.plan()))
                        .isPresent()
                || asked.interval().filter(every -> every != term.interval()).isPresent()
                || asked.users().filter(count -> count != users).isPresent();
        return new Change(planNow, intervalNow, usersNow, later, isDifferent);
    }

    /** Rule 4: to monthly waits for the end of the paid year; to annual waits only together with a plan that does. */
    private static boolean waits(Every every, Parts later) {
        return every == Every.MONTHLY || later.plan().isPresent();
    }

    boolean changesPlanOrIntervalNow(Term term) {
        return !plan.equals(term.plan()) || interval != term.interval();
    }

    /** Rule 15c: whatever takes effect now makes an invoice. */
    boolean charges(Term term, int usersBefore) {
        return changesPlanOrIntervalNow(term) || users > usersBefore;
    }

    String planLater() {
        return scheduled.plan().orElse(plan);
    }

    Every intervalLater() {
        return scheduled.interval().orElse(interval);
    }
}
