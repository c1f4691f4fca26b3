package com.kore.billing.domain.subscription;

import com.kore.billing.domain.catalog.PlanCatalog;
import java.util.Optional;

/**
 * What comes back if the charge of a change is declined.
 *
 * @param restored what was in effect; empty if that was the free plan
 * @param scheduled what was scheduled before the change
 * @param scheduledAfter what was scheduled right after it; if that is different by the time of the decline, the later choice counts
 */
record Undo(
        Optional<PaidPeriod> restored,
        int managedUsers,
        Optional<ScheduledChange> scheduled,
        Optional<ScheduledChange> scheduledAfter) {

    static Undo before(Optional<PaidPeriod> restored, int managedUsers, Optional<ScheduledChange> scheduled) {
        return new Undo(restored, managedUsers, scheduled, scheduled);
    }

    /** A cancellation has dropped what was scheduled, before the change and since. */
    Undo withoutSchedule() {
        return new Undo(restored, managedUsers, Optional.empty(), Optional.empty());
    }

    Undo changeDoneWith(Optional<ScheduledChange> nowScheduled) {
        return new Undo(restored, managedUsers, scheduled, nowScheduled);
    }

    /**
     * What is scheduled once the change is undone: what was before, unless something was chosen meanwhile. Of such a choice the parts
     * stay that differ from what is in effect again.
     */
    Optional<ScheduledChange> scheduledOnceUndone(PaidSubscription undone, PlanCatalog catalog) {
        if (undone.canceling() || restored.isEmpty()) {
            return Optional.empty();
        }
        if (undone.scheduled().equals(scheduledAfter)) {
            return scheduled;
        }
        PaidPeriod present = restored.get();
        return undone.scheduled()
                .map(choice -> choice.parts().without(present.terms()))
                .filter(parts -> !parts.isEmpty())
                .map(parts -> Renewal.scheduled(present, parts, undone.account().currency(), catalog));
    }
}
