package com.kore.billing.projections.billinghistory;

import static com.kore.billing.projections.readmodel.Table.column;

import com.kore.billing.domain.subscription.PaidPeriod;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeUndone;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
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
import com.kore.billing.domain.subscription.SubscriptionEvent.PrepaidUsersAdded;
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
import org.joda.money.Money;

/** One row per transaction. An invoice that credits pay in part has two: one when issued, one when paid. */
public final class BillingHistoryModel implements ReadModel<HistoryHead, Transaction> {
    private static final Table<HistoryHead> HEADS = new Table<>("billing_history_head", HistoryHead.class, List.of());
    static final Table<Transaction> ROWS = new Table<>(
            "billing_history",
            Transaction.class,
            List.of(
                    column("sequence", Transaction::sequence),
                    column("happened_on", Transaction::on),
                    column("happened_at", Transaction::at),
                    column("invoice_id", Transaction::invoiceId),
                    column("charge_type", Transaction::chargeType),
                    column("currency", row -> row.amount().getCurrencyUnit()),
                    column("amount_minor", Transaction::amount),
                    column("credit_balance_minor", Transaction::creditBalance)));

    @Override
    public String name() {
        return "billing_history";
    }

    @Override
    public Table<HistoryHead> heads() {
        return HEADS;
    }

    @Override
    public List<Table<? extends Transaction>> rows() {
        return List.of(ROWS);
    }

    @Override
    public HistoryHead open(StoredEvent stored, SubscriptionOpened opened) {
        return new HistoryHead(opened.managedUsers(), Money.zero(opened.currency()), List.of());
    }

    @Override
    public HistoryHead fold(HistoryHead head, StoredEvent stored, Rows<Transaction> rows) {
        transaction(head, stored).ifPresent(row -> rows.put(row.key(), row));
        return after(head, stored.event());
    }

    private static HistoryHead after(HistoryHead head, SubscriptionEvent event) {
        return switch (event) {
            case PlanChanged changed -> head.withManagedUsers(users(changed.becomes()));
            case BillingIntervalChanged changed -> head.withManagedUsers(users(changed.becomes()));
            case ContractStarted started -> head.withManagedUsers(users(started.becomes()));
            case PrepaidUsersAdded added -> head.withManagedUsers(added.prepaidUsers());
            case SubscriptionRenewed renewed -> head.withManagedUsers(users(renewed.becomes()));
            case ManagedUsersChanged changed -> head.withManagedUsers(changed.managedUsers());
            case ChangeUndone undone -> head.withManagedUsers(undone.managedUsers());
            case SubscriptionEnded ended -> head.withManagedUsers(ended.managedUsers());
            case CreditGranted granted -> head.withCreditBalance(granted.creditBalance());
            case InvoiceIssued issued -> head.issued(issued);
            case InvoiceVoided voided -> head.settled(voided.invoiceId()).withCreditBalance(voided.creditBalance());
            case PaymentSucceeded paid -> head.settled(paid.invoiceId());
            case PaymentRecorded recorded -> head.settled(recorded.invoiceId());
            case PaymentDeclined declined -> head.declined(declined.invoiceId());
            case PaymentOutcomeUnknown unknown -> head.unknown(unknown.invoiceId());
            case InvoiceWrittenOff lost -> head.writtenOff(lost.invoiceId());
            case ContractEvent ignored -> head;
            case SubscriptionOpened ignored -> head;
            case ChangeScheduled ignored -> head;
            case ScheduledChangeWithdrawn ignored -> head;
            case PaymentMethodChanged ignored -> head;
            case BillingProfileUpdated ignored -> head;
            case PersonalDataErased ignored -> head;
            case CancellationScheduled ignored -> head;
            case CancellationWithdrawn ignored -> head;
            case RefundEvent ignored -> head;
        };
    }

    private static int users(PaidPeriod paid) {
        return paid.terms().managedUsers();
    }

    private static Optional<Transaction> transaction(HistoryHead head, StoredEvent stored) {
        return switch (stored.event()) {
            case CreditGranted granted ->
                Optional.of(Transaction.of(
                        stored,
                        Optional.empty(),
                        ChargeType.CREDITED,
                        granted.amount(),
                        granted.creditBalance(),
                        new Occasion.CreditGiven(granted.kind())));
            case InvoiceIssued issued -> issued(head, stored, issued);
            case PaymentSucceeded paid ->
                Optional.of(Transaction.of(
                        stored,
                        Optional.of(paid.invoiceId()),
                        ChargeType.paidBy(paid.paymentMethod().kind()),
                        paid.amount(),
                        head.creditBalance(),
                        head.of(paid.invoiceId())));
            case PaymentRecorded recorded ->
                Optional.of(Transaction.of(
                        stored,
                        Optional.of(recorded.invoiceId()),
                        ChargeType.RECORDED,
                        recorded.amount(),
                        head.creditBalance(),
                        head.of(recorded.invoiceId())));
            case PaymentDeclined declined ->
                Optional.of(Transaction.of(
                        stored,
                        Optional.of(declined.invoiceId()),
                        ChargeType.NOTIFY,
                        declined.amount(),
                        head.creditBalance(),
                        new Occasion.Declined(head.of(declined.invoiceId()), declined.code())));
            case InvoiceVoided voided -> voided(head, stored, voided);
            case PaymentRefunded refunded ->
                Optional.of(Transaction.of(
                        stored,
                        Optional.of(refunded.invoiceId()),
                        ChargeType.REFUND,
                        refunded.amount(),
                        head.creditBalance(),
                        new Occasion.Refunded(refunded.invoiceId(), refunded.creditNote())));
            case PaymentOutcomeUnknown ignored -> Optional.empty();
            case InvoiceWrittenOff ignored -> Optional.empty();
            case RefundRequested ignored -> Optional.empty();
            case RefundFailed ignored -> Optional.empty();
            case PaymentMethodChanged ignored -> Optional.empty();
            case BillingProfileUpdated ignored -> Optional.empty();
            case PersonalDataErased ignored -> Optional.empty();
            case TermsEvent ignored -> Optional.empty();
            case SubscriptionOpened ignored -> Optional.empty();
        };
    }

    private static Optional<Transaction> issued(HistoryHead head, StoredEvent stored, InvoiceIssued issued) {
        Money applied = issued.totals().creditApplied();
        Money credited = issued.totals().credited();
        if (applied.isZero() && credited.isZero()) {
            return Optional.empty();
        }
        return Optional.of(Transaction.of(
                stored,
                Optional.of(issued.invoiceId()),
                applied.isPositive() ? ChargeType.DISCOUNT_CREDITS : ChargeType.CREDITED,
                applied.isPositive() ? applied : credited,
                issued.totals().creditBalance(),
                Occasion.of(issued, head.managedUsers())));
    }

    private static Optional<Transaction> voided(HistoryHead head, StoredEvent stored, InvoiceVoided voided) {
        return voided.creditReturned().isPositive()
                ? Optional.of(Transaction.of(
                        stored,
                        Optional.of(voided.invoiceId()),
                        ChargeType.CREDITED,
                        voided.creditReturned(),
                        voided.creditBalance(),
                        new Occasion.Returned(head.of(voided.invoiceId()))))
                : Optional.empty();
    }
}
