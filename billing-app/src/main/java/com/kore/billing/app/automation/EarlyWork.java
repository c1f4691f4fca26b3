package com.kore.billing.app.automation;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.projections.duework.DueWork;
import com.kore.billing.projections.duework.WorkItem;
import java.util.List;
import java.util.Set;

/**
 * Does work before it is due, because somebody has said that it is worth it. Nothing else changes: what is done by a billing run at the
 * same moment, or was done before, has its one effect.
 */
public final class EarlyWork {
    private static final String RUN = "early";
    private static final Set<WorkItem.Kind> QUESTIONS = Set.of(WorkItem.Kind.INQUIRY, WorkItem.Kind.REFUND);

    private final DueWork dueWork;
    private final DueWorkStep step;
    private final BillingClock clock;

    EarlyWork(DueWork dueWork, DueWorkStep step, BillingClock clock) {
        this.dueWork = dueWork;
        this.step = step;
        this.clock = clock;
    }

    /**
     * Asks the gateway now what became of an invoice's payment and of its refunds, as far as that is not known.
     *
     * @return how many answers were written down
     */
    public int askAbout(SubscriptionId subscription, InvoiceId invoice) {
        List<WorkItem> open = dueWork.of(subscription).stream()
                .filter(item -> QUESTIONS.contains(item.kind()))
                .filter(item -> item.invoiceId().filter(invoice::equals).isPresent())
                .toList();
        return (int) open.stream()
                .filter(item -> step.perform(item, clock.now(), RUN).isPresent())
                .count();
    }
}
