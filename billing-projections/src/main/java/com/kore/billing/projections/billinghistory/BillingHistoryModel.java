package com.kore.billing.projections.billinghistory;

import static com.kore.billing.projections.readmodel.Table.column;

import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceId;
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
import com.kore.billing.domain.subscription.Terms;
import com.kore.billing.projections.readmodel.ReadModel;
import com.kore.billing.projections.readmodel.Rows;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.Money;

/** One row per transaction, keyed by its event's sequence. An invoice that credits pay in part has two: one when issued, one when paid. */
public final class BillingHistoryModel implements ReadModel<BillingHistoryModel.Head, Transaction> {
    private static final Table<Head> HEADS = new Table<>("billing_history_head", Head.class, List.of());
    private static final Table<Transaction> ROWS = new Table<>(
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

    /**
     * What the next transaction needs to know.
     *
     * @param plan in effect
     * @param occasion of the invoice that comes next: the last thing that may charge
     * @param open the invoices that are not settled, and what they are about
     */
    public record Head(PlanId freePlan, PlanId plan, Money creditBalance, Occasion occasion, List<OpenInvoice> open) {

        /** An invoice and what it is about. */
        public record OpenInvoice(InvoiceId invoiceId, Occasion occasion) {}

        public Head {
            open = List.copyOf(open);
        }

        Head about(PlanId planInEffect, Occasion what) {
            return new Head(freePlan, planInEffect, creditBalance, what, open);
        }

        Head on(PlanId planInEffect) {
            return about(planInEffect, occasion);
        }

        Head withCreditBalance(Money balance) {
            return new Head(freePlan, plan, balance, occasion, open);
        }

        Head issued(InvoiceIssued issued) {
            List<OpenInvoice> stillOpen = issued.totals().amountDue().isZero()
                    ? open
                    : Stream.concat(open.stream(), Stream.of(new OpenInvoice(issued.invoiceId(), occasion)))
                            .toList();
            return new Head(freePlan, plan, issued.totals().creditBalance(), new Occasion.Unstated(), stillOpen);
        }

        Head settled(InvoiceId invoice) {
            return new Head(
                    freePlan,
                    plan,
                    creditBalance,
                    occasion,
                    open.stream()
                            .filter(other -> !other.invoiceId().equals(invoice))
                            .toList());
        }

        Occasion of(InvoiceId invoice) {
            return open.stream()
                    .filter(other -> other.invoiceId().equals(invoice))
                    .map(OpenInvoice::occasion)
                    .findFirst()
                    .orElseGet(Occasion.Unstated::new);
        }
    }

    @Override
    public String name() {
        return "billing_history";
    }

    @Override
    public Table<Head> heads() {
        return HEADS;
    }

    @Override
    public Optional<Table<Transaction>> rows() {
        return Optional.of(ROWS);
    }

    @Override
    public Head open(StoredEvent stored, SubscriptionOpened opened) {
        return new Head(
                opened.plan(), opened.plan(), Money.zero(opened.currency()), new Occasion.Unstated(), List.of());
    }

    @Override
    public Head fold(Head head, StoredEvent stored, Rows<Transaction> rows) {
        transaction(head, stored).ifPresent(row -> rows.put(Long.toString(row.sequence()), row));
        return after(head, stored.event());
    }

    private static Head after(Head head, SubscriptionEvent event) {
        return switch (event) {
            case PlanChanged changed -> planChanged(head, changed);
            case BillingIntervalChanged changed -> {
                Terms terms = changed.becomes().terms();
                yield head.about(
                        terms.plan(),
                        new Occasion.IntervalChanged(terms.plan(), terms.managedUsers(), terms.interval()));
            }
            case ManagedUsersChanged changed ->
                head.about(
                        head.plan(),
                        new Occasion.UsersAdded(
                                head.plan(),
                                changed.managedUsers() - changed.previousManagedUsers(),
                                changed.managedUsers()));
            case SubscriptionRenewed renewed -> {
                Terms terms = renewed.becomes().terms();
                yield head.about(
                        terms.plan(),
                        new Occasion.Renewed(
                                terms.plan(),
                                terms.managedUsers(),
                                renewed.becomes().period()));
            }
            case ChangeUndone undone ->
                head.on(undone.restored()
                        .map(restored -> restored.terms().plan())
                        .orElse(head.freePlan()));
            case SubscriptionEnded ended -> head.on(ended.plan());
            case CreditGranted granted -> head.withCreditBalance(granted.creditBalance());
            case InvoiceIssued issued -> head.issued(issued);
            case InvoiceVoided voided -> head.settled(voided.invoiceId()).withCreditBalance(voided.creditBalance());
            case PaymentSucceeded paid -> head.settled(paid.invoiceId());
            case SubscriptionOpened ignored -> head;
            case ChangeScheduled ignored -> head;
            case ScheduledChangeWithdrawn ignored -> head;
            case PaymentMethodChanged ignored -> head;
            case BillingProfileUpdated ignored -> head;
            case CancellationScheduled ignored -> head;
            case CancellationWithdrawn ignored -> head;
            case PaymentDeclined ignored -> head;
            case PaymentOutcomeUnknown ignored -> head;
        };
    }

    private static Head planChanged(Head head, PlanChanged changed) {
        Terms terms = changed.becomes().terms();
        return head.about(
                terms.plan(),
                changed.previousPlan().equals(head.freePlan())
                        ? new Occasion.WentPaid(terms.plan(), terms.managedUsers(), terms.interval())
                        : new Occasion.PlanUpgraded(terms.plan(), terms.managedUsers(), terms.interval()));
    }

    private static Optional<Transaction> transaction(Head head, StoredEvent stored) {
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
                Optional.of(ofInvoice(
                        head, stored, paid.invoiceId(), ChargeType.paidBy(paid.paymentMethod()), paid.amount()));
            case PaymentDeclined declined ->
                Optional.of(ofInvoice(head, stored, declined.invoiceId(), ChargeType.NOTIFY, declined.amount())
                        .asDeclined(declined.code()));
            case InvoiceVoided voided
            when voided.creditReturned().isPositive() ->
                Optional.of(ofInvoice(
                                head.withCreditBalance(voided.creditBalance()),
                                stored,
                                voided.invoiceId(),
                                ChargeType.CREDITED,
                                voided.creditReturned())
                        .asReturned());
            default -> Optional.empty();
        };
    }

    private static Optional<Transaction> issued(Head head, StoredEvent stored, InvoiceIssued issued) {
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
                head.occasion()));
    }

    private static Transaction ofInvoice(
            Head head, StoredEvent stored, InvoiceId invoice, ChargeType chargeType, Money amount) {
        return Transaction.of(stored, Optional.of(invoice), chargeType, amount, head.creditBalance(), head.of(invoice));
    }
}
