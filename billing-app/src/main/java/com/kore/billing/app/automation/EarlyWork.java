package com.kore.billing.app.automation;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.projections.duework.DueWork;
import com.kore.billing.projections.duework.WorkItem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Does work before it is due, because somebody has said that it is worth it. Nothing else changes: what is done by a billing run at the
 * same moment, or was done before, has its one effect.
 */
public final class EarlyWork {
    private static final String RUN = "early";

    /** So many callers wait for the gateway at once, for as long as it takes; others keep their threads and places for what it does not hold up. */
    private static final int ASKING_MAX = 8;

    private static final Duration TURN_MAX = Duration.ofSeconds(1);

    private static final Set<WorkItem.Kind> QUESTIONS = Set.of(WorkItem.Kind.INQUIRY, WorkItem.Kind.REFUND);

    private final DueWork dueWork;
    private final DueWorkStep step;
    private final BillingClock clock;
    private final Semaphore asking = new Semaphore(ASKING_MAX);

    EarlyWork(DueWork dueWork, DueWorkStep step, BillingClock clock) {
        this.dueWork = dueWork;
        this.step = step;
        this.clock = clock;
    }

    /**
     * Asks the gateway now what became of an invoice's payment and of its refunds, as far as that is not known.
     *
     * @return false if it was not asked, because too many others are waiting for its answers
     */
    public boolean askAbout(SubscriptionId subscription, InvoiceId invoice) {
        List<WorkItem> open = dueWork.of(subscription).stream()
                .filter(item -> QUESTIONS.contains(item.kind()))
                .filter(item -> item.invoiceId().filter(invoice::equals).isPresent())
                .toList();
        return open.isEmpty() || ask(open);
    }

    private boolean ask(List<WorkItem> open) {
        if (!isMyTurn()) {
            return false;
        }
        try {
            open.forEach(item -> step.perform(item, clock.now(), RUN));
            return true;
        } finally {
            asking.release();
        }
    }

    /** A gateway that is well has answered others by then. */
    private boolean isMyTurn() {
        try {
            return asking.tryAcquire(TURN_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
