package com.kore.billing.domain.subscription;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import java.util.Optional;

/** Parts of terms that are to be different; an empty part stays as it is. */
public record TermsChange(Optional<PlanId> plan, Optional<BillingInterval> interval, Optional<Integer> managedUsers) {

    public static final TermsChange NONE = new TermsChange(Optional.empty(), Optional.empty(), Optional.empty());

    public static TermsChange toInterval(BillingInterval interval) {
        return new TermsChange(Optional.empty(), Optional.of(interval), Optional.empty());
    }

    public static TermsChange toManagedUsers(int users) {
        return new TermsChange(Optional.empty(), Optional.empty(), Optional.of(users));
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Whether it names anything that these terms do not have already. */
    public boolean differsFrom(Terms present) {
        return plan.filter(value -> !value.equals(present.plan())).isPresent()
                || interval.filter(value -> value != present.interval()).isPresent()
                || managedUsers.filter(value -> value != present.managedUsers()).isPresent();
    }

    /** The parts that these terms do not have already. */
    public TermsChange without(Terms present) {
        return new TermsChange(
                plan.filter(value -> !value.equals(present.plan())),
                interval.filter(value -> value != present.interval()),
                managedUsers.filter(value -> value != present.managedUsers()));
    }
}
