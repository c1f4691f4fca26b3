package com.kore.billing.projections.duework;

import static com.kore.billing.projections.readmodel.Table.column;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.AccountEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeUndone;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceWrittenOff;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRecorded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import com.kore.billing.domain.subscription.SubscriptionEvent.ScheduledChangeWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import com.kore.billing.domain.subscription.SubscriptionEvent.TermsEvent;
import com.kore.billing.projections.readmodel.ReadModel;
import com.kore.billing.projections.readmodel.Rows;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * At most one renewal, or start of a contract, per subscription, for each invoice at most one collection or inquiry, and each refund
 * that was asked for. A renewal waits while the outcome of a command's charge is open, because what it would renew may yet be undone
 * (rule 10).
 */
public final class DueWorkModel implements ReadModel<DueWorkHead, WorkItem> {
    private static final Table<DueWorkHead> HEADS = new Table<>("due_work_head", DueWorkHead.class, List.of());
    static final Table<WorkItem> ROWS = new Table<>(
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
    public List<Table<? extends WorkItem>> rows() {
        return List.of(ROWS);
    }

    @Override
    public List<String> earlierRows(Optional<DueWorkHead> head, SubscriptionEvent event) {
        String renewal = renewalKey(event.subscriptionId());
        return switch (event) {
            case InvoiceIssued ignored -> List.of(renewal);
            case InvoiceEvent invoice -> List.of(renewal, invoice.invoiceId().value());
            case RefundRequested ignored -> List.of(renewal);
            case RefundEvent refund -> List.of(renewal, refund.creditNote().value());
            case PaymentMethodChanged changed ->
                Stream.concat(
                                Stream.of(renewal),
                                changed.triedNow().stream()
                                        .map(tried -> tried.invoiceId().value()))
                        .toList();
            case BillingProfileUpdated ignored -> List.of(renewal);
            case CreditGranted ignored -> List.of(renewal);
            case PersonalDataErased ignored -> List.of(renewal);
            case TermsEvent ignored -> List.of(renewal);
            case SubscriptionOpened ignored -> List.of(renewal);
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
        payments(stored, rows);
        DueWorkHead after = after(head, stored.event());
        if (!after.renewalDueAt().equals(head.renewalDueAt())) {
            String key = renewalKey(stored.subscriptionId());
            rows.remove(key);
            after.renewalDueAt().ifPresent(dueAt -> rows.put(key, WorkItem.renewal(stored, dueAt)));
        }
        return after;
    }

    private static void payments(StoredEvent stored, Rows<WorkItem> rows) {
        switch (stored.event()) {
            case InvoiceIssued issued -> {
                if (issued.totals().amountDue().isPositive()
                        && (issued.paymentMethod().isPresent() || issued.origin() != InvoiceOrigin.CONTRACT)) {
                    rows.put(
                            issued.invoiceId().value(),
                            WorkItem.collection(stored, issued.invoiceId(), 1, issued.at()));
                }
            }
            case PaymentOutcomeUnknown unknown ->
                rows.put(
                        unknown.invoiceId().value(),
                        WorkItem.inquiry(stored, unknown.invoiceId(), unknown.attempt(), unknown.askAgainAt()));
            case PaymentSucceeded paid -> rows.remove(paid.invoiceId().value());
            case PaymentRecorded recorded -> rows.remove(recorded.invoiceId().value());
            case PaymentDeclined declined -> {
                String key = declined.invoiceId().value();
                rows.remove(key);
                declined.retryAt()
                        .ifPresent(retryAt -> rows.put(
                                key,
                                WorkItem.collection(stored, declined.invoiceId(), declined.attempt() + 1, retryAt)));
            }
            case PaymentMethodChanged changed ->
                changed.triedNow()
                        .forEach(tried -> rows.put(
                                tried.invoiceId().value(),
                                WorkItem.collection(stored, tried.invoiceId(), tried.attempt(), changed.at())));
            case InvoiceVoided voided -> rows.remove(voided.invoiceId().value());
            case InvoiceWrittenOff lost -> writtenOff(lost.invoiceId().value(), rows);
            case RefundRequested requested ->
                rows.put(
                        requested.creditNote().value(),
                        WorkItem.refund(stored, requested.invoiceId(), requested.creditNote(), requested.at()));
            case PaymentRefunded refunded -> rows.remove(refunded.creditNote().value());
            case RefundFailed failed -> rows.remove(failed.creditNote().value());
            case BillingProfileUpdated ignored -> {}
            case CreditGranted ignored -> {}
            case PersonalDataErased ignored -> {}
            case TermsEvent ignored -> {}
            case SubscriptionOpened ignored -> {}
        }
    }

    /** It is not tried any more; what became of an attempt is still asked, because money that came is to be paid back. */
    private static void writtenOff(String key, Rows<WorkItem> rows) {
        if (rows.find(key).filter(item -> item.kind() == WorkItem.Kind.INQUIRY).isEmpty()) {
            rows.remove(key);
        }
    }

    private static DueWorkHead after(DueWorkHead head, SubscriptionEvent event) {
        return switch (event) {
            case PlanChanged changed -> head.renewingAfter(changed.becomes());
            case BillingIntervalChanged changed -> head.renewingAfter(changed.becomes());
            case ContractSigned signed -> head.startingWith(signed.contract());
            case ContractStarted started -> head.renewingAfter(started.becomes());
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
            case InvoiceWrittenOff lost -> head.settled(lost.invoiceId());
            case SubscriptionOpened ignored -> head;
            case ContractEvent ignored -> head;
            case PaymentRecorded ignored -> head;
            case ManagedUsersChanged ignored -> head;
            case ChangeScheduled ignored -> head;
            case ScheduledChangeWithdrawn ignored -> head;
            case CancellationScheduled ignored -> head;
            case CancellationWithdrawn ignored -> head;
            case PaymentDeclined ignored -> head;
            case PaymentOutcomeUnknown ignored -> head;
            case AccountEvent ignored -> head;
            case RefundEvent ignored -> head;
        };
    }
}
