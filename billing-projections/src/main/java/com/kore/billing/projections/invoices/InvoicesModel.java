package com.kore.billing.projections.invoices;

import static com.kore.billing.projections.readmodel.Table.column;

import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.AccountEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceWrittenOff;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRecorded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.domain.subscription.SubscriptionEvent.TermsEvent;
import com.kore.billing.projections.invoices.InvoiceRow.BilledTo;
import com.kore.billing.projections.invoices.Settlement.CreditNote;
import com.kore.billing.projections.invoices.Settlement.Outcome;
import com.kore.billing.projections.invoices.Settlement.Payment;
import com.kore.billing.projections.readmodel.ReadModel;
import com.kore.billing.projections.readmodel.Rows;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;

/** One row per invoice, keyed by its number; the head is who the next one will be billed to. */
public final class InvoicesModel implements ReadModel<BilledTo, InvoiceRow> {
    private static final Table<BilledTo> HEADS = new Table<>("invoice_head", BilledTo.class, List.of());
    static final Table<InvoiceRow> ROWS = new Table<>(
            "invoice",
            InvoiceRow.class,
            List.of(
                    column("issued_position", InvoiceRow::position),
                    column("issued_on", InvoiceRow::issuedOn),
                    column("status", InvoiceRow::status),
                    column("origin", InvoiceRow::origin),
                    column("currency", row -> row.amountPaid().getCurrencyUnit()),
                    column("total_minor", row -> row.totals().total()),
                    column("credit_applied_minor", row -> row.totals().creditApplied()),
                    column("amount_due_minor", row -> row.totals().amountDue()),
                    column("amount_paid_minor", InvoiceRow::amountPaid),
                    column("amount_refunded_minor", InvoiceRow::amountRefunded)));

    @Override
    public String name() {
        return "invoice";
    }

    @Override
    public Table<BilledTo> heads() {
        return HEADS;
    }

    @Override
    public List<Table<? extends InvoiceRow>> rows() {
        return List.of(ROWS);
    }

    @Override
    public List<String> earlierRows(Optional<BilledTo> head, SubscriptionEvent event) {
        return switch (event) {
            case InvoiceIssued ignored -> List.of();
            case InvoiceEvent invoice -> List.of(invoice.invoiceId().value());
            case RefundEvent refund -> List.of(refund.invoiceId().value());
            case PersonalDataErased erased ->
                invoicesOf(erased).map(InvoiceId::value).toList();
            case TermsEvent ignored -> List.of();
            case AccountEvent ignored -> List.of();
            case SubscriptionOpened ignored -> List.of();
        };
    }

    @Override
    public BilledTo open(StoredEvent stored, SubscriptionOpened opened) {
        return new BilledTo(opened.accountName(), AccountKind.ONLINE, Optional.empty());
    }

    @Override
    public BilledTo fold(BilledTo head, StoredEvent stored, Rows<InvoiceRow> rows) {
        switch (stored.event()) {
            case BillingProfileUpdated updated -> {
                return new BilledTo(head.accountName(), head.accountKind(), Optional.of(updated.billingProfile()));
            }
            case PersonalDataErased erased -> {
                invoicesOf(erased).forEach(id -> rows.find(id.value()).ifPresent(row -> put(rows, row.erased())));
                return head.erased();
            }
            case ContractStarted ignored -> {
                return head.with(AccountKind.CONTRACT);
            }
            case SubscriptionEnded ignored -> {
                return head.with(AccountKind.ONLINE);
            }
            case InvoiceIssued issued -> put(rows, issued(head, stored, issued));
            case PaymentSucceeded paid ->
                change(
                        rows,
                        paid.invoiceId(),
                        settlement -> settlement
                                .paid(paid.amount())
                                .with(payment(
                                        paid.attempt(), paid, Outcome.SUCCEEDED, paid.amount(), Optional.empty())));
            case PaymentRecorded recorded ->
                change(
                        rows,
                        recorded.invoiceId(),
                        settlement -> settlement
                                .paid(recorded.amount())
                                .with(payment(0, recorded, Outcome.RECORDED, recorded.amount(), Optional.empty())));
            case PaymentDeclined declined ->
                changeRow(
                        rows,
                        declined.invoiceId(),
                        row -> row.settlement()
                                .with(isPastDue(row, declined) ? InvoiceStatus.PAST_DUE : row.status())
                                .with(payment(
                                        declined.attempt(),
                                        declined,
                                        Outcome.DECLINED,
                                        declined.amount(),
                                        Optional.of(declined.code()))));
            case PaymentOutcomeUnknown unknown ->
                change(
                        rows,
                        unknown.invoiceId(),
                        settlement -> settlement.with(payment(
                                unknown.attempt(), unknown, Outcome.UNKNOWN, unknown.amount(), Optional.empty())));
            case InvoiceVoided voided ->
                change(rows, voided.invoiceId(), settlement -> settlement.with(InvoiceStatus.VOID));
            case InvoiceWrittenOff lost ->
                change(rows, lost.invoiceId(), settlement -> settlement.with(InvoiceStatus.UNCOLLECTIBLE));
            case RefundRequested requested ->
                change(
                        rows,
                        requested.invoiceId(),
                        settlement -> settlement.with(new CreditNote(
                                requested.creditNote(),
                                requested.on(),
                                requested.amount(),
                                requested.cause(),
                                requested.reason())));
            case PaymentRefunded refunded ->
                change(rows, refunded.invoiceId(), settlement -> settlement.refunded(refunded.amount()));
            case RefundFailed failed ->
                change(rows, failed.invoiceId(), settlement -> settlement.without(failed.creditNote()));
            case SubscriptionOpened ignored -> {}
            case PaymentMethodChanged ignored -> {}
            case CreditGranted ignored -> {}
            case TermsEvent ignored -> {}
        }
        return head;
    }

    /** All that there have been. */
    private static Stream<InvoiceId> invoicesOf(PersonalDataErased erased) {
        return IntStream.rangeClosed(1, erased.invoicesIssued())
                .mapToObj(number -> InvoiceId.of(erased.subscriptionId(), number));
    }

    private static InvoiceRow issued(BilledTo head, StoredEvent stored, InvoiceIssued issued) {
        return new InvoiceRow(
                issued.subscriptionId(),
                issued.invoiceId(),
                stored.position(),
                issued.origin(),
                issued.on(),
                issued.at(),
                head,
                issued.lines(),
                issued.totals(),
                Settlement.issued(issued.totals().amountDue()));
    }

    private static Payment payment(
            int attempt, SubscriptionEvent event, Outcome outcome, Money amount, Optional<String> code) {
        return new Payment(attempt, event.at(), outcome, amount, code);
    }

    private static void change(Rows<InvoiceRow> rows, InvoiceId id, UnaryOperator<Settlement> change) {
        changeRow(rows, id, row -> change.apply(row.settlement()));
    }

    private static void changeRow(Rows<InvoiceRow> rows, InvoiceId id, Function<InvoiceRow, Settlement> change) {
        rows.find(id.value()).ifPresent(row -> put(rows, row.with(change.apply(row))));
    }

    /** A contract's invoice stays open. */
    private static boolean isPastDue(InvoiceRow row, PaymentDeclined declined) {
        return declined.retryAt().isPresent() && row.origin() != InvoiceOrigin.CONTRACT;
    }

    private static void put(Rows<InvoiceRow> rows, InvoiceRow row) {
        rows.put(row.invoiceId().value(), row);
    }
}
