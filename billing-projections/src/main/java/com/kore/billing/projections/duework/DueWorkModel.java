package com.kore.billing.projections.duework;

import static com.kore.billing.projections.readmodel.Table.column;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeUndone;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.ScheduledChangeWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import com.kore.billing.projections.readmodel.ReadModel;
import com.kore.billing.projections.readmodel.Rows;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.Table;
import java.util.List;
import java.util.Optional;

/**
 * At most one renewal per subscription, and for each open invoice at most one collection or inquiry. A renewal waits while the outcome
 * of a command's charge is open, because what it would renew may yet be undone (rule 10).
 */
public final class DueWorkModel implements ReadModel<DueWorkHead, WorkItem> {
    private static final Table<DueWorkHead> HEADS = new Table<>("due_work_head", DueWorkHead.class, List.of());
    private static final Table<WorkItem> ROWS = new Table<>(
            "due_work", WorkItem.class, List.of(column("kind", WorkItem::kind), column("due_at", WorkItem::dueAt)));

    @Override
    public String name() {
        return "due_work";
    }

    @Override
    public Table<DueWorkHead> heads() {
        return HEADS;
    }

    @Override
    public Optional<Table<WorkItem>> rows() {
        return Optional.of(ROWS);
    }

    @Override
    public List<String> earlierRows(SubscriptionEvent event) {
        String renewal = renewalKey(event.subscriptionId());
        return switch (event) {
            case PaymentSucceeded paid -> List.of(renewal, paid.invoiceId().value());
            case PaymentDeclined declined ->
                List.of(renewal, declined.invoiceId().value());
            case PaymentOutcomeUnknown unknown ->
                List.of(renewal, unknown.invoiceId().value());
            case InvoiceVoided voided -> List.of(renewal, voided.invoiceId().value());
            default -> List.of(renewal);
        };
    }

    /** No invoice number has a slash. */
    private static String renewalKey(SubscriptionId id) {
        return id + "/renewal";
    }

    @Override
    public DueWorkHead open(StoredEvent stored, SubscriptionOpened opened) {
        return new DueWorkHead(opened.timeZone(), Optional.empty(), List.of());
    }

    @Override
    public DueWorkHead fold(DueWorkHead head, StoredEvent stored, Rows<WorkItem> rows) {
        payments(stored.event(), rows);
        DueWorkHead after = after(head, stored.event());
        if (!after.renewalDueAt().equals(head.renewalDueAt())) {
            String key = renewalKey(stored.subscriptionId());
            rows.remove(key);
            after.renewalDueAt().ifPresent(dueAt -> rows.put(key, WorkItem.renewal(stored.subscriptionId(), dueAt)));
        }
        return after;
    }

    /** A declined renewal is not tried again here: when that is to be is the dunning schedule's. */
    private static void payments(SubscriptionEvent event, Rows<WorkItem> rows) {
        SubscriptionId id = event.subscriptionId();
        switch (event) {
            case InvoiceIssued issued
            when issued.totals().amountDue().isPositive() ->
                rows.put(issued.invoiceId().value(), WorkItem.collection(id, issued.invoiceId(), 1, issued.at()));
            case PaymentOutcomeUnknown unknown ->
                rows.put(
                        unknown.invoiceId().value(),
                        WorkItem.inquiry(id, unknown.invoiceId(), unknown.attempt(), unknown.askAgainAt()));
            case PaymentSucceeded paid -> rows.remove(paid.invoiceId().value());
            case PaymentDeclined declined -> rows.remove(declined.invoiceId().value());
            case InvoiceVoided voided -> rows.remove(voided.invoiceId().value());
            default -> {}
        }
    }

    private static DueWorkHead after(DueWorkHead head, SubscriptionEvent event) {
        return switch (event) {
            case PlanChanged changed -> head.renewingAfter(changed.becomes());
            case BillingIntervalChanged changed -> head.renewingAfter(changed.becomes());
            case SubscriptionRenewed renewed -> head.renewingAfter(renewed.becomes());
            case ChangeUndone undone ->
                undone.restored().map(head::renewingAfter).orElseGet(head::notRenewing);
            case SubscriptionEnded ignored -> head.notRenewing();
            case InvoiceIssued issued ->
                issued.origin() == InvoiceOrigin.CHANGE
                                && issued.totals().amountDue().isPositive()
                        ? head.pending(issued.invoiceId())
                        : head;
            case PaymentSucceeded paid -> head.settled(paid.invoiceId());
            case InvoiceVoided voided -> head.settled(voided.invoiceId());
            case SubscriptionOpened ignored -> head;
            case ManagedUsersChanged ignored -> head;
            case ChangeScheduled ignored -> head;
            case ScheduledChangeWithdrawn ignored -> head;
            case PaymentMethodChanged ignored -> head;
            case BillingProfileUpdated ignored -> head;
            case CancellationScheduled ignored -> head;
            case CancellationWithdrawn ignored -> head;
            case CreditGranted ignored -> head;
            case PaymentDeclined ignored -> head;
            case PaymentOutcomeUnknown ignored -> head;
        };
    }
}
