package com.kore.billing.app.automation;

import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.duework.DueWork;
import com.kore.billing.projections.duework.WorkItem;
import com.kore.billing.projections.readmodel.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due, the earliest first, until nothing is that can be done. One run at a time on a node.
 *
 * <p>An item that cannot be done yet, such as a renewal that waits for the outcome of a charge, is passed over until something else
 * has happened to its subscription or the next run.
 */
public final class DueWorkRun {
    private static final Logger LOG = LoggerFactory.getLogger(DueWorkRun.class);
    private static final int BATCH = 500;
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);

    private final DueWork dueWork;
    private final DueWorkStep step;
    private final Visibility visibility;

    public DueWorkRun(DueWork dueWork, DueWorkStep step, Visibility visibility) {
        this.dueWork = dueWork;
        this.step = step;
        this.visibility = visibility;
    }

    /** Moves time to when an item is due, before it is done. */
    interface Time {
        /** @return the instant to do it at */
        Instant moveTo(Instant dueAt);
    }

    /** What a run has done. */
    record Done(int renewals, int collections) {}

    /**
     * Does everything due until an instant, what becomes due meanwhile included.
     *
     * @param time says at which instant each item is done
     */
    synchronized Done until(Instant end, Time time) {
        Set<WorkItem> passedOver = new HashSet<>();
        int renewals = 0;
        int collections = 0;
        while (true) {
            List<WorkItem> due = dueWork.due(end, BATCH + passedOver.size()).stream()
                    .filter(item -> !passedOver.contains(item))
                    .toList();
            if (due.isEmpty()) {
                return new Done(renewals, collections);
            }
            Instant dueAt = due.getFirst().dueAt();
            Instant at = time.moveTo(dueAt);
            Map<SubscriptionId, Long> versions = new HashMap<>();
            for (WorkItem item : due) {
                if (!item.dueAt().equals(dueAt) || versions.containsKey(item.subscriptionId())) {
                    continue;
                }
                Optional<DecidedCommand> decided = perform(item, at);
                if (decided.isEmpty()) {
                    passedOver.add(item);
                    continue;
                }
                versions.put(item.subscriptionId(), decided.get().version());
                passedOver.removeIf(other -> other.subscriptionId().equals(item.subscriptionId()));
                switch (item.kind()) {
                    case RENEWAL -> renewals++;
                    case COLLECTION, INQUIRY, REFUND -> collections++;
                }
            }
            versions.forEach(this::awaitVisible);
        }
    }

    /** One that fails is told in the log and left for the next run; the others go on. */
    private Optional<DecidedCommand> perform(WorkItem item, Instant at) {
        try {
            return step.perform(item, at);
        } catch (RuntimeException failed) {
            LOG.error(
                    "{} of {} due at {} failed; it stays due",
                    item.kind(),
                    item.subscriptionId(),
                    item.dueAt(),
                    failed);
            return Optional.empty();
        }
    }

    /** Waits until the read models show a version. */
    void awaitVisible(SubscriptionId id, long version) {
        try {
            if (visibility.await(id, version, VISIBLE_WITHIN)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("the read models did not show version %d of %s".formatted(version, id));
    }
}
